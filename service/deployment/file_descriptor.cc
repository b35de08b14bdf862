#include "service/deployment/file_descriptor.h"

#include <unistd.h>

#include <cerrno>

namespace connection_advisor::deployment {

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  if (this != &other) {
    Close();
    number_ = other.Release();
  }
  return *this;
}

FileDescriptor::~FileDescriptor() { Close(); }

void FileDescriptor::Close() {
  if (is_open()) close(Release());
}

absl::Status WriteAll(int descriptor, std::string_view bytes, std::string_view doing) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return absl::ErrnoToStatus(errno, {doing.data(), doing.size()});
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

}  // namespace connection_advisor::deployment
