// `advisor-plugin compile`: the compiler's child process. Started by the server and by `check`, not by people.
#ifndef PLUGINS_TOOL_COMPILE_COMMAND_H_
#define PLUGINS_TOOL_COMPILE_COMMAND_H_

#include <chrono>
#include <cstdint>

#include "service/deployment/plugin_reader.h"

namespace connection_advisor::tool {

struct CompileOptions {
  std::chrono::milliseconds timeout{5000};
  uint64_t memory_bytes = uint64_t{1} << 30;
  deployment::ParameterValues parameters;
};

// False where a person has started this: nobody has opened the descriptors below.
bool HasCompilerDescriptors();

// Maps the plugin on deployment::kPluginDescriptor, compiles it, writes the answer to deployment::kAnswerDescriptor and
// ends the process: status 0 where an answer, an image or a refusal, was written whole.
[[noreturn]] void RunCompileCommand(const CompileOptions& options);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_COMPILE_COMMAND_H_
