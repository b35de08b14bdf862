// The bytes of a sealed file as memory. Of a file that others can cut short, reading it could end the process.
#ifndef SERVICE_DEPLOYMENT_MAPPED_FILE_H_
#define SERVICE_DEPLOYMENT_MAPPED_FILE_H_

#include <cstddef>
#include <span>
#include <utility>

#include "absl/status/statusor.h"
#include "service/deployment/plugin_file.h"

namespace connection_advisor::deployment {

class MappedFile {
 public:
  // What the system says where it can't be mapped. Needs `file` no longer than for this call.
  static absl::StatusOr<MappedFile> Map(const PluginFile& file);

  MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  MappedFile& operator=(MappedFile&&) = delete;
  ~MappedFile();

  std::span<const std::byte> bytes() const { return bytes_; }

 private:
  explicit MappedFile(std::span<const std::byte> bytes) : bytes_(bytes) {}

  std::span<const std::byte> bytes_;  // empty once it has been moved from
};

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_MAPPED_FILE_H_
