#include "service/advice/decide.h"

#include <algorithm>
#include <bit>

#include "service/diagram/builder.h"
#include "service/platform/assumptions.h"
#include "service/platform/helpful_facts.h"
#include "service/platform/question_search.h"

namespace connection_advisor::advice {
namespace {

using diagram::kUnknown;
using diagram::VariableSet;
using platform::Knowledge;
using platform::Outcome;
using platform::Platform;

constexpr uint64_t kDoesNotHold = uint64_t{1} << platform::kLeafDoesNotHold;
constexpr uint64_t kHolds = uint64_t{1} << platform::kLeafHolds;

// True if the condition holds in every open case.
bool HoldsThroughout(const Platform& platform, diagram::Reference condition, const uint8_t* values,
                     DecideScratch& scratch) {
  return (diagram::LeavesInReach(platform.forest, condition, values, scratch.visited, kDoesNotHold) & kDoesNotHold) ==
         0;
}

void FindDecidingRules(const Platform& platform, DecideScratch& scratch, Decision* decision) {
  decision->deciding.reset();
  uint32_t outcomes = 0;
  diagram::VisitLeavesInReach(platform.forest, platform.decision, decision->values.data(), scratch.visited,
                              [&](int32_t leaf) {
                                if (leaf != 0) {
                                  const auto rule = static_cast<uint32_t>(leaf) - 1;
                                  decision->deciding.set(rule);
                                  outcomes |= 1u << static_cast<uint32_t>(platform.rules[rule].outcome);
                                }
                                return true;
                              });
  decision->verdict.reset();
  if (std::has_single_bit(outcomes)) decision->verdict = static_cast<Outcome>(std::countr_zero(outcomes));
}

// Calls `visit` with each rule of the outcome whose condition holds in every open case, the otherwise left out.
template <typename Visitor>
void VisitRulesThroughout(const Platform& platform, Outcome outcome, const Decision& decision, DecideScratch& scratch,
                          Visitor visit) {
  for (const platform::RuleCondition& rule : platform.conditions[static_cast<size_t>(outcome)]) {
    if (HoldsThroughout(platform, rule.condition, decision.values.data(), scratch)) visit(rule.rule);
  }
}

void FindReasons(const Platform& platform, DecideScratch& scratch, Decision* decision) {
  decision->reasons.clear();
  if (!decision->verdict) return;
  VisitRulesThroughout(platform, *decision->verdict, *decision, scratch, [&](uint32_t rule) {
    decision->reasons.push_back({rule, false});
  });
  if (!decision->reasons.empty()) return;
  const bool tentative = decision->deciding.count() > 1;
  for (uint32_t index = 0; index < platform.rules.size(); ++index) {
    if (decision->deciding.test(index)) decision->reasons.push_back({index, tentative});
  }
}

void FindNotes(const Platform& platform, DecideScratch& scratch, Decision* decision) {
  decision->notes.clear();
  VisitRulesThroughout(platform, Outcome::kNote, *decision, scratch,
                       [&](uint32_t rule) { decision->notes.push_back(rule); });
}

void FindVouching(const Platform& platform, DecideScratch& scratch, Decision* decision) {
  decision->would_vouch.reset();
  if (!platform.would_vouch) return;
  const uint64_t leaves =
      diagram::LeavesInReach(platform.forest, *platform.would_vouch, decision->values.data(), scratch.visited) &
      (kHolds | kDoesNotHold);
  if (std::has_single_bit(leaves)) decision->would_vouch = leaves == kHolds;
}

// The assumptions to report and the questions, from the tabulated states.
void LookUpKnowledge(const Platform& platform, const uint8_t* stated, Decision* decision) {
  const Knowledge& knowledge = *platform.knowledge;
  Knowledge::State state = knowledge.Initial();
  for (uint32_t fact = 0; fact < platform.facts.size(); ++fact) {
    if (stated[fact] != kUnknown) state = knowledge.Learn(state, fact, stated[fact]);
  }
  decision->assumptions_to_report = decision->assumed & knowledge.Support(state);
  if (decision->verdict) return;
  for (uint32_t fact = 0; fact < platform.facts.size(); ++fact) {
    if (decision->assumed.test(fact)) state = knowledge.Learn(state, fact, decision->values[fact]);
  }
  const std::span<const uint8_t> questions = knowledge.Questions(state);
  decision->questions.assign(questions.begin(), questions.end());
}

// The same on a platform with too many states: by restricting the verdict's diagram for this one request.
void RestrictVerdict(const Platform& platform, const uint8_t* stated, DecideScratch& scratch, Decision* decision) {
  const diagram::Forest& forest = platform.verdict_forest;
  diagram::Builder builder({forest.value_counts().begin(), forest.value_counts().end()},
                           {forest.order().begin(), forest.order().end()});
  if (decision->assumed.any()) {
    const VariableSet& support = builder.Support(builder.Import(forest, platform.verdict, stated));
    decision->assumptions_to_report = decision->assumed & support;
  }
  if (decision->verdict) return;
  const diagram::Reference open = builder.Import(forest, platform.verdict, decision->values.data());
  const VariableSet helpful = platform::HelpfulFacts(platform, decision->values.data(), builder, open, scratch.visited);
  decision->questions = platform::SearchQuestions(builder, open, helpful, scratch.questions);
}

}  // namespace

bool Decide(const Platform& platform, const uint8_t* stated, DecideScratch& scratch, Decision* decision) {
  if (!platform::IsPossible(platform, stated, scratch.visited)) return false;
  std::copy_n(stated, platform.facts.size(), decision->values.begin());
  decision->assumed = platform::PutAssumptionsInForce(platform, decision->values.data(), scratch.visited);
  FindDecidingRules(platform, scratch, decision);
  FindReasons(platform, scratch, decision);
  FindNotes(platform, scratch, decision);
  FindVouching(platform, scratch, decision);

  decision->assumptions_to_report.reset();
  decision->questions.clear();
  if (decision->verdict && (decision->assumed & platform.deciding).none()) return true;
  if (platform.knowledge) {
    LookUpKnowledge(platform, stated, decision);
  } else {
    RestrictVerdict(platform, stated, scratch, decision);
  }
  return true;
}

void CountPossibleVerdicts(const Platform& platform, const Decision& decision, DecideScratch& scratch,
                           std::vector<PossibleVerdict>* verdicts) {
  std::array<diagram::Count, 4> cases{};
  diagram::CountLeaves(platform.verdict_forest, platform.verdict, decision.values.data(), platform.deciding,
                       scratch.count, cases);
  verdicts->clear();
  for (const Outcome verdict : platform::kVerdicts) {
    const diagram::Count count = cases[static_cast<size_t>(verdict)];
    if (count > 0) verdicts->push_back({verdict, count});
  }
  std::stable_sort(verdicts->begin(), verdicts->end(),
                   [](const PossibleVerdict& a, const PossibleVerdict& b) { return a.cases > b.cases; });
}

bool IsOpen(const Platform& platform, const Decision& decision, uint32_t fact, uint8_t value, DecideScratch& scratch) {
  if (!platform.impossible_reads.test(fact)) return true;
  std::array<uint8_t, diagram::kMaxVariables> values = decision.values;
  values[fact] = value;
  return platform::IsPossible(platform, values.data(), scratch.visited);
}

}  // namespace connection_advisor::advice
