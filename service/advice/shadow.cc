#include "service/advice/shadow.h"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>

#include "service/advice/workspace.h"
#include "service/facts/binding.h"
#include "service/platform/assumptions.h"

namespace connection_advisor::advice {
namespace {

using platform::Outcome;
using platform::Platform;
using platform::ShadowAnswer;

ShadowAnswer AnswerOf(std::optional<Outcome> verdict) {
  if (!verdict) return ShadowAnswer::kNeedsInformation;
  switch (*verdict) {
    case Outcome::kConnect:
      return ShadowAnswer::kConnect;
    case Outcome::kMeetFirst:
      return ShadowAnswer::kMeetFirst;
    default:
      return ShadowAnswer::kDecline;
  }
}

// False if the platform does not take the request, whose fields and contract facts are known to be right.
bool BindTo(const Platform& platform, const v1::AdviseRequest& request, Binding binding, facts::BoundFacts* bound) {
  if (binding == Binding::kComparison) {
    if (!facts::TakesOwnEntries(request, platform)) return false;
    facts::BindForComparison(request, platform, bound);
    return true;
  }
  facts::Violations violations;
  facts::Bind(request, platform, "", bound, &violations);
  return violations.empty();
}

}  // namespace

ShadowAnswer AnswerOn(const Platform& platform, const uint8_t* stated, diagram::Visited& visited) {
  if (!platform::IsPossible(platform, stated, visited)) return ShadowAnswer::kContradictory;
  std::array<uint8_t, diagram::kMaxVariables> values;
  std::copy_n(stated, platform.facts.size(), values.begin());
  platform::PutAssumptionsInForce(platform, values.data(), visited);
  constexpr uint64_t kImpossible = uint64_t{1} << static_cast<uint32_t>(Outcome::kImpossible);
  const uint64_t outcomes =
      diagram::LeavesInReach(platform.verdict_forest, platform.verdict, values.data(), visited) & ~kImpossible;
  if (!std::has_single_bit(outcomes)) return ShadowAnswer::kNeedsInformation;
  return AnswerOf(static_cast<Outcome>(std::countr_zero(outcomes)));
}

void DecideShadow(const DecidedRequest& decided, Binding binding, platform::Shadow& shadow, Workspace& workspace) {
  Workspace::State& state = workspace.state();
  const uint8_t* to_serving = decided.bound.values.data();
  const ShadowAnswer serving = AnswerOf(decided.decision.verdict);
  const Platform* platform = shadow.shadow().get();
  if (platform == nullptr || !BindTo(*platform, decided.request, binding, &state.shadow_bound)) {
    shadow.Count(serving, ShadowAnswer::kRefused, to_serving, nullptr);
    return;
  }
  const uint8_t* to_shadow = state.shadow_bound.values.data();
  shadow.Count(serving, AnswerOn(*platform, to_shadow, state.scratch.visited), to_serving, to_shadow);
}

}  // namespace connection_advisor::advice
