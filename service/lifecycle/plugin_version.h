// A plugin file as the server knows it, and how far it has come.
#ifndef SERVICE_LIFECYCLE_PLUGIN_VERSION_H_
#define SERVICE_LIFECYCLE_PLUGIN_VERSION_H_

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace connection_advisor::lifecycle {

// In the order in which a file goes through them; the last four are where it comes to rest.
enum class PluginState : uint8_t {
  kDiscovered,  // found, copied and hashed
  kInspected,   // looked into without running it
  kCompiling,   // a child process explores it
  kServing,     // its platforms answer requests
  kStandby,     // proven; something else stands before it
  kRetired,     // taken out of service by an operator, or its file was removed
  kRefused,
};
inline constexpr std::array kPluginStateNames = {"discovered", "inspected", "compiling", "serving",
                                                 "standby",    "retired",   "refused"};
constexpr const char* NameOf(PluginState state) { return kPluginStateNames[static_cast<size_t>(state)]; }

enum class PluginOrigin : uint8_t { kDirectory, kUpload };

// A value: what was so at the moment of asking.
struct PluginVersion {
  std::string plugin;   // id; empty where the file was refused before it could say
  std::string version;  // MAJOR.MINOR.PATCH; empty likewise
  std::string sha256;   // of the file, lower-case hexadecimal; empty where it could not be read
  std::string file;     // its name, fit to print
  PluginOrigin origin = PluginOrigin::kDirectory;
  PluginState state = PluginState::kDiscovered;
  std::chrono::system_clock::time_point since;
  std::vector<std::string> causes;        // fit to print: why it is refused, or what keeps it from serving
  std::vector<std::string> platforms;     // ids
  bool pinned = false;                    // by an operator's choice
  std::vector<std::string> walls;         // what stood around the compiler
  std::vector<std::string> denied_calls;  // system calls that its code tried in vain
  std::string signed_by;                  // a trusted key; empty: none
  std::string signature_fault;            // why none; empty where nobody was asked for
  // "platform.parameter": set by the operator, and its platform has none of that name.
  std::vector<std::string> unknown_parameters;
  std::chrono::nanoseconds compile_time{0};
  bool cached = false;  // its image came from the cache
};

}  // namespace connection_advisor::lifecycle

#endif  // SERVICE_LIFECYCLE_PLUGIN_VERSION_H_
