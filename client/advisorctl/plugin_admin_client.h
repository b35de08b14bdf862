// The administration of a server, asked over gRPC: the one file of advisorctl that knows stubs.
//
// It is no part of the client library, which is for those who ask for advice. Nothing is tried again: what an operator
// asks for may have happened although no answer came.
#ifndef CLIENT_ADVISORCTL_PLUGIN_ADMIN_CLIENT_H_
#define CLIENT_ADVISORCTL_PLUGIN_ADMIN_CLIENT_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "connection_advisor/admin/v1/plugin_admin.pb.h"
#include "connection_advisor/client/options.h"

namespace connection_advisor::client {

class PluginAdminClient {
 public:
  // `address`: "unix:PATH" or "HOST:PORT". INVALID_ARGUMENT says how to write it. Each call may take `timeout`.
  static absl::StatusOr<PluginAdminClient> Connect(const std::string& address, const std::optional<TlsOptions>& tls,
                                                   absl::Duration timeout);
  PluginAdminClient(PluginAdminClient&&) noexcept;
  ~PluginAdminClient();

  absl::StatusOr<admin::v1::ListPluginsResponse> ListPlugins() const;
  absl::StatusOr<admin::v1::RescanResponse> Rescan() const;
  absl::StatusOr<admin::v1::ActivateResponse> Activate(const admin::v1::ActivateRequest& request) const;
  absl::StatusOr<admin::v1::RollBackResponse> RollBack(const admin::v1::RollBackRequest& request) const;
  absl::StatusOr<admin::v1::RetireResponse> Retire(const admin::v1::RetireRequest& request) const;

  absl::StatusOr<admin::v1::StartShadowResponse> StartShadow(const admin::v1::StartShadowRequest& request) const;
  absl::StatusOr<admin::v1::StopShadowResponse> StopShadow(const admin::v1::StopShadowRequest& request) const;
  absl::StatusOr<admin::v1::ListShadowsResponse> ListShadows(const admin::v1::ListShadowsRequest& request) const;

  // `sent` is told how many bytes are on their way, the last time when all are.
  using Sent = std::function<void(int64_t bytes)>;
  absl::StatusOr<admin::v1::UploadResponse> Upload(const admin::v1::UploadHeader& header, absl::string_view bytes,
                                                   const Sent& sent) const;
  absl::StatusOr<admin::v1::PreviewUploadResponse> PreviewUpload(const admin::v1::UploadHeader& header,
                                                                 absl::string_view bytes, const Sent& sent) const;

 private:
  struct Parts;
  explicit PluginAdminClient(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_PLUGIN_ADMIN_CLIENT_H_
