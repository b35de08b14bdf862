#include "service/lifecycle/directory_scan.h"

#include <sys/stat.h>

#include <chrono>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace connection_advisor::lifecycle {
namespace {

namespace fs = std::filesystem;

// Longer than a tick of any file system that plugins lie on, FAT's two seconds included.
constexpr std::chrono::seconds kFreshness(3);

// All zero if there is no such file.
FileStamp StampOf(const fs::path& path) {
  struct stat status;
  if (stat(path.c_str(), &status) != 0) return {};
  constexpr int64_t kNanosecondsInASecond = 1'000'000'000;
  return {status.st_dev, status.st_ino, static_cast<uint64_t>(status.st_size),
          status.st_ctim.tv_sec * kNanosecondsInASecond + status.st_ctim.tv_nsec};
}

bool IsFresh(const FileStamp& stamp) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::nanoseconds(stamp.changed_nanoseconds) + kFreshness > now;
}

}  // namespace

absl::StatusOr<std::map<std::string, PluginStamp>> ScanDirectory(const fs::path& directory) {
  std::map<std::string, PluginStamp> files;
  std::error_code error;
  for (fs::directory_iterator entry(directory, error), end; !error && entry != end; entry.increment(error)) {
    const fs::path& path = entry->path();
    if (path.extension() != ".so" || path.filename().native().front() == '.') continue;
    fs::path signature = path;
    signature += ".sig";
    PluginStamp stamp{StampOf(path), StampOf(signature)};
    stamp.fresh = IsFresh(stamp.file) || IsFresh(stamp.signature);
    files.emplace(path.filename().string(), stamp);
  }
  if (error) {
    return absl::FailedPreconditionError(
        absl::StrCat("the plugin directory '", directory.string(), "' cannot be read: ", error.message()));
  }
  return files;
}

}  // namespace connection_advisor::lifecycle
