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

// All that the full view says beyond the basic one, in ids.
struct Explanation {
  std::vector<Speaks> notes;
  std::vector<std::string> pivotal;  // facts of assumptions
  std::vector<FactInForce> facts;    // the platform's own, each stated as if in its field
  bool operator==(const Explanation&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Explanation& explanation);

// `answer` is what the oracle says to `stated`, which must be possible.
Explanation Explain(const Oracle& oracle, const Knowledge& stated, const Answer& answer);

}  // namespace connection_advisor::oracle

#endif  // TESTS_ORACLE_EXPLANATION_H_
