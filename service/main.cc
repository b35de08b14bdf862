// connection-advisor-server: compiles the plugins, publishes their platforms, serves them until it is told to stop.
#include <malloc.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "service/flags.h"
#include "service/serve.h"

namespace {

// glibc gives threads heaps of their own, up to eight for each processor, and each keeps what it once needed. No more
// threads than processors run at once, so one for each will do.
void BoundHeaps() { mallopt(M_ARENA_MAX, static_cast<int>(std::max(1u, std::thread::hardware_concurrency()))); }

}  // namespace

int main(int argc, char** argv) {
  using namespace connection_advisor;
  BoundHeaps();
  const CommandLine command_line = ParseCommandLine(argc, argv);
  if (!command_line.settings) {
    std::fputs(command_line.text.c_str(), command_line.exit_code == 0 ? stdout : stderr);
    return command_line.exit_code;
  }
  const absl::Status status = Serve(*command_line.settings);
  if (status.ok()) return EXIT_SUCCESS;
  // Whoever reads the log as JSON reads this as well.
  spdlog::critical("{}", std::string(status.message()));
  return status.code() == absl::StatusCode::kInvalidArgument ? kExitBadUsage : EXIT_FAILURE;
}
