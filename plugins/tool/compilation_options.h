// The options of every command that has plugins compiled: what a compilation may spend, and with which parameters.
#ifndef PLUGINS_TOOL_COMPILATION_OPTIONS_H_
#define PLUGINS_TOOL_COMPILATION_OPTIONS_H_

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdint>
#include <string>

#include "service/deployment/deploy.h"
#include "service/deployment/plugin_reader.h"

namespace connection_advisor::tool {

// Lets `command_line` set parameters by an option that may be repeated. They must outlive its parsing.
void AddParameterOption(CLI::App& command_line, const std::string& name, const std::string& help,
                        deployment::ParameterValues* parameters);

struct CompilationOptions {
  uint64_t timeout_ms = 5000;
  uint64_t memory_bytes = uint64_t{1} << 30;
  bool unsandboxed = false;  // compile even where the system refuses the sandbox
  deployment::ParameterValues parameters;

  // Lets `command_line` set these fields, which must outlive its parsing.
  void AddTo(CLI::App& command_line);

  std::chrono::milliseconds timeout() const { return std::chrono::milliseconds(timeout_ms); }
  // As the server would deploy a file, the compiler being this program; but whoever may write to the file.
  deployment::DeployOptions ForDeploying() const;
};

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_COMPILATION_OPTIONS_H_
