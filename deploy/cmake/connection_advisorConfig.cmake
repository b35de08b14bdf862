# find_package(connection_advisor CONFIG REQUIRED COMPONENTS plugin_sdk)
#
# A component is known by its files beside this one:
#   connection_advisor-<component>-dependencies.cmake  optional: finds what the targets link
#   connection_advisor-<component>-targets.cmake       its targets, connection_advisor::...
#   connection_advisor-<component>-functions.cmake     optional
# Without COMPONENTS every component that is installed is loaded.

file(GLOB _connection_advisor_installed RELATIVE ${CMAKE_CURRENT_LIST_DIR}
  ${CMAKE_CURRENT_LIST_DIR}/connection_advisor-*-targets.cmake)
list(TRANSFORM _connection_advisor_installed REPLACE "^connection_advisor-(.*)-targets[.]cmake$" "\\1")

set(_connection_advisor_wanted ${connection_advisor_FIND_COMPONENTS})
if(NOT _connection_advisor_wanted)
  set(_connection_advisor_wanted ${_connection_advisor_installed})
endif()

foreach(_connection_advisor_component IN LISTS _connection_advisor_wanted)
  set(_connection_advisor_files ${CMAKE_CURRENT_LIST_DIR}/connection_advisor-${_connection_advisor_component})
  set(connection_advisor_${_connection_advisor_component}_FOUND TRUE)
  if(NOT _connection_advisor_component IN_LIST _connection_advisor_installed)
    set(connection_advisor_${_connection_advisor_component}_FOUND FALSE)
    if(connection_advisor_FIND_REQUIRED_${_connection_advisor_component})
      string(REPLACE ";" ", " _connection_advisor_list "${_connection_advisor_installed}")
      set(connection_advisor_FOUND FALSE)
      set(connection_advisor_NOT_FOUND_MESSAGE
        "connection_advisor has no component '${_connection_advisor_component}' installed; it has: ${_connection_advisor_list}.")
      return()
    endif()
  else()
    include(${_connection_advisor_files}-dependencies.cmake OPTIONAL)
    include(${_connection_advisor_files}-targets.cmake)
    include(${_connection_advisor_files}-functions.cmake OPTIONAL)
  endif()
endforeach()
