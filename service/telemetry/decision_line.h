// A decision as a line of the log.
//
//   {"time":"2026-11-24T15:04:05.678Z","method":"Advise","platform":"linkedin",
//    "plugin":{"name":"linkedin","version":"1.0.0","sha256":"..."},"request_id":"r-1","verdict":"MEET_FIRST",
//    "rule":"reaches_out_unmet","stated":{"relationship.met_in_person":"false"},"derived":{},"assumed":{...}}
//
// (in one line). Facts stand under where their values came from; those of which nothing is known are left out. `rule`
// is the first reason, left out while undecided (NEEDS_INFORMATION). Texts stand under their field's path, as their
// policy says; what is off or empty is left out.
#ifndef SERVICE_TELEMETRY_DECISION_LINE_H_
#define SERVICE_TELEMETRY_DECISION_LINE_H_

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "service/telemetry/waiting_decisions.h"

namespace connection_advisor::telemetry {

// Turns texts into marks. The key is random and of this object alone, so that nobody can find a text by trying, nor
// recognise it in the log of another server or another run.
class TextMarker {
 public:
  // INTERNAL where the system gives no randomness.
  static absl::StatusOr<TextMarker> Create();

  // "hmac:" and 32 hexadecimal digits: the first half of HMAC-SHA-256.
  std::string Mark(std::string_view text) const;

 private:
  TextMarker() = default;

  std::array<unsigned char, 32> key_{};
};

class DecisionLines {
 public:
  DecisionLines(const TextPolicies& policies, const TextMarker& marker) : policies_(policies), marker_(marker) {}

  // With its line end.
  void Append(const WaitingDecision& decision, std::string* lines) const;

 private:
  void AppendText(size_t index, const WaitingDecision& decision, std::string* lines) const;

  const TextPolicies policies_;
  const TextMarker marker_;
};

// {"time":"...","lost":{"queue":12,"file":3}}: so many decisions are missing here, for want of room in memory or
// because the file could not be written.
struct Losses {
  uint64_t queue = 0;
  uint64_t file = 0;

  bool any() const { return queue > 0 || file > 0; }
};
std::string LossLine(std::chrono::system_clock::time_point time, const Losses& losses);

}  // namespace connection_advisor::telemetry

#endif  // SERVICE_TELEMETRY_DECISION_LINE_H_
