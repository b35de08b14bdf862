# How a plugin is built, in this tree and from the installed package alike.
include_guard(GLOBAL)

# connection_advisor_add_plugin(NAME SOURCES file...)
#
# Builds NAME.so from C11 or C++17 sources: everything hidden but the one export, no run path, no executable stack, all
# symbols bound when it is loaded, and no dependency on a library that it does not use. The target is NAME too.
function(connection_advisor_add_plugin name)
  cmake_parse_arguments(PARSE_ARGV 1 PLUGIN "" "" "SOURCES")
  if(NOT PLUGIN_SOURCES OR PLUGIN_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "Write connection_advisor_add_plugin(NAME SOURCES file...)")
  endif()
  set(exports ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/plugin_exports.map)

  add_library(${name} MODULE ${PLUGIN_SOURCES})
  target_link_libraries(${name} PRIVATE connection_advisor::plugin_sdk)
  if(CMAKE_C_COMPILER_LOADED)
    target_compile_features(${name} PRIVATE c_std_11)
  endif()
  if(CMAKE_CXX_COMPILER_LOADED)
    target_compile_features(${name} PRIVATE cxx_std_17)
  endif()
  set_target_properties(${name} PROPERTIES
    PREFIX ""
    SUFFIX .so
    POSITION_INDEPENDENT_CODE ON
    C_VISIBILITY_PRESET hidden
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON
    SKIP_BUILD_RPATH ON
    INSTALL_RPATH ""
    LINK_DEPENDS ${exports})
  target_link_options(${name} PRIVATE
    "LINKER:--version-script=${exports}"
    LINKER:-z,noexecstack LINKER:-z,relro LINKER:-z,now
    LINKER:--as-needed)
endfunction()
