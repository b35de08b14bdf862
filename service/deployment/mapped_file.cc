#include "service/deployment/mapped_file.h"

#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>

#include "absl/status/status.h"

namespace connection_advisor::deployment {

absl::StatusOr<MappedFile> MappedFile::Map(const PluginFile& file) {
  struct stat status;
  if (fstat(file.descriptor(), &status) != 0) return absl::ErrnoToStatus(errno, "looking at the private copy");
  const auto size = static_cast<size_t>(status.st_size);
  void* memory = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.descriptor(), 0);
  if (memory == MAP_FAILED) return absl::ErrnoToStatus(errno, "mapping the private copy");
  return MappedFile({static_cast<const std::byte*>(memory), size});
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

}  // namespace connection_advisor::deployment
