// What lies in the plugin directory, and which of it has changed since it was last looked at.
#ifndef SERVICE_LIFECYCLE_DIRECTORY_SCAN_H_
#define SERVICE_LIFECYCLE_DIRECTORY_SCAN_H_

#include <compare>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "absl/status/statusor.h"

namespace connection_advisor::lifecycle {

// What the system says of a file without reading it. Two that are equal are taken for the same content.
struct FileStamp {
  uint64_t device = 0;
  uint64_t inode = 0;
  uint64_t size = 0;
  int64_t changed_nanoseconds = 0;  // of content or attributes; no program can set it back

  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

// A plugin file and its signature, if there is one (FILE.so.sig).
struct PluginStamp {
  FileStamp file;
  FileStamp signature;
  // The file may have changed once more within the same tick of the file system's clock: equal stamps prove nothing
  // yet.
  bool fresh = false;

  bool SaysTheSameAs(const PluginStamp& other) const {
    return !fresh && !other.fresh && file == other.file && signature == other.signature;
  }
};

// Every `*.so` in the directory by its name, hidden ones left out; whatever kind of file it is.
// FAILED_PRECONDITION, naming the directory, where it can't be read: then nothing is known, and nothing may be
// concluded.
absl::StatusOr<std::map<std::string, PluginStamp>> ScanDirectory(const std::filesystem::path& directory);

}  // namespace connection_advisor::lifecycle

#endif  // SERVICE_LIFECYCLE_DIRECTORY_SCAN_H_
