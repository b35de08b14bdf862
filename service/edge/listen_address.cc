#include "service/edge/listen_address.h"

#include <arpa/inet.h>

#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace connection_advisor::edge {
namespace {

constexpr absl::string_view kForm = "write HOST:PORT, as in 127.0.0.1:50051, [::1]:50051 or 0.0.0.0:0";

absl::Status Malformed(absl::string_view text, absl::string_view cause) {
  return absl::InvalidArgumentError(absl::StrCat("'", text, "' ", cause, "; ", kForm));
}

std::optional<in6_addr> AsIpv6(const std::string& host) {
  in6_addr address;
  if (inet_pton(AF_INET6, host.c_str(), &address) != 1) return std::nullopt;
  return address;
}

bool IsHostName(absl::string_view host) {
  for (const char c : host) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c)) && c != '.' && c != '-' && c != '_') return false;
  }
  return true;
}

// The digits after the last colon. `SimpleAtoi` alone would take signs and spaces.
std::optional<uint16_t> ParsePort(absl::string_view text) {
  uint32_t port = 0;
  for (const char c : text) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return std::nullopt;
  }
  if (!absl::SimpleAtoi(text, &port) || port > UINT16_MAX) return std::nullopt;
  return static_cast<uint16_t>(port);
}

}  // namespace

absl::StatusOr<ListenAddress> ListenAddress::Parse(absl::string_view text) {
  const size_t colon = text.rfind(':');
  if (colon == absl::string_view::npos) return Malformed(text, "has no port");
  const std::optional<uint16_t> port = ParsePort(text.substr(colon + 1));
  if (!port) return Malformed(text, "has no port from 0 to 65535 after its last colon");

  absl::string_view host = text.substr(0, colon);
  if (host.empty()) return Malformed(text, "has no host");
  if (absl::StartsWith(host, "[") && absl::EndsWith(host, "]")) {
    host = host.substr(1, host.size() - 2);
    if (!AsIpv6(std::string(host))) return Malformed(text, "has no IPv6 address in its brackets");
  } else if (absl::StrContains(host, ":")) {
    return Malformed(text, "needs brackets around its IPv6 address");
  } else if (!IsHostName(host)) {
    return Malformed(text, "has no host name or address before its colon");
  }
  return ListenAddress{std::string(host), *port};
}

std::string ListenAddress::ToString() const {
  return absl::StrContains(host, ":") ? absl::StrCat("[", host, "]:", port) : absl::StrCat(host, ":", port);
}

bool ListenAddress::IsLoopback() const {
  if (absl::EqualsIgnoreCase(host, "localhost")) return true;
  if (const std::optional<in6_addr> address = AsIpv6(host)) {
    constexpr int kFirstByteOfMappedIpv4 = 12;
    return IN6_IS_ADDR_LOOPBACK(&*address) ||
           (IN6_IS_ADDR_V4MAPPED(&*address) && address->s6_addr[kFirstByteOfMappedIpv4] == IN_LOOPBACKNET);
  }
  in_addr address;
  return inet_pton(AF_INET, host.c_str(), &address) == 1 && (ntohl(address.s_addr) >> 24) == IN_LOOPBACKNET;
}

}  // namespace connection_advisor::edge
