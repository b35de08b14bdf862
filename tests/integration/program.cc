#include "tests/integration/program.h"

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/scratch_directory.h"

namespace connection_advisor::integration {
namespace {

std::string ReadFile(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

}  // namespace

Outcome RunProgram(const std::string& words, const std::string& input) {
  const ScratchDirectory directory;
  const std::string in = directory.Write("in", input).string();
  const std::filesystem::path out = directory / "out";
  const std::filesystem::path errors = directory / "errors";
  const int status = std::system((words + " <" + in + " >" + out.string() + " 2>" + errors.string()).c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, ReadFile(out), ReadFile(errors)};
}

}  // namespace connection_advisor::integration
