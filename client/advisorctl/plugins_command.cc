#include "client/advisorctl/plugins_command.h"

#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "client/advisorctl/connect.h"
#include "client/advisorctl/failure.h"
#include "client/advisorctl/json.h"
#include "client/advisorctl/page.h"
#include "client/advisorctl/plugin_admin_client.h"
#include "client/advisorctl/plugin_file.h"
#include "client/advisorctl/plugin_table.h"
#include "client/advisorctl/preview_page.h"
#include "client/advisorctl/progress.h"
#include "client/advisorctl/shadow_page.h"
#include "client/advisorctl/text.h"
#include "google/rpc/error_details.pb.h"

namespace connection_advisor::client {
namespace {

constexpr char kNoAddress[] =
    "which server? Give --admin unix:PATH (or HOST:PORT), or set CONNECTION_ADVISOR_ADMIN; a server says where it is "
    "administered when it starts";

absl::StatusOr<PluginAdminClient> ConnectToAdmin(const Arguments& arguments) {
  if (arguments.admin.empty()) return absl::InvalidArgumentError(kNoAddress);
  const absl::StatusOr<std::optional<TlsOptions>> tls = ReadTls(arguments);
  if (!tls.ok()) return tls.status();
  absl::StatusOr<PluginAdminClient> client = PluginAdminClient::Connect(arguments.admin, *tls, arguments.timeout);
  if (client.ok()) return client;
  return absl::InvalidArgumentError(absl::StrCat("--admin ", client.status().message()));
}

std::string Bytes(int64_t bytes) {
  constexpr int64_t kKibibyte = 1 << 10;
  constexpr int64_t kMebibyte = 1 << 20;
  if (bytes < kMebibyte) return absl::StrCat(bytes / kKibibyte, " KiB");
  return absl::StrCat(bytes / kMebibyte, " MiB");
}

// Why a plugin was refused; nothing if it was not.
std::vector<std::string> RefusalCauses(const absl::Status& status) {
  std::vector<std::string> causes;
  google::rpc::PreconditionFailure failure;
  const auto detail = status.GetPayload(absl::StrCat("type.googleapis.com/", failure.GetTypeName()));
  if (!detail.has_value() || !failure.ParseFromString(std::string(*detail))) return causes;
  for (const auto& violation : failure.violations()) {
    // One that has no type says how many there was no room for.
    if (violation.type().empty() || violation.type() == "PLUGIN_REFUSED") causes.push_back(violation.description());
  }
  return causes;
}

class PluginsRun {
 public:
  PluginsRun(const Arguments& arguments, const PluginAdminClient& admin, const Terminal& terminal, Streams streams)
      : arguments_(arguments), admin_(admin), terminal_(terminal), streams_(streams) {}

  ExitCode Run() {
    switch (arguments_.plugins.action) {
      case PluginsAction::kList:
        return Show(admin_.ListPlugins());
      case PluginsAction::kRescan:
        return Show(admin_.Rescan());
      case PluginsAction::kActivate:
        return Activate();
      case PluginsAction::kRollBack:
        return ShowChange(admin_.RollBack(OfPlugin<admin::v1::RollBackRequest>()));
      case PluginsAction::kRetire:
        return ShowChange(admin_.Retire(OfVersion<admin::v1::RetireRequest>()));
      case PluginsAction::kUpload:
        return SendFile(&PluginAdminClient::Upload, [&](const admin::v1::UploadResponse& response) {
          return UploadText(response.plugin(), terminal_);
        });
      case PluginsAction::kPreview:
        return SendFile(&PluginAdminClient::PreviewUpload, [&](const admin::v1::PreviewUploadResponse& response) {
          return PreviewPage(response, terminal_);
        });
      case PluginsAction::kShadow:
        return Shadow();
    }
    return ExitCode::kFailed;
  }

 private:
  template <typename Request>
  Request OfPlugin() const {
    Request request;
    request.set_plugin(arguments_.plugins.plugin);
    return request;
  }
  template <typename Request>
  Request OfVersion() const {
    Request request = OfPlugin<Request>();
    request.set_version(arguments_.plugins.version);
    return request;
  }

  template <typename Response>
  ExitCode Show(const absl::StatusOr<Response>& response) {
    if (!response.ok()) return Fail(response.status(), arguments_, streams_.err);
    streams_.out << (arguments_.json ? JsonText(*response) : PluginTable(response->plugins(), terminal_, absl::Now()));
    return ExitCode::kAnswered;
  }

  ExitCode Activate() {
    auto request = OfVersion<admin::v1::ActivateRequest>();
    request.set_force(arguments_.plugins.force);
    return ShowChange(admin_.Activate(request));
  }

