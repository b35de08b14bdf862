# The installed CMake package `connection_advisor`: one component for each kind of user, each an independent set of files.
include(CMakePackageConfigHelpers)

set(CONNECTION_ADVISOR_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/connection_advisor)
set(CONNECTION_ADVISOR_PACKAGE_CONFIG ${CMAKE_CURRENT_LIST_DIR}/connection_advisorConfig.cmake)

# connection_advisor_install_component(COMPONENT TARGETS target... [CMAKE_FILES file...])
#
# Installs the targets (named connection_advisor::<EXPORT_NAME> by those who find them) and what
# connection_advisorConfig.cmake looks for, all under the install component of that name. CMAKE_FILES may hold
# connection_advisor-COMPONENT-dependencies.cmake, which finds what the targets link, and
# connection_advisor-COMPONENT-functions.cmake. Headers are the caller's to install.
function(connection_advisor_install_component component)
  cmake_parse_arguments(PARSE_ARGV 1 PACKAGE "" "" "TARGETS;CMAKE_FILES")
  set(version_file ${PROJECT_BINARY_DIR}/package/connection_advisorConfigVersion.cmake)
  write_basic_package_version_file(${version_file} VERSION ${PROJECT_VERSION} COMPATIBILITY SameMajorVersion)

  install(TARGETS ${PACKAGE_TARGETS} EXPORT connection_advisor-${component}-targets
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT ${component}
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT ${component})
  install(EXPORT connection_advisor-${component}-targets NAMESPACE connection_advisor::
    DESTINATION ${CONNECTION_ADVISOR_PACKAGE_DIR} COMPONENT ${component})
  install(FILES ${CONNECTION_ADVISOR_PACKAGE_CONFIG} ${version_file} ${PACKAGE_CMAKE_FILES}
    DESTINATION ${CONNECTION_ADVISOR_PACKAGE_DIR} COMPONENT ${component})
endfunction()
