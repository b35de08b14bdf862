// PluginAdmin over what can be asked of the plugins. Calls are rare and may wait for a compiler: each has a thread.
#ifndef SERVICE_EDGE_ADMIN_SERVICE_H_
#define SERVICE_EDGE_ADMIN_SERVICE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "connection_advisor/admin/v1/plugin_admin.grpc.pb.h"
#include "service/edge/admission.h"
#include "service/edge/upload_limits.h"
#include "service/lifecycle/plugin_control.h"

namespace connection_advisor::edge {

class AdminService final : public admin::v1::PluginAdmin::Service {
 public:
  // `control` must outlive the service.
  AdminService(lifecycle::PluginControl& control, const UploadLimits& limits)
      : control_(control), limits_(limits), uploads_(limits.at_once, limits.retry_after, "uploads") {}

  grpc::Status ListPlugins(grpc::ServerContext* context, const admin::v1::ListPluginsRequest* request,
                           admin::v1::ListPluginsResponse* response) override;
  grpc::Status Rescan(grpc::ServerContext* context, const admin::v1::RescanRequest* request,
                      admin::v1::RescanResponse* response) override;
  grpc::Status Activate(grpc::ServerContext* context, const admin::v1::ActivateRequest* request,
                        admin::v1::ActivateResponse* response) override;
  grpc::Status RollBack(grpc::ServerContext* context, const admin::v1::RollBackRequest* request,
                        admin::v1::RollBackResponse* response) override;
  grpc::Status Retire(grpc::ServerContext* context, const admin::v1::RetireRequest* request,
                      admin::v1::RetireResponse* response) override;
  grpc::Status Upload(grpc::ServerContext* context, grpc::ServerReader<admin::v1::UploadRequest>* requests,
                      admin::v1::UploadResponse* response) override;
  grpc::Status PreviewUpload(grpc::ServerContext* context,
                             grpc::ServerReader<admin::v1::PreviewUploadRequest>* requests,
                             admin::v1::PreviewUploadResponse* response) override;
  grpc::Status StartShadow(grpc::ServerContext* context, const admin::v1::StartShadowRequest* request,
                           admin::v1::StartShadowResponse* response) override;
  grpc::Status StopShadow(grpc::ServerContext* context, const admin::v1::StopShadowRequest* request,
                          admin::v1::StopShadowResponse* response) override;
  grpc::Status ListShadows(grpc::ServerContext* context, const admin::v1::ListShadowsRequest* request,
                           admin::v1::ListShadowsResponse* response) override;

 private:
  // Has `answer` answer a file that comes in as messages of this type, if there is room for one more.
  template <typename Request, typename Answer>
  grpc::Status AnswerFile(grpc::ServerContext& context, grpc::ServerReader<Request>& requests, const Answer& answer);
  template <typename Request, typename Answer>
  absl::Status ReceiveFile(grpc::ServerContext& context, grpc::ServerReader<Request>& requests, const Answer& answer);
  // Of one plugin, or of all where it is empty.
  void AddVersions(const std::string& plugin, google::protobuf::RepeatedPtrField<admin::v1::PluginVersion>* versions);
  template <typename Response>
  grpc::Status AnswerChange(const absl::Status& changed, const std::string& plugin, Response* response);
  template <typename Response>
  grpc::Status AnswerShadow(const absl::StatusOr<lifecycle::ShadowReport>& report, const std::string& plugin,
                            Response* response);

  lifecycle::PluginControl& control_;
  const UploadLimits limits_;
  Admission uploads_;
};

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_ADMIN_SERVICE_H_
