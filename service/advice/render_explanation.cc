#include "service/advice/render_explanation.h"

#include <utility>

#include "service/advice/render.h"
#include "service/facts/unused_facts.h"

namespace connection_advisor::advice {
namespace {

using platform::Fact;
using platform::Platform;

v1::FactSource ToFactSource(FactSource source) {
  switch (source) {
    case FactSource::kStated:
      return v1::FACT_SOURCE_STATED;
    case FactSource::kDerived:
      return v1::FACT_SOURCE_DERIVED;
    case FactSource::kAssumed:
      return v1::FACT_SOURCE_ASSUMED;
    case FactSource::kImplied:
      return v1::FACT_SOURCE_IMPLIED;
    case FactSource::kUnknown:
      return v1::FACT_SOURCE_UNKNOWN;
  }
  return v1::FACT_SOURCE_UNSPECIFIED;
}

// Assumptions were rendered in the order of the facts.
void MarkPivotal(const diagram::VariableSet& reported, const diagram::VariableSet& pivotal, v1::Advice* advice) {
  int row = 0;
  for (uint32_t fact = 0; fact < reported.size(); ++fact) {
    if (reported.test(fact)) advice->mutable_assumptions(row++)->set_pivotal(pivotal.test(fact));
  }
}

void RenderWhatIf(const Platform& platform, const Decision& decision, const WhatIf& what_if, v1::WhatIf* row) {
  for (const diagram::Change& change : what_if.changes) RenderChange(platform, decision, change, row->add_changes());
  row->set_verdict(ToVerdict(what_if.verdict));
}

void RenderFacts(const Platform& platform, const v1::AdviseRequest& request, const Explanation& explanation,
                 v1::Advice* advice) {
  for (uint32_t index = 0; index < platform.facts.size(); ++index) {
    const Fact& fact = platform.facts[index];
    const FactInForce in_force = explanation.facts[index];
    v1::FactInForce* row = advice->add_facts();
    row->set_fact_id(fact.id);
    if (in_force.value != diagram::kUnknown) row->set_value(fact.values[in_force.value]);
    row->set_source(ToFactSource(in_force.source));
  }
  for (facts::UnusedFact& unused : facts::UnusedFacts(request, platform)) {
    v1::FactInForce* row = advice->add_facts();
    row->set_fact_id(std::move(unused.id));
    row->set_value(std::move(unused.value));
    row->set_source(v1::FACT_SOURCE_UNUSED);
  }
}

}  // namespace

void RenderChange(const Platform& platform, const Decision& decision, const diagram::Change& change,
                  v1::FactChange* row) {
  const Fact& fact = platform.facts[change.variable];
  const uint8_t from = decision.values[change.variable];
  row->set_fact_id(fact.id);
  if (from != diagram::kUnknown) row->set_from(fact.values[from]);
  row->set_to(fact.values[change.value]);
}

void RenderExplanation(const Platform& platform, const v1::AdviseRequest& request, const Decision& decision,
                       const Explanation& explanation, v1::Advice* advice) {
  MarkPivotal(decision.assumptions_to_report, explanation.pivotal, advice);
  for (const Reason& note : explanation.notes) RenderReason(platform, note, advice->add_notes());
  for (const WhatIf& what_if : explanation.what_ifs) {
    RenderWhatIf(platform, decision, what_if, advice->add_what_ifs());
  }
  for (const uint32_t fact : explanation.sufficient_facts) advice->add_sufficient_facts(platform.facts[fact].id);
  RenderFacts(platform, request, explanation, advice);
}

}  // namespace connection_advisor::advice
