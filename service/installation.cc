#include "service/installation.h"

#include <unistd.h>

#include <system_error>

#include "absl/strings/str_cat.h"
#include "service/deployment/own_program.h"

namespace connection_advisor {
namespace {

namespace fs = std::filesystem;

fs::path OwnDirectory() { return deployment::OwnProgram().parent_path(); }

}  // namespace

absl::StatusOr<fs::path> FindCompiler() {
  fs::path compiler = OwnDirectory() / "advisor-plugin";
  if (access(compiler.c_str(), X_OK) == 0) return compiler;
  return absl::NotFoundError(
      absl::StrCat("there is no ", compiler.string(), ", which compiles the plugins; install it beside the server"));
}

fs::path InstalledPlugins() {
  std::error_code error;
  const fs::path plugins = OwnDirectory().parent_path() / "lib" / "connection-advisor" / "plugins";
  return fs::is_directory(plugins, error) ? plugins : fs::path();
}

}  // namespace connection_advisor
