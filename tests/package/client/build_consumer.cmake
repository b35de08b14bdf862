# cmake -DBUILD_DIR= -DCONSUMER_DIR= -DWORK_DIR= -DGENERATOR= -DCXX_COMPILER= -DCXX_FLAGS= -P build_consumer.cmake
#
# The consumer is copied first: it must need nothing of the tree that it lies in.
function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE ${WORK_DIR})
run(${CMAKE_COMMAND} --install ${BUILD_DIR} --component client --prefix ${WORK_DIR}/prefix)

file(GLOB_RECURSE installed RELATIVE ${WORK_DIR}/prefix ${WORK_DIR}/prefix/*)
foreach(file IN LISTS installed)
  if(file MATCHES "grpc[.]pb[.]h$|/image/|plugin")
    message(FATAL_ERROR "The client installs ${file}, which its users have no use for")
  endif()
endforeach()

file(COPY ${CONSUMER_DIR}/ DESTINATION ${WORK_DIR}/source)
run(${CMAKE_COMMAND} -S ${WORK_DIR}/source -B ${WORK_DIR}/build -G ${GENERATOR}
  -DCMAKE_PREFIX_PATH=${WORK_DIR}/prefix -DCMAKE_CXX_COMPILER=${CXX_COMPILER}
  "-DCMAKE_CXX_FLAGS=${CXX_FLAGS} -Wall -Wextra -Werror")
run(${CMAKE_COMMAND} --build ${WORK_DIR}/build)
