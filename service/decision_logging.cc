#include "service/decision_logging.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "service/telemetry/rotated_file.h"

namespace connection_advisor {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kLeastForLog{500};

absl::Status AboutSetting(const absl::Status& status) {
  return absl::InvalidArgumentError(absl::StrCat("--decision-log: ", status.message()));
}

void WarnOfGrowth(const absl::Status& status) {
  spdlog::warn(
      "--decision-log: {}; it will grow: let the server's user write to its directory, or have it truncated "
      "(logrotate's copytruncate)",
      std::string(status.message()));
}

void TellOperator(const absl::Status& status) {
  if (status.ok()) {
    spdlog::info("decision log: it is written again; what is missing stands in it");
  } else {
    spdlog::error("decision log: {}; decisions are lost, and counted, until it can", std::string(status.message()));
  }
}

void TellOperatorOfRotation(const absl::Status& status) {
  if (status.ok()) {
    spdlog::info("decision log: it is put aside again when it is full");
  } else {
    spdlog::warn("decision log: {}; until it can, the log is written to all the same, and grows",
                 std::string(status.message()));
  }
}

}  // namespace

absl::Status CheckDecisionLog(const Settings& settings) {
  if (settings.decision_log.file.empty()) return absl::OkStatus();
  const absl::Status appendable = telemetry::CheckAppendable(settings.decision_log.file);
  if (!appendable.ok()) return AboutSetting(appendable);
  // No reason to refuse to serve: it is written to all the same, and others may keep it small.
  const absl::Status rotatable = telemetry::CheckRotatable(settings.decision_log.file);
  if (!rotatable.ok()) WarnOfGrowth(rotatable);
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<telemetry::DecisionLog>> OpenDecisionLog(const Settings& settings,
                                                                        telemetry::Metrics& metrics) {
  if (settings.decision_log.file.empty()) return std::unique_ptr<telemetry::DecisionLog>();
  telemetry::DecisionLogReports reports;
  reports.lost = [&metrics](telemetry::LossCause cause, uint64_t count) { metrics.DecisionsLost(cause, count); };
  reports.status = &TellOperator;
  reports.rotation = &TellOperatorOfRotation;
  absl::StatusOr<std::unique_ptr<telemetry::DecisionLog>> log =
      telemetry::DecisionLog::Start(settings.decision_log, std::move(reports));
  if (!log.ok()) return AboutSetting(log.status());
  spdlog::info("every decision is logged to {}", settings.decision_log.file);
  return log;
}

void StopWithLog(edge::Server& server, telemetry::DecisionLog* decision_log, milliseconds grace) {
  const auto start = steady_clock::now();
  server.Stop(grace);
  if (decision_log == nullptr) return;
  const auto taken = std::chrono::ceil<milliseconds>(steady_clock::now() - start);
  decision_log->Stop(std::max(grace - taken, kLeastForLog));
}

}  // namespace connection_advisor
