// Files that are no plugins, each with the words of its refusal.
#ifndef TESTS_HOSTILE_BAD_FILES_H_
#define TESTS_HOSTILE_BAD_FILES_H_

#include <filesystem>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "service/deployment/file_descriptor.h"

namespace connection_advisor::hostile {

struct BadFile {
  std::string name;
  std::string bytes;
  std::string cause;  // a part of it
};
void PrintTo(const BadFile& file, std::ostream* out);

// The plugin that all others deviate from.
std::string ValidPlugin();

// Of another machine or kind, with segments that they do not have, empty, text.
std::vector<BadFile> BadFiles();

// The valid plugin, cut off at every 64th byte and before its last.
std::vector<BadFile> CutOffFiles();

// The valid plugin with three bits flipped, by a fixed seed: some are refused, some fit to serve.
std::vector<std::string> DamagedFiles(int count);

// What is called like a plugin and is not read: a directory, a FIFO, a socket, a device, a link to nothing, a file that
// is too large.
class UnreadableFiles {
 public:
  // Makes them in `directory`; the socket is bound while this lives.
  explicit UnreadableFiles(const std::filesystem::path& directory);

  // By name: a part of the cause.
  const std::map<std::string, std::string>& causes() const { return causes_; }

 private:
  std::map<std::string, std::string> causes_;
  deployment::FileDescriptor listener_;
};

}  // namespace connection_advisor::hostile

#endif  // TESTS_HOSTILE_BAD_FILES_H_
