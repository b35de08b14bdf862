// Every fact as a decision saw it: its value, and where that came from.
#ifndef SERVICE_ADVICE_FACTS_IN_FORCE_H_
#define SERVICE_ADVICE_FACTS_IN_FORCE_H_

#include <cstdint>
#include <vector>

#include "service/advice/decide.h"
#include "service/diagram/open_values.h"
#include "service/facts/bound_facts.h"
#include "service/platform/platform.h"

namespace connection_advisor::advice {

enum class FactSource : uint8_t {
  kStated,
  kDerived,
  kAssumed,
  kImplied,  // one value is left in the open cases
  kUnknown,
};

struct FactInForce {
  uint8_t value = diagram::kUnknown;
  FactSource source = FactSource::kUnknown;

  bool operator==(const FactInForce&) const = default;
};

// By fact. Requires the facts that `decision` was made on. Cost: one pass over what is in reach of the diagram of the
// possible cases.
std::vector<FactInForce> FactsInForce(const platform::Platform& platform, const facts::BoundFacts& bound,
                                      const Decision& decision, diagram::OpenValuesScratch& scratch);

}  // namespace connection_advisor::advice

#endif  // SERVICE_ADVICE_FACTS_IN_FORCE_H_
