#include "tests/hostile/hostile_directory.h"

#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace connection_advisor::hostile {

std::filesystem::path HostilePlugin(const std::string& deviation) {
  return std::filesystem::path(HOSTILE_PLUGINS) / absl::StrCat(deviation, ".so");
}

std::string BytesOf(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

deployment::DeployOptions Options(std::chrono::milliseconds timeout) {
  deployment::DeployOptions options;
  options.compiler = CONNECTION_ADVISOR_COMPILER;
  options.limits.timeout = timeout;
  options.permissions = deployment::Permissions::kUnchecked;  // whoever may write to the build directory
  return options;
}

std::string CausesOf(const deployment::PluginOutcome& outcome) { return absl::StrJoin(outcome.causes, "\n"); }

}  // namespace connection_advisor::hostile
