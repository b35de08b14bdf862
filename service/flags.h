// The command line of the server.
#ifndef SERVICE_FLAGS_H_
#define SERVICE_FLAGS_H_

#include <optional>
#include <string>

#include "service/settings.h"

namespace connection_advisor {

inline constexpr int kExitBadUsage = 2;

// Either settings to run with, or a text to print (help, version, an error) and the code to exit with.
struct CommandLine {
  std::optional<Settings> settings;
  std::string text;
  int exit_code = 0;
};

CommandLine ParseCommandLine(int argc, const char* const* argv);

}  // namespace connection_advisor

#endif  // SERVICE_FLAGS_H_
