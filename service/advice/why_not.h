// Why a rule does not decide: the nearest case in which it would.
#ifndef SERVICE_ADVICE_WHY_NOT_H_
#define SERVICE_ADVICE_WHY_NOT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "connection_advisor/v1/advice.pb.h"
#include "service/advice/decide.h"
#include "service/diagram/change.h"
#include "service/diagram/nearest.h"
#include "service/facts/violation.h"
#include "service/platform/platform.h"

namespace connection_advisor::advice {

// Reports a rule that does not exist or does not decide, as a violation of `why_not_rule`.
void CheckWhyNotRule(const platform::Platform& platform, const std::string& rule_id, facts::Violations* violations);

// What would have to be so for a rule to decide.
struct WhyNot {
  // The fewest changes of facts that are stated, derived or assumed, then the most that the member can act on, then the
  // lower list of (fact, value); and values of unknown facts, of which none can be left out. With these it decides
  // whatever else is the case. By ascending fact; none where it decides already.
  std::vector<diagram::Change> changes;
  bool ruled_out = false;  // no case that agrees with what is stated is decided by it
};

// For `rule`, one that decides, on the facts of a possible request and what was decided on them. `stated` by fact:
// stated or derived, else diagram::kUnknown. Cost: see diagram::FindNearest.
WhyNot ExplainWhyNot(const platform::Platform& platform, uint32_t rule, const uint8_t* stated, const Decision& decision,
                     diagram::NearestScratch& scratch);

// The same as the contract's message, for the rule that a request with nothing wrong names.
void RenderWhyNot(const platform::Platform& platform, const std::string& rule_id, const uint8_t* stated,
                  const Decision& decision, diagram::NearestScratch& scratch, v1::WhyNot* message);

}  // namespace connection_advisor::advice

#endif  // SERVICE_ADVICE_WHY_NOT_H_
