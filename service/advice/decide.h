// Decides: from the values of a platform's facts to the verdict, the rules behind it and what is still open. The
// meaning of every part is fixed by the contract (connection_advisor/v1/advice.proto); this is where it is worked out,
// once for every method.
//
// Allocates nothing once its buffers have grown, on platforms whose states of knowledge are tabulated.
#ifndef SERVICE_ADVICE_DECIDE_H_
#define SERVICE_ADVICE_DECIDE_H_

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <vector>

#include "connection_advisor/plugin_abi.h"
#include "service/diagram/count.h"
#include "service/diagram/reach.h"
#include "service/diagram/reference.h"
#include "service/platform/platform.h"
#include "service/platform/question_search.h"

namespace connection_advisor::advice {

using RuleSet = std::bitset<ADVISOR_MAX_RULES>;

struct PossibleVerdict {
  platform::Outcome verdict;
  diagram::Count cases;
};

// A rule that is given as a reason; tentative if it holds in some open cases only.
struct Reason {
  uint32_t rule;
  bool tentative;
};

struct Decision {
  // By fact: stated, derived or assumed; diagram::kUnknown where open.
  std::array<uint8_t, diagram::kMaxVariables> values;
  diagram::VariableSet assumed;                // facts whose assumptions are in force
  diagram::VariableSet assumptions_to_report;  // those of them on which the verdict depends, given what was stated

  RuleSet deciding;                          // rules that decide some open case
  std::optional<platform::Outcome> verdict;  // nothing: undecided
  std::vector<Reason> reasons;               // in rule order; empty if undecided
  std::vector<uint32_t> notes;               // rules of notes that hold in every open case
  std::optional<bool> would_vouch;
  std::vector<uint32_t> questions;  // facts, best first; empty if decided
};

// What deciding needs beside its result, kept from one decision to the next. One per thread.
struct DecideScratch {
  diagram::Visited visited;
  diagram::CountScratch count;
  platform::QuestionSearchScratch questions;
};

// Decides on `stated` (by fact: stated or derived, else diagram::kUnknown). False, and nothing else, if it is
// impossible.
bool Decide(const platform::Platform& platform, const uint8_t* stated, DecideScratch& scratch, Decision* decision);

// What the open cases of `decision` decide, most cases first, ties the more cautious first: at most three.
// Cost: O(nodes of the verdict in reach).
void CountPossibleVerdicts(const platform::Platform& platform, const Decision& decision, DecideScratch& scratch,
                           std::vector<PossibleVerdict>* verdicts);

// True if some open case of `decision` has `value` for the unknown `fact`.
bool IsOpen(const platform::Platform& platform, const Decision& decision, uint32_t fact, uint8_t value,
            DecideScratch& scratch);

}  // namespace connection_advisor::advice

#endif  // SERVICE_ADVICE_DECIDE_H_
