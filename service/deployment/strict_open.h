// Opens files that decide what is served: plugins and the keys that sign them. Whoever can change such a file, or put
// another in its place, decides in the operator's stead.
#ifndef SERVICE_DEPLOYMENT_STRICT_OPEN_H_
#define SERVICE_DEPLOYMENT_STRICT_OPEN_H_

#include <filesystem>

#include "absl/status/statusor.h"
#include "service/deployment/file_descriptor.h"

namespace connection_advisor::deployment {

enum class Permissions {
  // Nobody but root and this process's user may have put the file there: the file, every directory from the root of the
  // file system to it, and every symbolic link on the way belong to one of the two, and neither group nor others may
  // write to any of them. A directory with the sticky bit may be open to all, as /tmp is: there nobody can replace what
  // is another's.
  kChecked,
  kUnchecked,
};

// The regular file at `path`, open for reading. Links are followed. What is checked is what is opened: each directory,
// link and file is opened by its name in the directory that was checked before it, and looked at through that very
// descriptor, so that swapping any of them meanwhile leads to a refusal or to a file that stands the check.
// INVALID_ARGUMENT if it is no regular file, PERMISSION_DENIED if the check fails, naming the path, its mode or owner
// and the command that puts it right; else what the system says.
absl::StatusOr<FileDescriptor> OpenRegularFile(const std::filesystem::path& path, Permissions permissions);

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_STRICT_OPEN_H_
