// The full view, worked out the long way: by looking at every case, every value and every change.
#ifndef TESTS_ORACLE_EXPLANATION_H_
#define TESTS_ORACLE_EXPLANATION_H_

#include <ostream>
#include <string>
#include <vector>

#include "tests/oracle/oracle.h"

namespace connection_advisor::oracle {

enum class Source { kStated, kDerived, kAssumed, kImplied, kOpen, kUnused };

struct FactInForce {
  std::string fact_id;
  std::string value;  // empty: unknown
  Source source = Source::kOpen;
  bool operator==(const FactInForce&) const = default;
};

struct FactChange {
  std::string fact_id;
  std::string from;
  std::string to;
  bool operator==(const FactChange&) const = default;
};

struct WhatIf {
  Verdict verdict = Verdict::kDecline;
  std::vector<FactChange> changes;
  bool operator==(const WhatIf&) const = default;
};

std::ostream& operator<<(std::ostream& out, const FactChange& change);
std::ostream& operator<<(std::ostream& out, const WhatIf& what_if);

// All that the full view says beyond the basic one, in ids.
struct Explanation {
  std::vector<Speaks> notes;
  std::vector<std::string> pivotal;  // facts of assumptions
  std::vector<WhatIf> what_ifs;
  std::vector<std::string> sufficient_facts;
  std::vector<FactInForce> facts;  // the platform's own, each stated as if in its field
  bool operator==(const Explanation&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Explanation& explanation);

// `answer` is what the oracle says to `stated`, which must be possible.
Explanation Explain(const Oracle& oracle, const Knowledge& stated, const Answer& answer);

// Why a rule, by its index, does not decide where `stated` is known, which must be possible: the fewest changes of what
// is stated or assumed with which some case that agrees is decided by it; then the most that the member can act on,
// then the lower list.
std::vector<FactChange> NearestChanges(const Oracle& oracle, const Knowledge& stated, int rule);

// Whether the rule decides some possible case that agrees with `known`; every one, and there is one.
bool DecidesSomewhere(const Oracle& oracle, const Knowledge& known, int rule);
bool DecidesThroughout(const Oracle& oracle, const Knowledge& known, int rule);

}  // namespace connection_advisor::oracle

#endif  // TESTS_ORACLE_EXPLANATION_H_
