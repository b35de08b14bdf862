#include "service/edge/admin_service.h"

#include <string>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "service/edge/admin_errors.h"
#include "service/edge/difference_messages.h"
#include "service/edge/plugin_messages.h"
#include "service/edge/plugin_upload.h"
#include "service/edge/shadow_messages.h"
#include "service/edge/status_mapping.h"
#include "service/edge/time_limit.h"

namespace connection_advisor::edge {
namespace {

absl::Status CheckNamed(const std::string& plugin) {
  if (!plugin.empty()) return absl::OkStatus();
  return BadField("plugin", "is empty; name one of those that ListPlugins tells of");
}

absl::Status CheckVersioned(const std::string& version) {
  if (!version.empty()) return absl::OkStatus();
  return BadField("version", "is empty; say which: MAJOR.MINOR.PATCH, or 8 digits of its hash");
}

}  // namespace

void AdminService::AddVersions(const std::string& plugin,
                               google::protobuf::RepeatedPtrField<admin::v1::PluginVersion>* versions) {
  for (const lifecycle::PluginVersion& version : control_.List()) {
    if (plugin.empty() || version.plugin == plugin) ToMessage(version, versions->Add());
  }
}

template <typename Response>
grpc::Status AdminService::AnswerChange(const absl::Status& changed, const std::string& plugin, Response* response) {
  if (!changed.ok()) return ToGrpcStatus(ChangeFailed(changed, plugin));
  AddVersions(plugin, response->mutable_plugins());
  return grpc::Status::OK;
}

grpc::Status AdminService::ListPlugins(grpc::ServerContext*, const admin::v1::ListPluginsRequest*,
                                       admin::v1::ListPluginsResponse* response) {
  AddVersions("", response->mutable_plugins());
  return grpc::Status::OK;
}

grpc::Status AdminService::Rescan(grpc::ServerContext*, const admin::v1::RescanRequest*,
                                  admin::v1::RescanResponse* response) {
  return AnswerChange(control_.Rescan(), "", response);
}

grpc::Status AdminService::Activate(grpc::ServerContext*, const admin::v1::ActivateRequest* request,
                                    admin::v1::ActivateResponse* response) {
  if (absl::Status named = CheckNamed(request->plugin()); !named.ok()) return ToGrpcStatus(named);
  if (!request->force()) {
    return AnswerChange(control_.Activate(request->plugin(), request->version()), request->plugin(), response);
  }
  if (request->version().empty()) {
    return ToGrpcStatus(BadField("force", "is set without a version; name the one to serve, or leave it out"));
  }
  return AnswerChange(control_.ForceActivate(request->plugin(), request->version()), request->plugin(), response);
}

grpc::Status AdminService::RollBack(grpc::ServerContext*, const admin::v1::RollBackRequest* request,
                                    admin::v1::RollBackResponse* response) {
  if (absl::Status named = CheckNamed(request->plugin()); !named.ok()) return ToGrpcStatus(named);
  return AnswerChange(control_.RollBack(request->plugin()), request->plugin(), response);
}

grpc::Status AdminService::Retire(grpc::ServerContext*, const admin::v1::RetireRequest* request,
                                  admin::v1::RetireResponse* response) {
  if (absl::Status named = CheckNamed(request->plugin()); !named.ok()) return ToGrpcStatus(named);
  if (absl::Status versioned = CheckVersioned(request->version()); !versioned.ok()) return ToGrpcStatus(versioned);
  return AnswerChange(control_.Retire(request->plugin(), request->version()), request->plugin(), response);
}

template <typename Request, typename Answer>
grpc::Status AdminService::AnswerFile(grpc::ServerContext& context, grpc::ServerReader<Request>& requests,
                                      const Answer& answer) {
  if (!uploads_.TryEnter()) return ToGrpcStatus(uploads_.Refusal());
  // gRPC catches what is thrown, and the room must not be lost: a thread may be refused, or memory run out.
  const auto leave = absl::MakeCleanup([this] { uploads_.Leave(); });
  return ToGrpcStatus(ReceiveFile(context, requests, answer));
}

template <typename Request, typename Answer>
absl::Status AdminService::ReceiveFile(grpc::ServerContext& context, grpc::ServerReader<Request>& requests,
                                       const Answer& answer) {
  PluginUpload upload;
  {
    const TimeLimit limit(limits_.time_to_arrive, [&context] { context.TryCancel(); });
    Request request;
    while (requests.Read(&request)) {
      if (absl::Status taken = upload.Take(request); !taken.ok()) return taken;
    }
  }
  if (context.IsCancelled()) return absl::CancelledError("the upload broke off");
  const admin::v1::UploadHeader header = upload.header();
  absl::StatusOr<deployment::PluginFile> file = std::move(upload).Finish();
  return file.ok() ? answer(*std::move(file), header) : file.status();
}

grpc::Status AdminService::Upload(grpc::ServerContext* context, grpc::ServerReader<admin::v1::UploadRequest>* requests,
                                  admin::v1::UploadResponse* response) {
  return AnswerFile(*context, *requests, [&](deployment::PluginFile file, const admin::v1::UploadHeader& header) {
    const absl::StatusOr<lifecycle::PluginVersion> version =
        control_.Upload(std::move(file), header.file(), header.signature());
    if (!version.ok()) return ChangeFailed(version.status(), header.file());
    if (version->state == lifecycle::PluginState::kRefused) return Refused(*version);
    ToMessage(*version, response->mutable_plugin());
    return absl::OkStatus();
  });
}

grpc::Status AdminService::PreviewUpload(grpc::ServerContext* context,
                                         grpc::ServerReader<admin::v1::PreviewUploadRequest>* requests,
                                         admin::v1::PreviewUploadResponse* response) {
  return AnswerFile(*context, *requests, [&](deployment::PluginFile file, const admin::v1::UploadHeader& header) {
    const absl::StatusOr<lifecycle::PluginPreview> preview =
        control_.Preview(std::move(file), header.file(), header.signature());
    if (!preview.ok()) return ChangeFailed(preview.status(), header.file());
    if (preview->version.state == lifecycle::PluginState::kRefused) return Refused(preview->version);
    ToMessage(preview->version, response->mutable_plugin());
    if (preview->serving) ToMessage(*preview->serving, response->mutable_serving());
    if (preview->difference.ok()) {
      ToMessage(*preview->difference, response->mutable_difference());
    } else {
      response->set_not_compared(std::string(preview->difference.status().message()));
    }
    return absl::OkStatus();
  });
}

template <typename Response>
grpc::Status AdminService::AnswerShadow(const absl::StatusOr<lifecycle::ShadowReport>& report,
                                        const std::string& plugin, Response* response) {
  if (!report.ok()) return ToGrpcStatus(ChangeFailed(report.status(), plugin));
  ToMessage(*report, response->mutable_shadow());
  return grpc::Status::OK;
}

grpc::Status AdminService::StartShadow(grpc::ServerContext*, const admin::v1::StartShadowRequest* request,
                                       admin::v1::StartShadowResponse* response) {
  if (absl::Status named = CheckNamed(request->plugin()); !named.ok()) return ToGrpcStatus(named);
  if (absl::Status versioned = CheckVersioned(request->version()); !versioned.ok()) return ToGrpcStatus(versioned);
  return AnswerShadow(control_.StartShadow(request->plugin(), request->version()), request->plugin(), response);
}

grpc::Status AdminService::StopShadow(grpc::ServerContext*, const admin::v1::StopShadowRequest* request,
                                      admin::v1::StopShadowResponse* response) {
  if (absl::Status named = CheckNamed(request->plugin()); !named.ok()) return ToGrpcStatus(named);
  return AnswerShadow(control_.StopShadow(request->plugin()), request->plugin(), response);
}

grpc::Status AdminService::ListShadows(grpc::ServerContext*, const admin::v1::ListShadowsRequest* request,
                                       admin::v1::ListShadowsResponse* response) {
  for (const lifecycle::ShadowReport& report : control_.Shadows()) {
    if (!request->plugin().empty() && report.shadow.plugin != request->plugin()) continue;
    ToMessage(report, response->add_shadows());
  }
  return grpc::Status::OK;
}

}  // namespace connection_advisor::edge
