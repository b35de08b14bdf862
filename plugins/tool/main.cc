// advisor-plugin: what an author of plugins works with, and what the server compiles plugins with.

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "plugins/tool/check_command.h"
#include "plugins/tool/compile_command.h"
#include "service/deployment/deploy.h"

namespace {

using connection_advisor::deployment::DeployFile;
using connection_advisor::deployment::DeployOptions;
using connection_advisor::deployment::ParameterValues;
using connection_advisor::deployment::PluginOutcome;
using connection_advisor::tool::CompileOptions;

constexpr int kExitRefused = 1;
constexpr int kExitUsage = 2;

constexpr char kDescription[] =
    "Works with ConnectionAdvisor plugins.\n\n"
    "  advisor-plugin check linkedin.so          what the server would say of it\n"
    "  advisor-plugin check --json linkedin.so   the same for machines\n\n"
    "Exit status: 0 fit to serve, 1 refused, 2 the command line is wrong.\n\n"
    "A plugin's code runs here, in a child process with your rights: check only files that you would run.";

// "linkedin.connection_limit=20000" as a name and a value; throws what CLI11 prints.
ParameterValues ParseParameters(const std::vector<std::string>& texts) {
  ParameterValues parameters;
  for (const std::string& text : texts) {
    const size_t equals = text.find('=');
    int32_t value = 0;
    if (equals == std::string::npos || !absl::SimpleAtoi(text.substr(equals + 1), &value)) {
      throw CLI::ValidationError("--parameter", absl::StrCat("'", text, "' is not PLATFORM.PARAMETER=NUMBER"));
    }
    parameters[text.substr(0, equals)] = value;
  }
  return parameters;
}

struct Limits {
  uint64_t timeout_ms = 5000;
  uint64_t memory_bytes = uint64_t{1} << 30;
  std::vector<std::string> parameters;

  void AddTo(CLI::App* command) {
    command->add_option("--timeout-ms", timeout_ms, "Milliseconds that the compilation may take")
        ->check(CLI::Range(1, 600'000))
        ->capture_default_str();
    command->add_option("--memory-bytes", memory_bytes, "Bytes of address space that it may take")
        ->check(CLI::Range(uint64_t{64} << 20, uint64_t{1} << 40))
        ->capture_default_str();
    command->add_option("--parameter", parameters, "A parameter's value: PLATFORM.PARAMETER=NUMBER");
  }
};

}  // namespace

int main(int argc, char** argv) {
  CLI::App app(kDescription, "advisor-plugin");
  app.require_subcommand(1);

  Limits limits;
  std::string file;
  bool json = false;
  CLI::App* check = app.add_subcommand("check", "Say whether the server would serve a plugin, and if not, why");
  check->add_option("FILE.so", file, "The plugin")->required();
  check->add_flag("--json", json, "Print one line of JSON");
  limits.AddTo(check);
  CLI::App* compile = app.add_subcommand("compile", "The compiler's child process: started by the server and by check");
  limits.AddTo(compile);

  ParameterValues parameters;
  try {
    app.parse(argc, argv);
    parameters = ParseParameters(limits.parameters);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kExitUsage;
  }

  const std::chrono::milliseconds timeout(limits.timeout_ms);
  if (compile->parsed()) {
    if (!connection_advisor::tool::HasCompilerDescriptors()) {
      std::cerr << "compile is started by the server and by check, which hand it the file; you want: advisor-plugin "
                   "check FILE.so\n";
      return kExitUsage;
    }
    connection_advisor::tool::RunCompileCommand(
        {.timeout = timeout, .memory_bytes = limits.memory_bytes, .parameters = parameters});
  }
  DeployOptions options;
  options.compiler = "/proc/self/exe";
  options.limits = {.timeout = timeout, .memory_bytes = limits.memory_bytes};
  options.parameters = parameters;
  const PluginOutcome outcome = DeployFile(file, options);
  if (json) {
    connection_advisor::tool::PrintOutcomeAsJson(outcome, std::cout);
  } else {
    connection_advisor::tool::PrintOutcome(outcome, std::cout);
  }
  return outcome.refused() ? kExitRefused : 0;
}
