// A plugin file on its way in: a header, then the bytes. Holds no more than came, and nothing once it goes.
#ifndef SERVICE_EDGE_PLUGIN_UPLOAD_H_
#define SERVICE_EDGE_PLUGIN_UPLOAD_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "connection_advisor/admin/v1/plugin_admin.pb.h"
#include "service/deployment/plugin_file.h"

namespace connection_advisor::edge {

class PluginUpload {
 public:
  // The next message, UploadRequest or one of the same parts. An error, with its details, ends the upload.
  template <typename Request>
  absl::Status Take(const Request& request) {
    if (request.has_header()) return TakeHeader(request.header());
    return request.has_chunk() ? TakeChunk(request.chunk()) : NothingSent();
  }

  // When all have come: the file, if its bytes are those that the header is for.
  absl::StatusOr<deployment::PluginFile> Finish() &&;

  // After the first message.
  const admin::v1::UploadHeader& header() const { return header_; }

 private:
  absl::Status TakeHeader(const admin::v1::UploadHeader& header);
  absl::Status TakeChunk(const std::string& bytes);
  static absl::Status NothingSent();

  admin::v1::UploadHeader header_;
  std::optional<deployment::PluginFile::Writer> file_;  // from the header on
};

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_PLUGIN_UPLOAD_H_
