// Owns a file descriptor, and writes to one.
#ifndef SERVICE_DEPLOYMENT_FILE_DESCRIPTOR_H_
#define SERVICE_DEPLOYMENT_FILE_DESCRIPTOR_H_

#include <string_view>

#include "absl/status/status.h"

namespace connection_advisor::deployment {

class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int number) : number_(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept : number_(other.Release()) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor();

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  int Release() {
    const int number = number_;
    number_ = -1;
    return number;
  }
  void Close();

 private:
  int number_ = -1;
};

// Writes all of `bytes`, and goes on where a signal comes in between. What the system says, `doing` before it.
absl::Status WriteAll(int descriptor, std::string_view bytes, std::string_view doing);

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_FILE_DESCRIPTOR_H_
