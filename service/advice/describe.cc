#include <algorithm>
#include <vector>

#include "service/advice/advise.h"
#include "service/advice/errors.h"
#include "service/advice/render.h"
#include "service/diagram/count.h"

namespace connection_advisor::advice {
namespace {

using platform::Fact;
using platform::Outcome;
using platform::Platform;
using platform::Rule;

void Describe(const Fact& fact, v1::PlatformFact* row) {
  row->set_id(fact.id);
  row->set_kind(static_cast<v1::FactKind>(static_cast<int>(fact.kind) + 1));
  row->set_question(fact.question);
  row->mutable_values()->Add(fact.values.begin(), fact.values.end());
  if (fact.assumption) row->set_assumption(fact.values[*fact.assumption]);
  row->set_favourable(fact.favourable);
  row->set_member_can_act(fact.member_can_act);
  row->set_own(fact.own);
  row->set_notes_only(fact.notes_only);
  row->mutable_cut_points()->Add(fact.cut_points.begin(), fact.cut_points.end());
}

v1::RuleKind KindOf(const Rule& rule) {
  switch (rule.outcome) {
    case Outcome::kImpossible:
      return v1::RULE_KIND_IMPOSSIBLE;
    case Outcome::kNote:
      return v1::RULE_KIND_NOTE;
    default:
      return v1::RULE_KIND_DECIDES;
  }
}

void Describe(const Rule& rule, v1::PlatformRule* row) {
  row->set_id(rule.id);
  row->set_kind(KindOf(rule));
  row->set_verdict(ToVerdict(rule.outcome));
  row->set_summary(rule.summary);
  row->set_rationale(rule.rationale);
  row->set_next_step(rule.next_step);
  if (row->kind() == v1::RULE_KIND_DECIDES) row->set_cases(diagram::ToString(rule.cases));
  row->set_otherwise(rule.otherwise);
}

void Describe(const platform::Parameter& parameter, v1::PlatformParameter* row) {
  row->set_id(parameter.id);
  row->set_description(parameter.description);
  row->set_minimum(parameter.minimum);
  row->set_maximum(parameter.maximum);
  row->set_default_value(parameter.default_value);
  row->set_value(parameter.value);
  row->set_source(parameter.source);
}

void Describe(const platform::Example& example, const Platform& platform, v1::PlatformExample* row) {
  row->set_name(example.name);
  for (const platform::ExampleFact& stated : example.facts) {
    const Fact& fact = platform.facts[stated.fact];
    v1::PlatformExampleFact* entry = row->add_facts();
    entry->set_fact_id(fact.id);
    entry->set_value(fact.values[stated.value]);
  }
  row->set_verdict(ToVerdict(example.verdict));
  row->set_rule_id(platform.rules[example.rule].id);
}

void DescribeShares(const Platform& platform, v1::Platform* description) {
  std::vector<Outcome> verdicts(platform::kVerdicts.begin(), platform::kVerdicts.end());
  std::stable_sort(verdicts.begin(), verdicts.end(), [&](Outcome a, Outcome b) {
    return platform.verdict_cases[static_cast<size_t>(a)] > platform.verdict_cases[static_cast<size_t>(b)];
  });
  for (const Outcome verdict : verdicts) {
    const diagram::Count cases = platform.verdict_cases[static_cast<size_t>(verdict)];
    v1::VerdictShare* share = description->add_verdict_shares();
    share->set_verdict(ToVerdict(verdict));
    share->set_cases(diagram::ToString(cases));
    share->set_share_of_cases(diagram::Share(cases, platform.possible_cases));
  }
}

void Describe(const Platform& platform, v1::Platform* description) {
  description->set_id(platform.id);
  description->set_display_name(platform.display_name);
  description->set_purpose(platform.purpose);
  description->set_significance(static_cast<int32_t>(platform.significance));
  description->mutable_plugin()->set_name(platform.plugin.name);
  description->mutable_plugin()->set_version(platform.plugin.version);
  description->mutable_plugin()->set_sha256(platform.plugin.sha256);
  for (const Fact& fact : platform.facts) Describe(fact, description->add_facts());
  for (const Rule& rule : platform.rules) Describe(rule, description->add_rules());
  for (const platform::Parameter& parameter : platform.parameters) Describe(parameter, description->add_parameters());
  for (const platform::Example& example : platform.examples) Describe(example, platform, description->add_examples());
  description->set_possible_cases(diagram::ToString(platform.possible_cases));
  DescribeShares(platform, description);
  description->set_question_order(platform.knowledge ? v1::QUESTION_ORDER_FEWEST_EXPECTED
                                                     : v1::QUESTION_ORDER_ESTIMATED);
  description->set_diagram_nodes(static_cast<int32_t>(platform.forest.node_count()));
}

}  // namespace

void ListPlatforms(const platform::PlatformSet& platforms, v1::ListPlatformsResponse* response) {
  for (const auto& platform : platforms.platforms()) Describe(*platform, response->add_platforms());
}

absl::Status GetPlatform(const platform::PlatformSet& platforms, const v1::GetPlatformRequest& request,
                         v1::GetPlatformResponse* response) {
  if (request.platform().empty()) {
    return InvalidRequest({{"platform", "is empty; name one of the loaded platforms: " + platforms.Ids()}});
  }
  const Platform* platform = platforms.Find(request.platform());
  if (platform == nullptr) return PlatformNotLoaded(request.platform(), platforms);
  Describe(*platform, response->mutable_platform());
  return absl::OkStatus();
}

}  // namespace connection_advisor::advice
