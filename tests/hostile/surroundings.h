// What lies outside the compiler's process and could be changed from within, watched for changes.
#ifndef TESTS_HOSTILE_SURROUNDINGS_H_
#define TESTS_HOSTILE_SURROUNDINGS_H_

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "service/deployment/plugin_file.h"
#include "tests/hostile/plugins/escapes/aim.h"
#include "tests/scratch_directory.h"

namespace connection_advisor::hostile {

// A directory with a file and a socket, a TCP port, signals to this process, its memory and limits, what all processes
// share by name, and processes that were left behind. One at a time: of a second one, in whatever process, the
// constructor waits.
class Surroundings {
 public:
  Surroundings();
  // Takes away what was left in the names that all processes share.
  ~Surroundings();
  Surroundings(const Surroundings&) = delete;

  // One line for each change since the beginning.
  std::vector<std::string> Changes() const;

  // A copy of the plugin `Escapes` that makes the attempt on these surroundings and on the process `victim`, which is
  // this one or a copy of it.
  std::filesystem::path Aimed(const std::string& attempt, ::hostile::Place place, pid_t victim) const;

 private:
  std::map<std::string, std::string> Files() const;

  const deployment::FileDescriptor turn_;
  ScratchDirectory watched_;
  ScratchDirectory aimed_;
  deployment::FileDescriptor unix_listener_;
  deployment::FileDescriptor tcp_listener_;
  uint16_t tcp_port_ = 0;
  std::array<char, sizeof ::hostile::kSecret> secret_;
  std::map<std::string, std::string> files_;
  int signals_ = 0;
  int priority_ = 0;
};

// How many processes run that a plugin has started.
int Orphans();

}  // namespace connection_advisor::hostile

#endif  // TESTS_HOSTILE_SURROUNDINGS_H_