  ExitCode Shadow() {
    if (arguments_.plugins.stop) {
      return ShowShadow(admin_.StopShadow(OfPlugin<admin::v1::StopShadowRequest>()), ShadowMoment::kEnded);
    }
    if (!arguments_.plugins.version.empty()) {
      return ShowShadow(admin_.StartShadow(OfVersion<admin::v1::StartShadowRequest>()), ShadowMoment::kGoesOn);
    }
    const auto response = admin_.ListShadows(OfPlugin<admin::v1::ListShadowsRequest>());
    if (!response.ok()) return Fail(response.status(), arguments_, streams_.err);
    streams_.out << (arguments_.json ? JsonText(*response) : ShadowsPage(response->shadows(), terminal_, absl::Now()));
    return ExitCode::kAnswered;
  }

  template <typename Response>
  ExitCode ShowShadow(const absl::StatusOr<Response>& response, ShadowMoment moment) {
    if (!response.ok()) return Fail(response.status(), arguments_, streams_.err);
    streams_.out << (arguments_.json ? JsonText(*response)
                                     : ShadowPage(response->shadow(), moment, terminal_, absl::Now()));
    return ExitCode::kAnswered;
  }

  // Which version serves now, above all versions.
  template <typename Response>
  ExitCode ShowChange(const absl::StatusOr<Response>& response) {
    if (response.ok() && !arguments_.json) {
      std::string serving = absl::StrCat("No version of ", Printable(arguments_.plugins.plugin), " serves");
      for (const admin::v1::PluginVersion& version : response->plugins()) {
        if (version.state() == admin::v1::PLUGIN_STATE_SERVING) serving = absl::StrCat(NameOf(version), " serves");
      }
      streams_.out << serving << ".\n\n";
    }
    return Show(response);
  }

  // `text_of` writes the response for a person.
  template <typename Response, typename TextOf>
  ExitCode SendFile(absl::StatusOr<Response> (PluginAdminClient::*send)(const admin::v1::UploadHeader&,
                                                                        absl::string_view,
                                                                        const PluginAdminClient::Sent&) const,
                    const TextOf& text_of) {
    const absl::StatusOr<PluginFile> file = ReadPluginFile(arguments_.file, arguments_.plugins.signature);
    if (!file.ok()) return Mistake(file.status().message(), streams_.err);
    const auto size = static_cast<int64_t>(file->bytes.size());
    Progress progress(size, streams_.err, streams_.err_is_terminal);
    const auto response = (admin_.*send)(file->header, file->bytes, [&](int64_t sent) {
      progress.Show(sent, sent < size ? absl::StrCat("of ", Bytes(size)) : "sent; it is being compiled");
    });
    progress.Clear();
    if (!response.ok()) return FailUpload(response.status(), file->header.file());
    streams_.out << (arguments_.json ? JsonText(*response) : text_of(*response));
    return ExitCode::kAnswered;
  }

  // The causes of a refusal one by one; the message has them in one line, and cut.
  ExitCode FailUpload(const absl::Status& status, const std::string& file) {
    const std::vector<std::string> causes = RefusalCauses(status);
    if (arguments_.json || causes.empty()) return Fail(status, arguments_, streams_.err);
    Page page(streams_.err_terminal);
    page.Line(absl::StrCat("advisorctl: ", Printable(file), " is refused:"));
    for (const std::string& cause : causes) page.Text(1, cause, "- ");
    streams_.err << page.text();
    return ExitCodeFor(status);
  }

  const Arguments& arguments_;
  const PluginAdminClient& admin_;
  const Terminal& terminal_;
  Streams streams_;
};

}  // namespace

ExitCode RunPlugins(const Arguments& arguments, const Terminal& terminal, Streams streams) {
  const absl::StatusOr<PluginAdminClient> admin = ConnectToAdmin(arguments);
  if (!admin.ok()) return Mistake(admin.status().message(), streams.err);
  return PluginsRun(arguments, *admin, terminal, streams).Run();
}

std::vector<KnownPlugin> KnownPlugins(const Arguments& arguments) {
  std::vector<KnownPlugin> known;
  const absl::StatusOr<PluginAdminClient> admin = ConnectToAdmin(arguments);
  if (!admin.ok()) return known;
  const auto response = admin->ListPlugins();
  if (!response.ok()) return known;
  for (const admin::v1::PluginVersion& version : response->plugins()) {
    if (!version.plugin().empty()) known.push_back({version.plugin(), version.version()});
  }
  return known;
}

}  // namespace connection_advisor::client
