#include "plugins/tool/signing/new_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "service/deployment/file_descriptor.h"

namespace connection_advisor::tool {
namespace {

namespace fs = std::filesystem;

std::string Refusal(const fs::path& path) { return absl::StrCat("'", path.string(), "' cannot be written"); }

absl::Status CannotBeWritten(const fs::path& path, int error) { return absl::ErrnoToStatus(error, Refusal(path)); }

// As Fill.
auto Writing(std::string_view bytes, const fs::path& path) {
  return [=, refusal = Refusal(path)](int file) { return deployment::WriteAll(file, bytes, refusal); };
}

// Writes what nobody has seen yet under a name beside `path`; that name.
absl::StatusOr<fs::path> WriteBeside(const fs::path& path, Fill fill, mode_t mode) {
  fs::path beside = path;
  beside += absl::StrCat(".", getpid(), ".new");
  const deployment::FileDescriptor file(
      open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
  if (!file.is_open()) return CannotBeWritten(path, errno);
  absl::Status written = fill(file.number());
  if (written.ok() && fsync(file.number()) != 0) written = CannotBeWritten(path, errno);
  if (written.ok()) return beside;
  unlink(beside.c_str());
  return written;
}

}  // namespace

absl::Status MakeFile(const fs::path& path, std::string_view bytes, mode_t mode) {
  const absl::StatusOr<fs::path> written = WriteBeside(path, Writing(bytes, path), mode);
  if (!written.ok()) return written.status();
  // Unlike a rename, a link never takes the place of what is there.
  const int linked = link(written->c_str(), path.c_str());
  const int error = errno;
  unlink(written->c_str());
  if (linked == 0) return absl::OkStatus();
  if (error == EEXIST) {
    return absl::AlreadyExistsError(absl::StrCat("'", path.string(), "' is there already, and is left as it is"));
  }
  return CannotBeWritten(path, error);
}

absl::Status ReplaceFile(const fs::path& path, std::string_view bytes, mode_t mode) {
  return ReplaceFile(path, Writing(bytes, path), mode);
}

absl::Status ReplaceFile(const fs::path& path, Fill fill, mode_t mode) {
  const absl::StatusOr<fs::path> written = WriteBeside(path, fill, mode);
  if (!written.ok()) return written.status();
  if (rename(written->c_str(), path.c_str()) == 0) return absl::OkStatus();
  const int error = errno;
  unlink(written->c_str());
  return CannotBeWritten(path, error);
}

}  // namespace connection_advisor::tool
