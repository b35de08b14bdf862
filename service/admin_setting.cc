#include "service/admin_setting.h"

#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "service/edge/socket_file.h"

namespace connection_advisor {
namespace {

constexpr const char* kSocket = "admin.sock";

absl::Status Check(const edge::AdminAddress& admin, const Settings& settings) {
  if (!admin.socket.empty()) return edge::CheckSocketPath(admin.socket);
  if (absl::Status reach = edge::CheckReach(admin, !settings.tls.client_ca.empty()); !reach.ok()) return reach;
  const std::string advice = settings.listen.ToString();
  if (settings.listen.port == 0 || admin.ToString() != advice) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("advice is served on ", advice, ", and nothing else may be; write unix:PATH or another port"));
}

}  // namespace

edge::AdminAddress AdminAddressOf(const Settings& settings) {
  if (settings.admin) return *settings.admin;
  edge::AdminAddress address;
  if (!settings.state.empty()) address.socket = std::filesystem::path(settings.state) / kSocket;
  return address;
}

absl::Status CheckAdmin(const Settings& settings) {
  const absl::Status status = Check(AdminAddressOf(settings), settings);
  return status.ok() ? status : absl::InvalidArgumentError(absl::StrCat("--admin: ", status.message()));
}

}  // namespace connection_advisor
