# cmake -DBUILD_DIR= -DSTARTER_DIR= -DWORK_DIR= -DGENERATOR= -DCXX_COMPILER= -P build_starter.cmake
#
# The starter is copied first: it must need nothing of the tree that it lies in.
function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE ${WORK_DIR})
run(${CMAKE_COMMAND} --install ${BUILD_DIR} --component plugin_sdk --prefix ${WORK_DIR}/prefix)

file(GLOB_RECURSE installed RELATIVE ${WORK_DIR}/prefix ${WORK_DIR}/prefix/*)
foreach(file IN LISTS installed)
  if(NOT file MATCHES "^include/connection_advisor/[a-z_]+[.]h$" AND NOT file MATCHES "^lib[^/]*/.*cmake/connection_advisor/")
    message(FATAL_ERROR "The SDK installs ${file}, which an author of a plugin has no use for")
  endif()
endforeach()

file(COPY ${STARTER_DIR}/ DESTINATION ${WORK_DIR}/source)
run(${CMAKE_COMMAND} -S ${WORK_DIR}/source -B ${WORK_DIR}/starter -G ${GENERATOR}
  -DCMAKE_PREFIX_PATH=${WORK_DIR}/prefix -DCMAKE_CXX_COMPILER=${CXX_COMPILER}
  "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Wpedantic -Werror")
run(${CMAKE_COMMAND} --build ${WORK_DIR}/starter)
if(NOT EXISTS ${WORK_DIR}/starter/mastodon.so)
  message(FATAL_ERROR "No mastodon.so in ${WORK_DIR}/starter")
endif()
