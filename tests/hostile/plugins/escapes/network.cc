// Attempts on the network.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstdio>

#include "escapes/attempt.h"

namespace hostile {
namespace {

sockaddr_un UnixAddress(const char* name) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  snprintf(address.sun_path, sizeof address.sun_path, "%.100s", In(name).text);
  return address;
}

bool ReachesUnix() {
  const sockaddr_un address = UnixAddress("socket");
  const int end = socket(AF_UNIX, SOCK_STREAM, 0);
  return connect(end, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

bool Listens() {
  const sockaddr_un address = UnixAddress("listener");
  const int end = socket(AF_UNIX, SOCK_STREAM, 0);
  return bind(end, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 && listen(end, 1) == 0;
}

bool MakesASocketPair() {
  int ends[2];
  return socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0;
}

constexpr Attempt kAttempts[] = {
    {"connect_by_tcp", ReachesTcp},
    {"connect_by_unix_socket", ReachesUnix},
    {"listen", Listens},
    {"make_a_udp_socket", [] { return socket(AF_INET, SOCK_DGRAM, 0) >= 0; }},
    {"make_a_netlink_socket", [] { return socket(AF_NETLINK, SOCK_RAW, 0) >= 0; }},
    {"make_a_socket_pair", MakesASocketPair},
};

}  // namespace

bool ReachesTcp() {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(TheAim().tcp_port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int end = socket(AF_INET, SOCK_STREAM, 0);
  return connect(end, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

std::span<const Attempt> NetworkAttempts() { return kAttempts; }

}  // namespace hostile
