// Loads a plugin and asks its conditions directly, case by case: the plainest way there is, and the slowest.
#ifndef TESTS_PLUGINS_PLATFORMS_PLUGIN_READER_H_
#define TESTS_PLUGINS_PLATFORMS_PLUGIN_READER_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "connection_advisor/plugin_abi.h"

namespace connection_advisor {

// Loads the library and keeps it for as long as the program runs. Aborts the test program where it cannot.
const advisor_plugin& LoadPlugin(const std::string& path);

// One value index for each fact of the platform, in declared order.
using CaseValues = std::vector<uint32_t>;

// The same with gaps.
using Knowledge = std::vector<std::optional<uint32_t>>;

class PlatformReader {
 public:
  // `evaluator` must outlive the reader.
  explicit PlatformReader(const advisor_evaluator& evaluator);

  const advisor_evaluator& evaluator() const { return evaluator_; }
  const std::vector<const advisor_fact*>& facts() const { return facts_; }
  const std::vector<const advisor_rule*>& rules() const { return rules_; }
  std::vector<const advisor_example*> Examples() const;

  // Index of the fact in declared order. Aborts where the platform has no such fact.
  size_t IndexOf(const advisor_fact* fact) const;
  const advisor_rule& RuleById(const std::string& id) const;

  bool Holds(advisor_condition condition, const CaseValues& values) const;
  bool Holds(const advisor_rule& rule, const CaseValues& values) const { return Holds(rule.condition, values); }
  bool IsPossible(const CaseValues& values) const;
  // The first rule with a verdict that holds.
  const advisor_rule& Decide(const CaseValues& values) const;

  Knowledge NothingKnown() const;
  // Adds the platform's assumptions, in declared order; one that leaves no possible case is left out.
  Knowledge Assume(Knowledge knowledge) const;

  // Every assignment that agrees with what is known, impossible ones included; and the possible ones of them.
  void ForEachAssignment(const Knowledge& knowledge, const std::function<void(const CaseValues&)>& visit) const;
  void ForEachOpenCase(const Knowledge& knowledge, const std::function<void(const CaseValues&)>& visit) const;
  bool LeavesACaseOpen(const Knowledge& knowledge) const;

 private:
  const advisor_evaluator& evaluator_;
  std::vector<const advisor_fact*> facts_;
  std::vector<const advisor_rule*> rules_;
};

uint32_t ValueCount(const advisor_fact& fact);
bool HasVerdict(const advisor_rule& rule);

}  // namespace connection_advisor

#endif  // TESTS_PLUGINS_PLATFORMS_PLUGIN_READER_H_
