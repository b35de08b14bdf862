// What differs between the decisions of a log and what they come to now, by class, with the first decisions of each.
#ifndef PLUGINS_TOOL_REPLAY_FINDINGS_H_
#define PLUGINS_TOOL_REPLAY_FINDINGS_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugins/tool/replay/log_line.h"
#include "plugins/tool/replay/redecide.h"

namespace connection_advisor::tool {

struct LinePlace {
  const std::string& file;
  uint64_t line;
};

// One decision that stands for its class.
struct Witness {
  std::string file;
  uint64_t line = 0;
  std::string request_id;
  std::string rule_then;  // empty: none
  std::string rule_now;
  std::string request;  // ready to send
};

struct ChangeClass {
  uint64_t decisions = 0;
  std::vector<Witness> witnesses;             // the first ones
  std::map<std::string, uint64_t> asked_for;  // by the fact that is asked for first now; none unless undecided
};

// From what to what; the same twice: by another rule.
using Change = std::pair<Result, Result>;

// Of one platform.
class Findings {
 public:
  Findings(const platform::Platform& platform, size_t most_witnesses)
      : redecider_(platform), most_witnesses_(most_witnesses) {}

  // Decides it again, and notes what comes of it.
  void Add(const LoggedDecision& logged, const LinePlace& place);

  const platform::Platform& platform() const { return redecider_.platform(); }
  uint64_t decisions() const { return decisions_; }
  uint64_t unchanged() const { return unchanged_; }
  bool changed() const { return unchanged_ < decisions_; }
  const std::map<Change, ChangeClass>& changes() const { return changes_; }

  // Decisions on facts, or values ("FACT=VALUE"), that the platform does not know and would refuse: they can't be
  // decided again.
  const ChangeClass& unknown() const { return unknown_; }
  const std::map<std::string, uint64_t>& unknown_facts() const { return unknown_facts_; }

  // Whether some decision had a value of the fact.
  bool IsInLog(const std::string& fact_id) const;

 private:
  void AddUnknown(const LoggedDecision& logged, const LinePlace& place);
  void AddWitness(const LoggedDecision& logged, const LinePlace& place, std::string_view rule_now,
                  ChangeClass* change) const;

  Redecider redecider_;
  const size_t most_witnesses_;
  uint64_t decisions_ = 0;
  uint64_t unchanged_ = 0;
  std::map<Change, ChangeClass> changes_;
  ChangeClass unknown_;
  std::map<std::string, uint64_t> unknown_facts_;
};

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_REPLAY_FINDINGS_H_
