# cmake -DBUILD_DIR= -DTEMPLATE_DIR= -DWORK_DIR= -DGENERATOR= -DC_COMPILER= -DCXX_COMPILER= -P build_starters.cmake
#
# Installs the SDK by itself and builds the starters in C and C++ with it. They are copied first: they must need nothing
# of the tree that they lie in.
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

# build_starter(FOLDER PLUGIN): TEMPLATE_DIR/FOLDER becomes WORK_DIR/FOLDER/PLUGIN.
function(build_starter folder plugin)
  file(COPY ${TEMPLATE_DIR}/${folder}/ DESTINATION ${WORK_DIR}/source/${folder})
  run(${CMAKE_COMMAND} -S ${WORK_DIR}/source/${folder} -B ${WORK_DIR}/${folder} -G ${GENERATOR}
    -DCMAKE_PREFIX_PATH=${WORK_DIR}/prefix -DCMAKE_C_COMPILER=${C_COMPILER} -DCMAKE_CXX_COMPILER=${CXX_COMPILER}
    --no-warn-unused-cli "-DCMAKE_C_FLAGS=-Wall -Wextra -Wpedantic -Werror" "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Wpedantic -Werror")
  run(${CMAKE_COMMAND} --build ${WORK_DIR}/${folder})
  if(NOT EXISTS ${WORK_DIR}/${folder}/${plugin})
    message(FATAL_ERROR "No ${plugin} in ${WORK_DIR}/${folder}")
  endif()
endfunction()

build_starter(cpp mastodon.so)
build_starter(c chess.so)
