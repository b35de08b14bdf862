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

}  // namespace connection_advisor::oracle

#endif  // TESTS_ORACLE_EXPLANATION_H_
