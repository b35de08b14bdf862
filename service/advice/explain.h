// Explains a decision: what the full view says beyond it. From the same diagrams that decided, so that explanation and
// verdict can't drift apart; the meaning of every part is fixed by the contract (connection_advisor/v1/advice.proto).
//
// Computed for the full view only: a decision costs the same whether or not it will be explained.
#ifndef SERVICE_ADVICE_EXPLAIN_H_
#define SERVICE_ADVICE_EXPLAIN_H_

#include <vector>

#include "service/advice/decide.h"
#include "service/advice/facts_in_force.h"
#include "service/advice/what_ifs.h"
#include "service/diagram/forcing.h"
#include "service/diagram/open_values.h"
#include "service/diagram/reference.h"
#include "service/facts/bound_facts.h"
#include "service/platform/platform.h"

namespace connection_advisor::advice {

struct Explanation {
  std::vector<Reason> notes;               // in rule order; tentative: it holds in some open cases only
  diagram::VariableSet pivotal;            // of the assumptions that the decision reports
  std::vector<WhatIf> what_ifs;            // those with the fewest changes first
  std::vector<uint32_t> sufficient_facts;  // in declared order
  std::vector<FactInForce> facts;          // by fact
};

// What explaining needs beside its result, kept from one explanation to the next. One per thread.
struct ExplainScratch {
  diagram::Visited visited;
  diagram::OpenValuesScratch open_values;
  diagram::ForcingScratch forcing;
};

// Explains the decision that was made on `bound`.
Explanation Explain(const platform::Platform& platform, const facts::BoundFacts& bound, const Decision& decision,
                    ExplainScratch& scratch);

}  // namespace connection_advisor::advice

#endif  // SERVICE_ADVICE_EXPLAIN_H_
