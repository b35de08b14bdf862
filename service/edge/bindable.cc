#include "service/edge/bindable.h"

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <string>
#include <system_error>

#include "absl/strings/str_cat.h"

namespace connection_advisor::edge {
namespace {

// 0, or the errno of what failed.
int TryToBind(const addrinfo& address) {
  const int descriptor = socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return errno;
  const int yes = 1;  // as gRPC does, so that connections of a former server in TIME_WAIT do not count
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  const bool bound = bind(descriptor, address.ai_addr, address.ai_addrlen) == 0 && listen(descriptor, 1) == 0;
  const int error = bound ? 0 : errno;
  close(descriptor);
  return error;
}

absl::Status CannotListen(const ListenAddress& address, const std::string& reason) {
  return absl::UnavailableError(absl::StrCat("cannot listen on ", address.ToString(), ": ", reason));
}

}  // namespace

absl::Status CheckBindable(const ListenAddress& address) {
  addrinfo hints = {};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int failure = getaddrinfo(address.host.c_str(), std::to_string(address.port).c_str(), &hints, &found);
  if (failure != 0) return CannotListen(address, gai_strerror(failure));
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> addresses(found, &freeaddrinfo);

  bool bound = false;
  int last_error = 0;
  for (const addrinfo* one = addresses.get(); one != nullptr; one = one->ai_next) {
    const int error = TryToBind(*one);
    if (error == EADDRINUSE) {
      return CannotListen(address,
                          std::generic_category().message(error) + "; stop what listens there, or choose another port");
    }
    bound = bound || error == 0;
    last_error = error;
  }
  return bound ? absl::OkStatus() : CannotListen(address, std::generic_category().message(last_error));
}

}  // namespace connection_advisor::edge
