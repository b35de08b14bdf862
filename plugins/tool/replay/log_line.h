// A line of the decision log (service/telemetry/decision_line.h), as far as it can be decided again.
#ifndef PLUGINS_TOOL_REPLAY_LOG_LINE_H_
#define PLUGINS_TOOL_REPLAY_LOG_LINE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace connection_advisor::tool {

// What a decision comes to. The first four are what a line may say.
enum class Result : uint8_t { kConnect, kMeetFirst, kDecline, kNeedsInformation, kImpossible };
inline constexpr size_t kResultCount = 5;
inline constexpr std::array<const char*, kResultCount> kResultNames = {"CONNECT", "MEET_FIRST", "DECLINE",
                                                                       "NEEDS_INFORMATION", "IMPOSSIBLE"};

struct LoggedFact {
  std::string_view id;
  std::string_view value;
};

struct LoggedDecision {
  std::string_view platform;
  std::string_view request_id;  // empty: none
  std::string_view rule;        // empty: none
  Result result = Result::kDecline;
  std::vector<LoggedFact> facts;  // stated and derived
};

enum class LineKind { kDecision, kLosses };

class LineParser {
 public:
  LineParser();
  ~LineParser();

  // What must be readable behind a line.
  static size_t Padding();

  // INVALID_ARGUMENT says why it is no line of a decision log. The line has no line end; Padding() bytes behind it must
  // be readable, whatever they are.
  absl::StatusOr<LineKind> Parse(std::string_view line);

  // Of the last line, if it was one of a log; valid until the next is parsed, as long as the line is.
  const LoggedDecision& decision() const { return decision_; }
  uint64_t lost() const { return lost_; }

 private:
  struct Parser;

  void Clear();

  const std::unique_ptr<Parser> parser_;
  LoggedDecision decision_;
  uint64_t lost_ = 0;
};

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_REPLAY_LOG_LINE_H_
