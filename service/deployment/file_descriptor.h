// Owns a file descriptor.
#ifndef SERVICE_DEPLOYMENT_FILE_DESCRIPTOR_H_
#define SERVICE_DEPLOYMENT_FILE_DESCRIPTOR_H_

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

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_FILE_DESCRIPTOR_H_
