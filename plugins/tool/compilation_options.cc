#include "plugins/tool/compilation_options.h"

#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "service/deployment/own_program.h"

namespace connection_advisor::tool {
namespace {

// "linkedin.connection_limit=20000" as a name and a value; throws what CLI11 prints.
void AddParameter(const std::string& option, const std::string& text, deployment::ParameterValues& parameters) {
  const size_t equals = text.find('=');
  int32_t value = 0;
  if (equals == std::string::npos || !absl::SimpleAtoi(text.substr(equals + 1), &value)) {
    throw CLI::ValidationError(option, absl::StrCat("'", text, "' is not PLATFORM.PARAMETER=NUMBER"));
  }
  parameters[text.substr(0, equals)] = value;
}

}  // namespace

void AddParameterOption(CLI::App& command_line, const std::string& name, const std::string& help,
                        deployment::ParameterValues* parameters) {
  const auto add_all = [name, parameters](const std::vector<std::string>& texts) {
    for (const std::string& text : texts) AddParameter(name, text, *parameters);
  };
  command_line.add_option_function<std::vector<std::string>>(name, add_all, help + "; once for each")
      ->type_name("PLATFORM.PARAMETER=NUMBER")
      ->allow_extra_args(false);
}

void CompilationOptions::AddTo(CLI::App& command_line) {
  command_line.add_option("--timeout-ms", timeout_ms, "Milliseconds that the compilation may take")
      ->check(CLI::Range(1, 600'000, "1 to 600000"))
      ->type_name("NUMBER")
      ->capture_default_str();
  command_line.add_option("--memory-bytes", memory_bytes, "Bytes of address space that it may take")
      ->check(CLI::Range(uint64_t{64} << 20, uint64_t{1} << 40, "64 MiB to 1 TiB"))
      ->type_name("NUMBER")
      ->capture_default_str();
  command_line.add_flag("--unsandboxed", unsandboxed,
                        "Compile even where the system refuses the sandbox: then the plugin's code has your rights");
  AddParameterOption(command_line, "--parameter", "A parameter's value", &parameters);
}

deployment::DeployOptions CompilationOptions::ForDeploying() const {
  deployment::DeployOptions options;
  options.compiler = deployment::OwnProgram();
  options.limits = {.timeout = timeout(), .memory_bytes = memory_bytes, .unsandboxed = unsandboxed};
  options.parameters = parameters;
  options.permissions = deployment::Permissions::kUnchecked;  // whoever may write to an author's files
  return options;
}

}  // namespace connection_advisor::tool
