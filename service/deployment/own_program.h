// The file that this process runs, also where there is no /proc.
#ifndef SERVICE_DEPLOYMENT_OWN_PROGRAM_H_
#define SERVICE_DEPLOYMENT_OWN_PROGRAM_H_

#include <sys/auxv.h>

#include <filesystem>
#include <system_error>

namespace connection_advisor::deployment {

inline std::filesystem::path OwnProgram() {
  std::error_code error;
  std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error) return program;
  // As it was named when it was started, from a directory that nobody has left since.
  return std::filesystem::absolute(reinterpret_cast<const char*>(getauxval(AT_EXECFN)), error);
}

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_OWN_PROGRAM_H_
