// What would have to be different for another verdict.
#ifndef SERVICE_ADVICE_WHAT_IFS_H_
#define SERVICE_ADVICE_WHAT_IFS_H_

#include <vector>

#include "service/advice/decide.h"
#include "service/diagram/forcing.h"
#include "service/platform/platform.h"

namespace connection_advisor::advice {

// The facts of which the member can bring about another value.
diagram::VariableSet FactsToActOn(const platform::Platform& platform);

struct WhatIf {
  platform::Outcome verdict;
  std::vector<diagram::Change> changes;  // of facts, in declared order
};

// For each other verdict, the smallest change of the facts of `stated` that leads to it, whatever is unknown, while the
// assumptions in force keep their values; then the one with most facts that the member can act on, then the lower list
// of (fact, new value). Never to what is impossible; at most diagram::kMostChanges. Those with the fewest changes
// first, ties the more cautious first. None when undecided, none to a verdict where the search is cut short.
//
// Cost: see diagram::FewestChanges; at most two of them.
std::vector<WhatIf> WhatIfs(const platform::Platform& platform, const diagram::VariableSet& stated,
                            const Decision& decision, diagram::ForcingScratch& scratch);

}  // namespace connection_advisor::advice

#endif  // SERVICE_ADVICE_WHAT_IFS_H_
