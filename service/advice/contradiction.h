// Names what contradicts what.
#ifndef SERVICE_ADVICE_CONTRADICTION_H_
#define SERVICE_ADVICE_CONTRADICTION_H_

#include "absl/status/status.h"
#include "connection_advisor/v1/request.pb.h"
#include "service/diagram/reach.h"
#include "service/facts/bound_facts.h"
#include "service/platform/platform.h"

namespace connection_advisor::advice {

// The error for facts that leave no possible case: it names the fields behind an irreducible set of them (leave out any
// one, and a case is left), and the impossible rules behind it. Requires that `bound` leaves no possible case.
absl::Status Contradiction(const platform::Platform& platform, const v1::AdviseRequest& request,
                           const facts::BoundFacts& bound, diagram::Visited& visited);

}  // namespace connection_advisor::advice

#endif  // SERVICE_ADVICE_CONTRADICTION_H_
