#include "service/edge/admin_address.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "service/edge/bindable.h"
#include "service/edge/socket_file.h"

namespace connection_advisor::edge {
namespace {

constexpr absl::string_view kNowhere = "none";
constexpr absl::string_view kUnix = "unix:";

}  // namespace

absl::StatusOr<AdminAddress> AdminAddress::Parse(absl::string_view text) {
  AdminAddress address;
  if (text == kNowhere) return address;
  if (absl::ConsumePrefix(&text, kUnix)) {
    address.socket = std::string(text);
    if (absl::Status status = CheckSocketPath(address.socket); !status.ok()) return status;
    return address;
  }
  if (absl::StrContains(text, "/")) {
    return absl::InvalidArgumentError(absl::StrCat("'", text, "' is no address; for a Unix socket write unix:", text));
  }
  absl::StatusOr<ListenAddress> tcp = ListenAddress::Parse(text);
  if (!tcp.ok()) return absl::InvalidArgumentError(absl::StrCat(tcp.status().message(), "; or unix:PATH, or none"));
  address.tcp = *std::move(tcp);
  return address;
}

std::string AdminAddress::ToString() const {
  if (!socket.empty()) return absl::StrCat(kUnix, socket);
  return tcp ? tcp->ToString() : std::string(kNowhere);
}

absl::Status CheckReach(const AdminAddress& address, bool clients_are_known) {
  if (!address.tcp || address.tcp->IsLoopback() || clients_are_known) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "'", address.ToString(),
      "' can be reached from other machines, and whoever reaches it may replace plugins; write unix:PATH or "
      "a loopback address, or let only known clients in with --tls-client-ca"));
}

absl::Status CheckBindable(const AdminAddress& address) {
  if (address.tcp) return CheckBindable(*address.tcp);
  return address.IsNowhere() ? absl::OkStatus() : SocketFile::Reserve(address.socket).status();
}

}  // namespace connection_advisor::edge
