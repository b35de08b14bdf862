#include "service/deployment/strict_open.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "service/deployment/text_check.h"

namespace connection_advisor::deployment {
namespace {

namespace fs = std::filesystem;

// As many as the system itself follows.
constexpr int kMaxLinks = 40;

absl::Status SystemError(absl::string_view doing) { return absl::ErrnoToStatus(errno, doing); }

// An entry of a directory, held but not open for reading: opening a device or a FIFO that way does nothing to it.
struct Entry {
  FileDescriptor descriptor;
  struct stat status {};
};

absl::StatusOr<Entry> Hold(int directory, const fs::path& name, int flags) {
  Entry entry{FileDescriptor(openat(directory, name.c_str(), O_PATH | O_CLOEXEC | flags))};
  if (!entry.descriptor.is_open()) return SystemError("opening the file");
  if (fstat(entry.descriptor.number(), &entry.status) != 0) return SystemError("looking at the file");
  return entry;
}

absl::string_view FileTypeName(mode_t mode) {
  if (S_ISDIR(mode)) return "a directory";
  if (S_ISFIFO(mode)) return "a FIFO";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

// Opens what `file` holds, by the name under which it was found. (Through /proc it could be opened by the descriptor,
// but not every place has a /proc.)
absl::StatusOr<FileDescriptor> OpenForReading(const Entry& file, int directory, const fs::path& name, int flags) {
  if (!S_ISREG(file.status.st_mode)) {
    return absl::InvalidArgumentError(
        absl::StrCat("it is ", FileTypeName(file.status.st_mode), "; a regular file is wanted"));
  }
  // Should the name stand for a FIFO by now, opening it does not wait.
  FileDescriptor readable(openat(directory, name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | flags));
  if (!readable.is_open()) return SystemError("opening the file");
  struct stat status {};
  if (fstat(readable.number(), &status) != 0) return SystemError("looking at the file");
  if (status.st_dev != file.status.st_dev || status.st_ino != file.status.st_ino) {
    return absl::AbortedError("it was replaced while it was being opened");
  }
  return readable;
}

// OK if nobody but root and this process's user can change `entry`, which is at `path`.
absl::Status CheckPermissions(const Entry& entry, const fs::path& path) {
  const struct stat& status = entry.status;
  const std::string name = absl::StrCat("'", Printable(path.string()), "'");
  if (status.st_uid != 0 && status.st_uid != geteuid()) {
    return absl::PermissionDeniedError(absl::StrCat(name, " belongs to user ", status.st_uid,
                                                    "; it must belong to root", " or to this server's user, ",
                                                    geteuid(), ": chown --no-dereference ", geteuid(), " ", name));
  }
  // The mode of a link means nothing, and in such a directory nobody can replace what is another's.
  const bool is_shared_safely = S_ISLNK(status.st_mode) || (S_ISDIR(status.st_mode) && (status.st_mode & S_ISVTX) != 0);
  if (is_shared_safely || (status.st_mode & (S_IWGRP | S_IWOTH)) == 0) return absl::OkStatus();
  return absl::PermissionDeniedError(absl::StrFormat("%s can be written to by others (mode %04o): chmod go-w %s", name,
                                                     status.st_mode & ~S_IFMT, name));
}

// One resolution of a path, as the kernel does it, by descriptors.
class Walk {
 public:
  absl::StatusOr<FileDescriptor> To(const fs::path& path) {
    if (absl::Status status = Take(path); !status.ok()) return status;
    while (!names_.empty()) {
      const fs::path name = std::move(names_.back());
      names_.pop_back();
      absl::StatusOr<Entry> entry = Hold(directory_.number(), name, O_NOFOLLOW);
      if (!entry.ok()) return entry.status();
      const fs::path path_so_far = at_ / name;
      if (absl::Status status = CheckPermissions(*entry, path_so_far); !status.ok()) return status;
      if (S_ISLNK(entry->status.st_mode)) {
        if (absl::Status status = Follow(*entry); !status.ok()) return status;
      } else if (names_.empty()) {
        return OpenForReading(*entry, directory_.number(), name, O_NOFOLLOW);
      } else {
        directory_ = std::move(entry->descriptor);
        at_ = path_so_far;
      }
    }
    return absl::InvalidArgumentError("it is a directory; a regular file is wanted");
  }

 private:
  // The names in `path` are next; where it is absolute, from the root on.
  absl::Status Take(const fs::path& path) {
    const std::vector<fs::path> parts(path.begin(), path.end());
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
      if (!part->empty() && *part != "/") names_.push_back(*part);
    }
    if (!path.is_absolute()) return absl::OkStatus();
    absl::StatusOr<Entry> root = Hold(AT_FDCWD, "/", O_DIRECTORY);
    if (!root.ok()) return root.status();
    directory_ = std::move(root->descriptor);
    at_ = "/";
    return CheckPermissions(*root, at_);
  }

  absl::Status Follow(const Entry& link) {
    if (++links_ > kMaxLinks) return absl::InvalidArgumentError("its path has too many symbolic links");
    std::array<char, PATH_MAX> target;
    const ssize_t length = readlinkat(link.descriptor.number(), "", target.data(), target.size());
    if (length < 0) return SystemError("reading a symbolic link");
    return Take(fs::path(target.begin(), target.begin() + length));
  }

  FileDescriptor directory_;
  fs::path at_;                  // where that is, for messages
  std::vector<fs::path> names_;  // still to go, the next one last
  int links_ = 0;
};

absl::StatusOr<FileDescriptor> OpenOnce(const fs::path& path, Permissions permissions) {
  if (permissions == Permissions::kUnchecked) {
    const absl::StatusOr<Entry> file = Hold(AT_FDCWD, path, 0);
    return file.ok() ? OpenForReading(*file, AT_FDCWD, path, 0) : file.status();
  }
  std::error_code error;
  const fs::path absolute = fs::absolute(path, error);
  if (error) return absl::ErrnoToStatus(error.value(), "finding out the directory that this process is in");
  return Walk().To(absolute);
}

}  // namespace

absl::StatusOr<FileDescriptor> OpenRegularFile(const fs::path& path, Permissions permissions) {
  constexpr int kTries = 10;  // a file that is replaced all the time is caught between two replacements
  absl::StatusOr<FileDescriptor> file = OpenOnce(path, permissions);
  for (int tried = 1; tried < kTries && absl::IsAborted(file.status()); ++tried) file = OpenOnce(path, permissions);
  return file;
}

}  // namespace connection_advisor::deployment
