// Decisions that wait to be written: what a line of the log needs, copied out of the request in as few bytes as can be,
// so that the thread that serves is done at once.
#ifndef SERVICE_TELEMETRY_WAITING_DECISIONS_H_
#define SERVICE_TELEMETRY_WAITING_DECISIONS_H_

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/telemetry/decision_observer.h"
#include "service/telemetry/logged_texts.h"

namespace connection_advisor::telemetry {

// Where the value of a fact came from.
enum class LoggedSource : uint8_t { kUnknown, kStated, kDerived, kAssumed };

// One decision as it is read back. Views into the WaitingDecisions that it is in.
struct WaitingDecision {
  std::chrono::system_clock::time_point time;
  Method method;
  const platform::Platform& platform;
  std::optional<platform::Outcome> verdict;                           // none: undecided
  std::optional<uint32_t> rule;                                       // the first reason; none: undecided
  std::string_view facts;                                             // two bytes each: the value, and its LoggedSource
  std::array<std::vector<std::string_view>, kLoggedTextCount> texts;  // by the index in kLoggedTexts

  uint8_t value(size_t fact) const { return static_cast<uint8_t>(facts[2 * fact]); }
  LoggedSource source(size_t fact) const { return static_cast<LoggedSource>(facts[2 * fact + 1]); }
};

class WaitingDecisions {
 public:
  // Sets address space for `expected_bytes` aside, so that a thread that serves never waits for a buffer to grow.
  explicit WaitingDecisions(size_t expected_bytes);

  // Copies the texts whose policy is not off. `platforms` holds the decision's platform.
  void Add(Method method, const PinnedPlatforms& platforms, const advice::DecidedRequest& decided,
           const TextPolicies& policies);

  size_t count() const { return rows_.size(); }
  // What they take in memory.
  size_t bytes() const { return rows_.size() * sizeof(Row) + bytes_.size(); }

  // Requires: index < count().
  WaitingDecision Get(size_t index) const;

  // Keeps the buffers.
  void Clear();

 private:
  struct Row {
    std::chrono::system_clock::time_point time;
    PinnedPlatforms platforms;  // keeps `platform`
    const platform::Platform* platform;
    size_t begin;  // of its facts, then its texts, in bytes_
    int32_t rule;  // -1: none
    Method method;
    bool decided;
    platform::Outcome verdict;
  };

  std::vector<Row> rows_;
  std::string bytes_;
};

}  // namespace connection_advisor::telemetry

#endif  // SERVICE_TELEMETRY_WAITING_DECISIONS_H_
