// Names what contradicts what.
#ifndef SERVICE_ADVICE_CONTRADICTION_H_
#define SERVICE_ADVICE_CONTRADICTION_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "connection_advisor/v1/request.pb.h"
#include "service/diagram/reach.h"
#include "service/facts/bound_facts.h"
#include "service/platform/platform.h"

namespace connection_advisor::advice {

// Facts that contradict each other, and the impossible rules behind it.
struct Conflict {
  std::vector<uint8_t> values;  // by fact: leave out any that is not diagram::kUnknown, and a case is left
  std::vector<uint32_t> rules;  // those that hold whatever else is the case; else all that it takes together
};

// Requires that `stated` (by fact, diagram::kUnknown where open) leaves no possible case.
Conflict FindConflict(const platform::Platform& platform, const uint8_t* stated, diagram::Visited& visited);

// The error for facts that leave no possible case: it names the fields behind an irreducible set of them (leave out any
// one, and a case is left), and the impossible rules behind it. Requires that `bound` leaves no possible case.
absl::Status Contradiction(const platform::Platform& platform, const v1::AdviseRequest& request,
                           const facts::BoundFacts& bound, diagram::Visited& visited);

}  // namespace connection_advisor::advice

#endif  // SERVICE_ADVICE_CONTRADICTION_H_
