# The warnings that this project's own targets are built with: link `connection_advisor_warnings` privately.
add_library(connection_advisor_warnings INTERFACE)
target_compile_options(connection_advisor_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wconversion -Wno-sign-conversion
  # A designated initializer leaves the other members at their defaults on purpose.
  -Wno-missing-field-initializers
  # gcc 12 takes "text" + std::to_string(n) for an overlapping copy once it optimises (its bug 105329).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  $<$<BOOL:${CONNECTION_ADVISOR_WERROR}>:-Werror>)
