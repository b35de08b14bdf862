// Which assumptions the verdict hangs on.
#ifndef SERVICE_ADVICE_PIVOTAL_H_
#define SERVICE_ADVICE_PIVOTAL_H_

#include <cstdint>

#include "service/advice/decide.h"
#include "service/diagram/reach.h"
#include "service/platform/platform.h"

namespace connection_advisor::advice {

// Of the assumptions that `decision` reports, those of which some other value, possible with what is stated, gives
// another verdict when it is stated and the assumptions are applied anew. NEEDS_INFORMATION counts as a verdict.
// Requires the `stated` values that were decided on.
//
// Cost: a walk of the verdict's diagram for each other value of each reported assumption; where an impossible rule
// reads its fact, one more of the possible cases' diagram, and one for each assumption where that one shows a conflict.
diagram::VariableSet PivotalAssumptions(const platform::Platform& platform, const uint8_t* stated,
                                        const Decision& decision, diagram::Visited& visited);

}  // namespace connection_advisor::advice

#endif  // SERVICE_ADVICE_PIVOTAL_H_
