#include "service/lifecycle/written_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "absl/strings/str_cat.h"
#include "service/deployment/plugin_file.h"

namespace connection_advisor::lifecycle {
namespace {

using deployment::FileDescriptor;

absl::Status SystemError(const char* doing, const std::filesystem::path& path) {
  return absl::ErrnoToStatus(errno, absl::StrCat(doing, " ", path.string()));
}

std::string Writing(const std::filesystem::path& path) { return absl::StrCat("writing ", path.string()); }

// What `fill` writes to a descriptor becomes the file.
template <typename Fill>
absl::Status Replace(const std::filesystem::path& path, Fill fill) {
  // Before the file is in its place: an error that comes later leaves the new content there.
  const std::filesystem::path parent = path.parent_path();
  const FileDescriptor directory(open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.is_open()) return SystemError("opening", parent);
  std::filesystem::path beside = path;
  beside += ".new";
  absl::Status written = [&] {
    const FileDescriptor file(open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.is_open()) return SystemError("creating", beside);
    if (absl::Status filled = fill(file.number()); !filled.ok()) return filled;
    if (fsync(file.number()) != 0) return SystemError("synchronising", beside);
    return absl::OkStatus();
  }();
  if (!written.ok()) {
    unlink(beside.c_str());
    return written;
  }
  if (rename(beside.c_str(), path.c_str()) != 0) return SystemError("renaming to", path);
  return fsync(directory.number()) == 0 ? absl::OkStatus() : SystemError("synchronising", parent);
}

// Calls `take` with the bytes behind the descriptor, piece by piece.
template <typename Take>
absl::Status ReadAll(int descriptor, const std::filesystem::path& path, Take take) {
  std::array<char, 65536> chunk;
  for (off_t at = 0;;) {
    const ssize_t count = pread(descriptor, chunk.data(), chunk.size(), at);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return SystemError("reading", path);
    if (count == 0) return absl::OkStatus();
    if (absl::Status taken = take(std::string_view(chunk.data(), static_cast<size_t>(count))); !taken.ok())
      return taken;
    at += count;
  }
}

}  // namespace

absl::Status WriteWhole(const std::filesystem::path& path, std::string_view bytes) {
  return Replace(path, [&](int file) { return deployment::WriteAll(file, bytes, Writing(path)); });
}

absl::Status CopyWhole(const std::filesystem::path& path, int descriptor) {
  return Replace(path, [&](int file) {
    return ReadAll(descriptor, path,
                   [&](std::string_view bytes) { return deployment::WriteAll(file, bytes, Writing(path)); });
  });
}

absl::StatusOr<std::string> ReadWhole(const std::filesystem::path& path) {
  const FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!file.is_open()) return SystemError("opening", path);
  std::string all;
  absl::Status read = ReadAll(file.number(), path, [&](std::string_view bytes) {
    all.append(bytes);
    return absl::OkStatus();
  });
  if (!read.ok()) return read;
  return all;
}

}  // namespace connection_advisor::lifecycle
