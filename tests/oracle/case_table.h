// What every complete assignment comes to: one row for each, found by asking the rules one after the other.
#ifndef TESTS_ORACLE_CASE_TABLE_H_
#define TESTS_ORACLE_CASE_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "tests/oracle/platform_table.h"

namespace connection_advisor::oracle {

// Calls `visit` with every assignment that agrees with `known`, impossible ones included. The facts that only notes
// read keep their value, or their first where it is unknown: they are no part of a case.
void ForEachAssignment(const PlatformTable& platform, const Knowledge& known,
                       const std::function<void(const Case&)>& visit);

class CaseTable {
 public:
  // The platform must outlive the table.
  explicit CaseTable(const PlatformTable& platform);

  // The index of the rule that decides; nothing where the assignment is impossible.
  std::optional<int> DecidingRule(const Case& one_case) const;
  std::optional<Verdict> Decided(const Case& one_case) const;

  size_t assignments() const { return rules_.size(); }
  size_t possible_cases() const { return possible_cases_; }
  // For each rule the number of possible cases that it decides.
  const std::vector<size_t>& cases_by_rule() const { return cases_by_rule_; }

 private:
  size_t IndexOf(const Case& one_case) const;

  const PlatformTable& platform_;
  std::vector<int16_t> rules_;
  std::vector<size_t> cases_by_rule_;
  size_t possible_cases_ = 0;
};

}  // namespace connection_advisor::oracle

#endif  // TESTS_ORACLE_CASE_TABLE_H_
