// Two versions of a platform that nobody wrote, and what becomes of each case, found by asking the rows.
#ifndef TESTS_SERVICE_ANALYSIS_VERSION_PAIR_H_
#define TESTS_SERVICE_ANALYSIS_VERSION_PAIR_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "service/analysis/conditions.h"
#include "service/analysis/difference.h"
#include "service/platform/platform.h"
#include "tests/generated/rows.h"

namespace connection_advisor::analysis {

// A value as a request states it: a number of an integer fact, else a name.
struct Stated {
  std::optional<int> number;
  std::string name;

  bool operator==(const Stated&) const = default;
};

struct Version {
  generated::Rows rows;
  std::shared_ptr<const platform::Platform> platform;

  // The index of a fact; nothing where this version does not have it.
  std::optional<size_t> FactOf(const std::string& id) const;
  // The index of a value; nothing where the fact does not know it.
  std::optional<uint8_t> ValueOf(size_t fact, const Stated& stated) const;
};

// What some version makes of a case.
struct Verdict {
  CaseOutcome outcome = CaseOutcome::kNoSuchCase;
  std::string rule;  // that decides

  bool operator==(const Verdict&) const = default;
};

// A fact that some version has, and all that requests may state of it: of an integer, the least number of each part
// between the cut points of both.
struct PairedFact {
  std::string id;
  std::vector<Stated> values;
  bool decides = false;
};

// By paired fact.
using PairedCase = std::vector<size_t>;

class VersionPair {
 public:
  // Requires lawful rows.
  VersionPair(const generated::Rows& before, const generated::Rows& after);

  const Version& before() const { return before_; }
  const Version& after() const { return after_; }
  const std::vector<PairedFact>& facts() const { return facts_; }

  // Calls `visit` with every case over the facts that decide in some version, the others at their first value; or over
  // those for which `varies` is true.
  template <typename Visit>
  void ForEachCase(Visit visit) const {
    ForEachCase([&](size_t fact) { return facts_[fact].decides; }, visit);
  }
  template <typename Varies, typename Visit>
  void ForEachCase(Varies varies, Visit visit) const {
    PairedCase one_case(facts_.size(), 0);
    for (;;) {
      visit(one_case);
      size_t fact = 0;
      while (fact < facts_.size() && (!varies(fact) || ++one_case[fact] == facts_[fact].values.size())) {
        one_case[fact++] = 0;
      }
      if (fact == facts_.size()) return;
    }
  }

  // What the version makes of a case. Facts that decide in neither version are not looked at.
  Verdict Decide(const Version& version, const PairedCase& one_case) const;
  // Whether the condition of a rule that is in the version holds; nothing where the case is impossible or none of its
  // own.
  std::optional<bool> Holds(const Version& version, const std::string& rule_id, const PairedCase& one_case) const;

  // True if every condition of the line holds.
  bool IsIn(const ConditionLine& line, const PairedCase& one_case) const;

 private:
  // The values by the version's facts; nothing where it does not know one. Facts that decide in neither version are
  // looked at only if `all`, and have their first value otherwise.
  std::optional<generated::Values> ValuesIn(const Version& version, const PairedCase& one_case, bool all) const;

  Version before_;
  Version after_;
  std::vector<PairedFact> facts_;
};

}  // namespace connection_advisor::analysis

#endif  // TESTS_SERVICE_ANALYSIS_VERSION_PAIR_H_
