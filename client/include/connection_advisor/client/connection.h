// How a `Client` reaches a server; what its users' tests replace.
#ifndef CONNECTION_ADVISOR_CLIENT_CONNECTION_H_
#define CONNECTION_ADVISOR_CLIENT_CONNECTION_H_

#include <memory>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "connection_advisor/client/cancellation.h"
#include "connection_advisor/client/options.h"
#include "connection_advisor/v1/connection_advisor.pb.h"

namespace connection_advisor::client {

// What one call carries besides its message. The client fills it in: there is always a deadline. One that has passed,
// however long ago, is DEADLINE_EXCEEDED.
struct CallContext {
  absl::Time deadline = absl::InfinitePast();
  std::optional<Cancellation> cancellation;
};

// A stream of messages both ways. One thread may write while another reads; `Cancel` may come from any thread.
class AdviseStream {
 public:
  AdviseStream() = default;
  AdviseStream(const AdviseStream&) = delete;
  AdviseStream& operator=(const AdviseStream&) = delete;
  virtual ~AdviseStream() = default;

  // Blocks while the server does not read. False: the stream is broken, and `Finish` says why.
  virtual bool Write(const v1::StreamAdviseRequest& request) = 0;

  // No more will be written.
  virtual void WritesDone() = 0;

  // Blocks until the next response is there. False: there is none to come.
  virtual bool Read(v1::StreamAdviseResponse* response) = 0;

  virtual void Cancel() = 0;

  // How the stream ended. Once, after `Read` has returned false and no `Write` is under way.
  virtual absl::Status Finish() = 0;
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
  virtual absl::StatusOr<v1::BatchAdviseResponse> BatchAdvise(const CallContext& context,
                                                              const v1::BatchAdviseRequest& request);
  virtual absl::StatusOr<std::unique_ptr<AdviseStream>> StreamAdvise(const CallContext& context);
};

// A connection over gRPC. Returns at once: it connects with the first call, and again whenever the connection is lost.
// INVALID_ARGUMENT says which option is wrong.
absl::StatusOr<std::shared_ptr<Connection>> MakeConnection(const ConnectionOptions& options);

}  // namespace connection_advisor::client

#endif  // CONNECTION_ADVISOR_CLIENT_CONNECTION_H_
