#include "service/edge/socket_file.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <system_error>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"

namespace connection_advisor::edge {
namespace {

constexpr size_t kMostBytes = sizeof(sockaddr_un::sun_path) - 1;  // the system wants it terminated
constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;

// Of the directory in which the socket is bound, beside its place: mkdtemp's letters, and the socket's name in it.
constexpr absl::string_view kTemplate = ".XXXXXX";
constexpr absl::string_view kBoundName = "/s";

// "run/" of "run/admin.sock", "" of "admin.sock".
std::string ParentOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

std::string Reason(int error) { return std::generic_category().message(error); }

absl::Status Unavailable(const std::string& path, absl::string_view cause) {
  return absl::UnavailableError(absl::StrCat("cannot listen on unix:", path, ": ", cause));
}

absl::Status Misplaced(const std::string& path, absl::string_view cause) {
  return absl::InvalidArgumentError(absl::StrCat("cannot listen on unix:", path, ": ", cause));
}

// 0 if somebody listens there, else the errno of the attempt to reach them.
int TryToConnect(const std::string& path) {
  const int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) return errno;
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.c_str(), path.size());
  const bool connected = connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  // A queue that is full is one that somebody holds open.
  const int error = connected || errno == EAGAIN ? 0 : errno;
  close(descriptor);
  return error;
}

// OK if there is nothing, or a socket that nobody listens to.
absl::Status CheckVacant(const std::string& path) {
  struct stat status;
  if (lstat(path.c_str(), &status) != 0) {
    if (errno != ENOENT) return Misplaced(path, Reason(errno));
    return absl::OkStatus();
  }
  if (!S_ISSOCK(status.st_mode)) {
    return Misplaced(path, "something else has that name; move it away, or name another path");
  }
  switch (const int error = TryToConnect(path)) {
    case 0:
      return Unavailable(path, "somebody listens there; stop that, or name another path");
    case ECONNREFUSED:
      return absl::OkStatus();
    default:
      return Unavailable(path, Reason(error));
  }
}

bool MeansItself(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || std::strchr("/-._~", c) != nullptr;
}

}  // namespace

absl::Status CheckSocketPath(const std::string& path) {
  if (path.empty()) return absl::InvalidArgumentError("'unix:' has no path; write unix:PATH");
  const size_t bound = ParentOf(path).size() + kTemplate.size() + kBoundName.size();
  const size_t excess = std::max(path.size(), bound) - path.size();
  if (path.size() + excess <= kMostBytes) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("the path of the Unix socket '", path, "' has ", path.size(),
                                                 " bytes, and ", kMostBytes - excess,
                                                 " are the most that the system takes; name a shorter one"));
}

absl::StatusOr<std::unique_ptr<SocketFile>> SocketFile::Reserve(const std::string& path) {
  if (absl::Status status = CheckSocketPath(path); !status.ok()) return status;
  if (absl::Status status = CheckVacant(path); !status.ok()) return status;
  std::string directory = absl::StrCat(ParentOf(path), kTemplate);
  if (mkdtemp(directory.data()) == nullptr) {
    if (errno == ENOENT) return Misplaced(path, "its directory is not there; make it, or name another path");
    return Unavailable(path, Reason(errno));
  }
  return std::unique_ptr<SocketFile>(new SocketFile(path, std::move(directory)));
}

SocketFile::~SocketFile() {
  Remove();
  unlink(BoundPath().c_str());
  rmdir(directory_.c_str());
}

std::string SocketFile::BoundPath() const { return absl::StrCat(directory_, kBoundName); }

std::string SocketFile::GrpcAddress() const {
  std::string address = "unix:";
  for (const char c : BoundPath()) {
    if (MeansItself(c)) {
      address.push_back(c);
    } else {
      absl::StrAppendFormat(&address, "%%%02X", static_cast<unsigned char>(c));
    }
  }
  return address;
}

absl::Status SocketFile::Publish() {
  const std::string bound = BoundPath();
  struct stat status;
  if (chmod(bound.c_str(), kOwnerOnly) != 0 || lstat(bound.c_str(), &status) != 0) {
    return Unavailable(path_, Reason(errno));
  }
  // By now another server may have come to listen there.
  if (absl::Status vacant = CheckVacant(path_); !vacant.ok()) return vacant;
  if (rename(bound.c_str(), path_.c_str()) != 0) return Unavailable(path_, Reason(errno));
  published_ = true;
  device_ = status.st_dev;
  inode_ = status.st_ino;
  rmdir(directory_.c_str());
  return absl::OkStatus();
}

void SocketFile::Remove() {
  if (!std::exchange(published_, false)) return;
  struct stat status;
  if (lstat(path_.c_str(), &status) != 0 || status.st_dev != device_ || status.st_ino != inode_) return;
  unlink(path_.c_str());
}

}  // namespace connection_advisor::edge
