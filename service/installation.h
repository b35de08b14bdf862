// Where the server's own files lie.
#ifndef SERVICE_INSTALLATION_H_
#define SERVICE_INSTALLATION_H_

#include <filesystem>

#include "absl/status/statusor.h"

namespace connection_advisor {

// The compiler of plugins, which is installed beside the server. NOT_FOUND says where it was looked for.
absl::StatusOr<std::filesystem::path> FindCompiler();

// The plugins that are installed with the server; empty if there are none.
std::filesystem::path InstalledPlugins();

}  // namespace connection_advisor

#endif  // SERVICE_INSTALLATION_H_
