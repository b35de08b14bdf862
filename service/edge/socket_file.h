// A Unix socket in the file system: for its owner alone, and gone when its server is.
//
// gRPC makes, binds and opens a socket in one step, with the mode that the process's umask leaves, and first removes
// whatever socket is there, one in use included. So it gets a place of its own, in a new directory that nobody else may
// enter; then the mode is set, and one rename puts the socket where it belongs. Nobody can connect before.
#ifndef SERVICE_EDGE_SOCKET_FILE_H_
#define SERVICE_EDGE_SOCKET_FILE_H_

#include <sys/types.h>

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace connection_advisor::edge {

// INVALID_ARGUMENT if it is empty or longer than the system takes.
absl::Status CheckSocketPath(const std::string& path);

class SocketFile {
 public:
  // Makes the directory in which the socket is to be bound. INVALID_ARGUMENT as above, if something else than a socket
  // has that name, or there is no such directory; UNAVAILABLE if somebody listens there, or nothing can be made there.
  static absl::StatusOr<std::unique_ptr<SocketFile>> Reserve(const std::string& path);

  // Removes the directory and, unless it is another one by now, the socket.
  ~SocketFile();
  SocketFile(const SocketFile&) = delete;
  SocketFile& operator=(const SocketFile&) = delete;

  // Where gRPC is to listen, as it wants it written.
  std::string GrpcAddress() const;

  // Once gRPC listens: puts the socket, with the mode 0600, in the place of what nobody listens to any more.
  absl::Status Publish();

  // Takes the socket away, so that nobody comes any more.
  void Remove();

 private:
  SocketFile(std::string path, std::string directory) : path_(std::move(path)), directory_(std::move(directory)) {}
  std::string BoundPath() const;

  const std::string path_;
  const std::string directory_;
  bool published_ = false;
  dev_t device_ = 0;  // with the inode, what it is known by
  ino_t inode_ = 0;
};

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_SOCKET_FILE_H_
