// Decides what was logged again, by the platform of another plugin version.
#ifndef PLUGINS_TOOL_REPLAY_REDECIDE_H_
#define PLUGINS_TOOL_REPLAY_REDECIDE_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "plugins/tool/replay/log_line.h"
#include "service/advice/decide.h"
#include "service/platform/platform.h"

namespace connection_advisor::tool {

// What a decision comes to now.
struct Redecision {
  Result result = Result::kImpossible;
  std::optional<uint32_t> rule;      // the first reason
  std::optional<uint32_t> question;  // the fact to ask for first, while undecided
};

class Redecider {
 public:
  explicit Redecider(const platform::Platform& platform) : platform_(platform) {}

  const platform::Platform& platform() const { return platform_; }

  // What was logged, as facts are stated; what was assumed then is assumed as this version assumes. As when serving, a
  // fact of the contract that the platform has no use for is passed over, and a value of the contract that it is too
  // old for is unknown. Nothing where it does not know another fact, or a value of it, that was logged: UnknownFacts
  // then has them.
  std::optional<Redecision> Decide(const LoggedDecision& logged);
  const std::vector<LoggedFact>& UnknownFacts() const { return unknown_; }

  // Facts that some decision had.
  const diagram::VariableSet& stated() const { return stated_; }

 private:
  // False where the platform would refuse it.
  bool Bind(const LoggedFact& logged);
  Redecision DecideOnValues();

  const platform::Platform& platform_;
  std::array<uint8_t, diagram::kMaxVariables> values_;
  std::vector<LoggedFact> unknown_;
  diagram::VariableSet stated_;
  advice::DecideScratch scratch_;
  advice::Decision decision_;
  // People resemble each other: what was decided before, by the bytes of `values_`.
  absl::flat_hash_map<std::string, Redecision> before_;
};

// The part of an integer fact that holds all numbers of a part of another version ("below 10", "at least 3 and below
// 10", "at least 10"); nothing if there is none, or the text is no part.
std::optional<uint8_t> PartThatHolds(const platform::Fact& fact, std::string_view part);

// The least number of a part; nothing if the text is none.
std::optional<int64_t> LeastOf(std::string_view part);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_REPLAY_REDECIDE_H_
