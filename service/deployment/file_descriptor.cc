#include "service/deployment/file_descriptor.h"

#include <unistd.h>

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

}  // namespace connection_advisor::deployment
