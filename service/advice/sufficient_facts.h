// Which of the stated facts settle the verdict by themselves.
#ifndef SERVICE_ADVICE_SUFFICIENT_FACTS_H_
#define SERVICE_ADVICE_SUFFICIENT_FACTS_H_

#include <cstdint>
#include <vector>

#include "service/advice/decide.h"
#include "service/diagram/forcing.h"
#include "service/platform/platform.h"

namespace connection_advisor::advice {

// Facts of `stated` that force the verdict while the assumptions in force stand and the other stated facts may be
// anything; none of them can be left out. In declared order. Of least size, ties to the lower list, where the verdict
// can depend on at most diagram::kMostToKeepFew of the stated facts (and on platforms so large that the search is cut
// short, as it is there otherwise: irreducible). None when undecided.
//
// Cost: see diagram::FewestToKeep.
std::vector<uint32_t> SufficientFacts(const platform::Platform& platform, const diagram::VariableSet& stated,
                                      const Decision& decision, diagram::ForcingScratch& scratch);

}  // namespace connection_advisor::advice

#endif  // SERVICE_ADVICE_SUFFICIENT_FACTS_H_
