#include "service/telemetry/rotated_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace connection_advisor::telemetry {
namespace {

constexpr mode_t kMode = 0640;

// What errno says.
absl::Status Failed(const std::filesystem::path& path, absl::string_view doing) {
  const int error = errno;
  return absl::ErrnoToStatus(error, absl::StrCat(path.string(), " cannot be ", doing));
}

// The bytes written, fewer than asked for on an error.
size_t WriteAll(int descriptor, std::string_view bytes) {
  size_t written = 0;
  while (written < bytes.size()) {
    const ssize_t size = write(descriptor, bytes.data() + written, bytes.size() - written);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) break;
    written += static_cast<size_t>(size);
  }
  return written;
}

// Whether a file of that size ends in something else than a line end. What can't be read back is taken to be whole.
bool IsTorn(int descriptor, uint64_t size) {
  char last = '\n';
  return size > 0 && pread(descriptor, &last, 1, static_cast<off_t>(size) - 1) == 1 && last != '\n';
}

bool IsRegularFile(const std::filesystem::path& path) {
  struct stat named = {};
  return lstat(path.c_str(), &named) == 0 && S_ISREG(named.st_mode);
}

bool MayChangeDirectoryOf(const std::filesystem::path& path) {
  const std::filesystem::path parent = path.parent_path();
  const std::filesystem::path directory = parent.empty() ? "." : parent;
  return access(directory.c_str(), W_OK | X_OK) == 0;
}

}  // namespace

absl::Status CheckAppendable(const std::filesystem::path& path) {
  if (access(path.c_str(), F_OK) == 0) {
    if (std::filesystem::is_directory(path)) {
      return absl::InvalidArgumentError(absl::StrCat(path.string(), " is a directory; name a file"));
    }
    if (access(path.c_str(), R_OK | W_OK) == 0) return absl::OkStatus();
    return Failed(path, "opened");
  }
  return MayChangeDirectoryOf(path) ? absl::OkStatus() : Failed(path, "made");
}

absl::Status CheckRotatable(const std::filesystem::path& path) {
  if (!IsRegularFile(path) || MayChangeDirectoryOf(path)) return absl::OkStatus();
  return Failed(path, "put aside when it is full");
}

absl::StatusOr<RotatedFile> RotatedFile::Open(const std::filesystem::path& path, const RotationLimits& limits) {
  RotatedFile file(path, limits);
  if (absl::Status opened = file.Reopen(); !opened.ok()) return opened;
  return file;
}

RotatedFile::RotatedFile(RotatedFile&& other) noexcept
    : path_(other.path_),
      limits_(other.limits_),
      descriptor_(std::exchange(other.descriptor_, -1)),
      size_(other.size_),
      torn_(other.torn_),
      full_at_(other.full_at_),
      rotation_(std::move(other.rotation_)) {}

RotatedFile::~RotatedFile() { Close(); }

absl::Status RotatedFile::Append(std::string_view lines) {
  if (!IsInPlace()) {
    if (absl::Status reopened = Reopen(); !reopened.ok()) return reopened;
  }
  if (size_ > 0 && size_ + lines.size() > full_at_ && IsRegularFile(path_)) {
    if (absl::Status rotated = Rotate(); !rotated.ok()) return rotated;
  }
  if (torn_ && WriteAll(descriptor_, "\n") == 1) {
    torn_ = false;
    ++size_;
  }
  const size_t written = WriteAll(descriptor_, lines);
  if (written == lines.size()) {
    size_ += written;
    return absl::OkStatus();
  }
  absl::Status failed = Failed(path_, "written");
  if (written > 0 && ftruncate(descriptor_, static_cast<off_t>(size_)) != 0) {
    size_ += written;
    torn_ = true;
  }
  return failed;
}

absl::Status RotatedFile::Reopen() {
  Close();
  descriptor_ = open(path_.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, kMode);
  struct stat state = {};
  if (descriptor_ < 0 || fstat(descriptor_, &state) != 0) return Failed(path_, "opened");
  size_ = static_cast<uint64_t>(state.st_size);
  torn_ = IsTorn(descriptor_, size_);
  full_at_ = limits_.rotate_at;
  return absl::OkStatus();
}

void RotatedFile::Close() {
  if (descriptor_ >= 0) close(descriptor_);
  descriptor_ = -1;
}

bool RotatedFile::IsInPlace() {
  struct stat named = {};
  struct stat opened = {};
  if (descriptor_ < 0 || stat(path_.c_str(), &named) != 0 || fstat(descriptor_, &opened) != 0) return false;
  if (named.st_dev != opened.st_dev || named.st_ino != opened.st_ino) return false;
  // A pipe and a device have no size to tell.
  if (S_ISREG(opened.st_mode)) TakeSize(static_cast<uint64_t>(opened.st_size));
  return true;
}

void RotatedFile::TakeSize(uint64_t size) {
  if (size == size_) return;
  if (size < size_) full_at_ = limits_.rotate_at;
  size_ = size;
  torn_ = IsTorn(descriptor_, size);
}

absl::Status RotatedFile::Rotate() {
  rotation_ = PutAside();
  if (rotation_.ok()) return Reopen();
  // A file that is too large can be read; what is not written is gone.
  full_at_ = size_ + limits_.rotate_at;
  return absl::OkStatus();
}

// What is not there is no error: it has not been made yet, or somebody else has just moved it.
absl::Status RotatedFile::PutAside() const {
  if (limits_.files == 1) {
    if (unlink(path_.c_str()) != 0 && errno != ENOENT) return Failed(path_, "removed to begin anew");
    return absl::OkStatus();
  }
  for (int number = FirstFree(); number > 0; --number) {
    const std::filesystem::path from = number == 1 ? path_ : Numbered(number - 1);
    const std::filesystem::path to = Numbered(number);
    const std::string moved = absl::StrCat("moved to ", to.string());
    if (rename(from.c_str(), to.c_str()) != 0 && errno != ENOENT) return Failed(from, moved);
  }
  return absl::OkStatus();
}

int RotatedFile::FirstFree() const {
  int number = 1;
  struct stat state = {};
  while (number < limits_.files - 1 && lstat(Numbered(number).c_str(), &state) == 0) ++number;
  return number;
}

std::filesystem::path RotatedFile::Numbered(int number) const { return absl::StrCat(path_.string(), ".", number); }

}  // namespace connection_advisor::telemetry
