// Files that appear whole or not at all.
#ifndef SERVICE_LIFECYCLE_WRITTEN_FILE_H_
#define SERVICE_LIFECYCLE_WRITTEN_FILE_H_

#include <filesystem>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace connection_advisor::lifecycle {

// Gives `path` these bytes, mode 0600. After a crash, or an error, it has its old content or the new one. Writes beside
// it, under its name with ".new" behind: one writer at a time. Both the file and its directory have reached the disk
// when this returns OK.
absl::Status WriteWhole(const std::filesystem::path& path, std::string_view bytes);

// The same with the bytes behind a descriptor, from their beginning.
absl::Status CopyWhole(const std::filesystem::path& path, int descriptor);

// NOT_FOUND if there is none.
absl::StatusOr<std::string> ReadWhole(const std::filesystem::path& path);

}  // namespace connection_advisor::lifecycle

#endif  // SERVICE_LIFECYCLE_WRITTEN_FILE_H_
