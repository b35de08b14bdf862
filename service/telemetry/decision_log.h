// The decision log: every decision as a JSON line (decision_line.h) in a file that is rotated (rotated_file.h).
//
// The threads that serve only copy what a line needs into memory that is bounded (waiting_decisions.h); a thread of the
// log's own writes it. What finds no room, and what the file does not take, is lost, counted at once, and said: to the
// operator when it begins and when it is over, and in the log itself as soon as it can be written again.
#ifndef SERVICE_TELEMETRY_DECISION_LOG_H_
#define SERVICE_TELEMETRY_DECISION_LOG_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "service/telemetry/decision_log_options.h"
#include "service/telemetry/decision_observer.h"
#include "service/telemetry/loss_cause.h"

namespace connection_advisor::telemetry {

// What the log tells while it runs.
struct DecisionLogReports {
  // From the threads that serve too, so it must not block. All must be set.
  std::function<void(LossCause cause, uint64_t decisions)> lost;
  // An error when decisions begin to be lost, and when the cause is another; OK when it is over.
  std::function<void(const absl::Status& status)> status;
  // An error when the file begins to grow because it cannot be put aside, and when the cause is another; OK when it is
  // over. Nothing is lost by it.
  std::function<void(const absl::Status& status)> rotation;
};

class DecisionLog final : public DecisionObserver {
 public:
  // INVALID_ARGUMENT if the file cannot be written.
  static absl::StatusOr<std::unique_ptr<DecisionLog>> Start(const DecisionLogOptions& options,
                                                            DecisionLogReports reports);

  // Stops with a second's grace if Stop has not been called.
  ~DecisionLog() override;

  // After Stop nothing is taken any more.
  void Decided(Method method, const PinnedPlatforms& platforms, const advice::DecidedRequest& decided) override;

  // Writes what waits and ends, in `grace` at most; what is not written by then is lost and counted. A disk that hangs
  // holds nobody up: the thread is then left behind.
  void Stop(std::chrono::milliseconds grace);

 private:
  class Writer;
  explicit DecisionLog(std::shared_ptr<Writer> writer) : writer_(std::move(writer)) {}

  const std::shared_ptr<Writer> writer_;  // the thread's, too
};

}  // namespace connection_advisor::telemetry

#endif  // SERVICE_TELEMETRY_DECISION_LOG_H_
