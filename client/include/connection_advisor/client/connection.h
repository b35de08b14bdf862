// How a `Client` reaches a server; what its users' tests replace.
#ifndef CONNECTION_ADVISOR_CLIENT_CONNECTION_H_
#define CONNECTION_ADVISOR_CLIENT_CONNECTION_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "connection_advisor/client/options.h"
#include "connection_advisor/v1/connection_advisor.pb.h"

namespace connection_advisor::client {

// What one call carries besides its message. The client fills it in: there is always a deadline.
struct CallContext {
  absl::Time deadline = absl::InfinitePast();
};

// One method for each of the service. Implementations are safe to call from several threads at once.
//
// A method that a subclass does not override answers UNIMPLEMENTED, so that a method added here breaks nobody's mock.
class Connection {
 public:
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  virtual ~Connection() = default;

  virtual absl::StatusOr<v1::AdviseResponse> Advise(const CallContext& context, const v1::AdviseRequest& request);
  virtual absl::StatusOr<v1::ComparePlatformsResponse> ComparePlatforms(const CallContext& context,
                                                                        const v1::ComparePlatformsRequest& request);
  virtual absl::StatusOr<v1::ListPlatformsResponse> ListPlatforms(const CallContext& context,
                                                                  const v1::ListPlatformsRequest& request);
  virtual absl::StatusOr<v1::GetPlatformResponse> GetPlatform(const CallContext& context,
                                                              const v1::GetPlatformRequest& request);
};

// A connection over gRPC. Returns at once: it connects with the first call, and again whenever the connection is lost.
// INVALID_ARGUMENT says which option is wrong.
absl::StatusOr<std::shared_ptr<Connection>> MakeConnection(const ConnectionOptions& options);

}  // namespace connection_advisor::client

#endif  // CONNECTION_ADVISOR_CLIENT_CONNECTION_H_
