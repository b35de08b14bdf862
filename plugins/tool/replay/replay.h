// A decision log, decided again by the platforms of another plugin version.
#ifndef PLUGINS_TOOL_REPLAY_REPLAY_H_
#define PLUGINS_TOOL_REPLAY_REPLAY_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "plugins/tool/replay/findings.h"
#include "plugins/tool/replay/log_line.h"

namespace connection_advisor::tool {

inline constexpr size_t kMostWitnesses = 3;  // of each class, unless said otherwise
inline constexpr size_t kMostBadLines = 10;  // that are kept with their causes

// A line that is none of a decision log.
struct BadLine {
  std::string file;
  uint64_t line = 0;
  std::string cause;
};

// Decisions on a platform that nothing decides again.
struct Elsewhere {
  uint64_t decisions = 0;
  std::string file;  // the first of them
  uint64_t line = 0;
};

class Replay {
 public:
  // No two platforms with one id.
  explicit Replay(const std::vector<std::shared_ptr<const platform::Platform>>& platforms,
                  size_t most_witnesses = kMostWitnesses);

  // Decides all of the file again; a bad line is counted, and what follows it is read. An error, which names the file,
  // if it can't be read. `progress` is called now and then with the bytes read since, and the decisions so far.
  absl::Status Add(const std::string& file, const std::function<void(uint64_t bytes, uint64_t decisions)>& progress);

  // In the order of the platforms.
  const std::vector<std::unique_ptr<Findings>>& findings() const { return findings_; }
  // Decisions on platforms that are none of these.
  const std::map<std::string, Elsewhere, std::less<>>& elsewhere() const { return elsewhere_; }
  // Decisions that the log says it has lost.
  uint64_t lost() const { return lost_; }
  uint64_t bad_lines() const { return bad_lines_; }
  const std::vector<BadLine>& first_bad_lines() const { return first_bad_lines_; }

  uint64_t decisions() const { return decisions_; }  // elsewhere too
  // Whether some decision was on one of the platforms.
  bool decided() const;
  // Whether some decision comes out differently, or can't be decided again.
  bool changed() const;

 private:
  void AddDecision(const LinePlace& place);
  void AddElsewhere(std::string_view platform, const LinePlace& place);
  void AddBadLine(const LinePlace& place, absl::string_view cause);

  LineParser parser_;
  std::vector<std::unique_ptr<Findings>> findings_;
  std::map<std::string, Elsewhere, std::less<>> elsewhere_;
  uint64_t decisions_ = 0;
  uint64_t lost_ = 0;
  uint64_t bad_lines_ = 0;
  std::vector<BadLine> first_bad_lines_;
};

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_REPLAY_REPLAY_H_
