// Calls whose messages are bytes: for answers to compare byte by byte, messages that do not parse, and services whose
// messages are not generated here.
#ifndef TESTS_INTEGRATION_RAW_CALL_H_
#define TESTS_INTEGRATION_RAW_CALL_H_

#include <memory>
#include <optional>
#include <string>

#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/status.h"

namespace connection_advisor::integration {

// One request message, half closed, and the messages that come back. `method` is "/package.Service/Method".
class RawCall {
 public:
  RawCall(const std::shared_ptr<grpc::Channel>& channel, const std::string& method, const std::string& request);
  // Cancels what has not ended.
  ~RawCall();
  RawCall(const RawCall&) = delete;
  RawCall& operator=(const RawCall&) = delete;

  // The next message; nothing at the end.
  std::optional<std::string> Read();
  // How the call ended. To be asked for once, after the last message.
  grpc::Status Finish();

 private:
  bool WaitForStep();

  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> call_;
  bool finished_ = false;
};

struct RawAnswer {
  grpc::Status status;
  std::string bytes;
};

// A whole unary call.
RawAnswer CallRaw(const std::shared_ptr<grpc::Channel>& channel, const std::string& method, const std::string& request);

}  // namespace connection_advisor::integration

#endif  // TESTS_INTEGRATION_RAW_CALL_H_
