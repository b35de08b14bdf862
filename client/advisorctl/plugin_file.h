// A plugin file as it is uploaded.
#ifndef CLIENT_ADVISORCTL_PLUGIN_FILE_H_
#define CLIENT_ADVISORCTL_PLUGIN_FILE_H_

#include <string>

#include "absl/status/statusor.h"
#include "connection_advisor/admin/v1/plugin_admin.pb.h"

namespace connection_advisor::client {

struct PluginFile {
  admin::v1::UploadHeader header;  // with the name, the hash and the signature
  std::string bytes;
};

// The file at `path`, and its signature from the file that is named, or else from PATH.sig if there is one.
// INVALID_ARGUMENT names what cannot be read, is empty or too large to be taken.
absl::StatusOr<PluginFile> ReadPluginFile(const std::string& path, const std::string& signature_path);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_PLUGIN_FILE_H_
