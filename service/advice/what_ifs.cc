#include "service/advice/what_ifs.h"

#include <algorithm>
#include <utility>

namespace connection_advisor::advice {

using platform::Outcome;
using platform::Platform;

diagram::VariableSet FactsToActOn(const Platform& platform) {
  diagram::VariableSet facts;
  for (uint32_t fact = 0; fact < platform.facts.size(); ++fact) facts[fact] = platform.facts[fact].member_can_act;
  return facts;
}

std::vector<WhatIf> WhatIfs(const Platform& platform, const diagram::VariableSet& stated, const Decision& decision,
                            diagram::ForcingScratch& scratch) {
  std::vector<WhatIf> what_ifs;
  if (!decision.verdict) return what_ifs;
  const diagram::VariableSet to_act_on = FactsToActOn(platform);
  for (const Outcome verdict : platform::kVerdicts) {
    if (verdict == *decision.verdict) continue;
    auto changes =
        diagram::FewestChanges(platform.verdict_forest, platform.verdict, decision.values.data(), stated, to_act_on,
                               static_cast<int32_t>(verdict), static_cast<int32_t>(Outcome::kImpossible), scratch);
    if (changes) what_ifs.push_back({verdict, *std::move(changes)});
  }
  std::stable_sort(what_ifs.begin(), what_ifs.end(),
                   [](const WhatIf& a, const WhatIf& b) { return a.changes.size() < b.changes.size(); });
  return what_ifs;
}

}  // namespace connection_advisor::advice
