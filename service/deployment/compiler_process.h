// The compiler's child process, seen from the server: started, bounded, listened to, and never believed.
#ifndef SERVICE_DEPLOYMENT_COMPILER_PROCESS_H_
#define SERVICE_DEPLOYMENT_COMPILER_PROCESS_H_

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "connection_advisor/image/v1/plugin_image.pb.h"
#include "service/deployment/compiler_answer.h"
#include "service/deployment/plugin_file.h"
#include "service/deployment/plugin_reader.h"

namespace connection_advisor::deployment {

// What the child may use.
struct CompilerLimits {
  std::chrono::milliseconds timeout{5000};    // by the clock on the wall, from its start to its end
  uint64_t memory_bytes = uint64_t{1} << 30;  // address space
  bool unsandboxed = false;                   // run plugins even where the system refuses the sandbox
};

inline constexpr uint64_t kMaxAnswerBytes = uint64_t{64} << 20;

struct Compilation {
  // INVALID_ARGUMENT if the compiler refused the plugin, crashed, ran out of its limits, or answered nonsense or more
  // than fits into kMaxMessageMemory; the message has one cause a line, as few as are kept, and says at which stage.
  // UNAVAILABLE if it was killed from outside; the code of the system's error, naming the compiler, if it could not be
  // started. Nothing else in the image was checked.
  absl::StatusOr<image::v1::PluginImage> image;
  // What stood around the compiler before any code of the plugin was mapped: "seccomp", "landlock", ... Not the
  // plugin's word. Empty if the compiler did not come that far.
  std::vector<std::string> walls;
  // The system calls that the plugin tried and that were denied: as told by the child, fit to print, at most
  // kMaxDeniedCalls. Not checked.
  std::vector<std::string> denied_calls;
};

// Runs `compiler` (advisor-plugin) on `file` twice at once, in two processes, and returns their image if it is the
// same: law 1. Blocks until both have ended or were killed, with their whole process groups.
Compilation CompileInChild(const std::filesystem::path& compiler, const PluginFile& file,
                           const ParameterValues& parameters, const CompilerLimits& limits);

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_COMPILER_PROCESS_H_
