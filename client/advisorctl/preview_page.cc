#include "client/advisorctl/preview_page.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "client/advisorctl/page.h"
#include "client/advisorctl/plugin_table.h"
#include "client/advisorctl/text.h"

namespace connection_advisor::client {
namespace {

std::string EffectName(admin::v1::Effect effect) {
  if (!admin::v1::Effect_IsValid(effect)) return absl::StrCat("effect ", static_cast<int>(effect));
  return absl::AsciiStrToLower(absl::StripPrefix(admin::v1::Effect_Name(effect), "EFFECT_"));
}

const char* StyleOf(admin::v1::Effect effect) {
  switch (effect) {
    case admin::v1::EFFECT_COMPATIBLE:
      return "1;32";
    case admin::v1::EFFECT_CHANGED:
      return "1;33";
    default:
      return "1;31";
  }
}

std::string OutcomeName(admin::v1::CaseOutcome outcome) {
  if (!admin::v1::CaseOutcome_IsValid(outcome)) return absl::StrCat("outcome ", static_cast<int>(outcome));
  return std::string(absl::StripPrefix(admin::v1::CaseOutcome_Name(outcome), "CASE_OUTCOME_"));
}

std::string Cases(const std::string& count) { return absl::StrCat(count, count == "1" ? " case" : " cases"); }

std::string RuleName(const std::string& id) { return id.empty() ? "no rule" : id; }

std::string RulesText(const admin::v1::RulePair& rules) {
  const std::string how = rules.before() == rules.after()
                              ? RuleName(rules.before())
                              : absl::StrCat(RuleName(rules.before()), " -> ", RuleName(rules.after()));
  return absl::StrCat(Cases(rules.cases()), " by ", how);
}

std::string LineText(const admin::v1::ConditionLine& line) {
  std::vector<std::string> conditions;
  for (const admin::v1::Condition& condition : line.conditions()) {
    conditions.push_back(absl::StrCat(condition.fact_id(), " = ", absl::StrJoin(condition.values(), " | ")));
  }
  return absl::StrCat(Cases(line.cases()), ": ", conditions.empty() ? "always" : absl::StrJoin(conditions, ", "));
}

void AddChange(const admin::v1::CaseChange& change, Page* page) {
  const std::string outcomes = change.before() == change.after()
                                   ? absl::StrCat(OutcomeName(change.before()), " by another rule")
                                   : absl::StrCat(OutcomeName(change.before()), " -> ", OutcomeName(change.after()));
  page->Strong(1, absl::StrCat(outcomes, ": ", Cases(change.cases())));
  for (const admin::v1::RulePair& rules : change.rules()) page->Text(2, RulesText(rules));
  if (!change.lines().empty()) page->Text(2, "when");
  for (const admin::v1::ConditionLine& line : change.lines()) page->Text(3, LineText(line), "- ");
  if (change.cases_beyond_lines() != "0" && !change.cases_beyond_lines().empty()) {
    page->Text(3, absl::StrCat(Cases(change.cases_beyond_lines()), " in lines beyond these"), "- ");
  }
  const bool same = change.request_to_before() == change.request_to_after();
  page->Text(2, same ? "shown by" : "shown before by");
  page->Verbatim(3, change.request_to_before());
  if (same) return;
  page->Text(2, "and after by");
  page->Verbatim(3, change.request_to_after());
}

void AddDeclaration(const admin::v1::DeclarationChange& change, Page* page) {
  const std::string attribute = change.attribute().empty() ? "" : absl::StrCat(", ", change.attribute());
  page->Text(2, absl::StrCat(EffectName(change.effect()), ": ", change.subject(), " ", change.id(), attribute));
  if (change.has_before()) page->Text(3, change.before(), "- ");
  if (change.has_after()) page->Text(3, change.after(), "+ ");
}

void AddPlatform(const admin::v1::PlatformDifference& difference, Page* page) {
  page->Heading(absl::StrCat(difference.platform(), ": ", EffectName(difference.effect())));
  page->Text(1, absl::StrCat(Cases(difference.cases()), ", ", difference.unchanged(), " of them decided as before"));
  for (const admin::v1::CaseChange& change : difference.verdict_changes()) AddChange(change, page);
  for (const admin::v1::CaseChange& change : difference.rule_changes()) AddChange(change, page);
  for (const admin::v1::ConditionChange& change : difference.condition_changes()) {
    page->Text(
        1, absl::StrCat(change.rule_id().empty() ? "would vouch" : change.rule_id(), " holds in ",
                        Cases(change.starts_to_hold()), " more, and in ", change.stops_holding(), " others no more"));
  }
  if (!difference.declarations().empty()) page->Strong(1, "Declared otherwise");
  for (const admin::v1::DeclarationChange& change : difference.declarations()) AddDeclaration(change, page);
}

void AddDifference(const admin::v1::PluginDifference& difference, Page* page) {
  for (const std::string& platform : difference.removed_platforms()) {
    page->Text(1, absl::StrCat("platform ", platform, " would go"));
  }
  for (const std::string& platform : difference.added_platforms()) {
    page->Text(1, absl::StrCat("platform ", platform, " would come"));
  }
  for (const admin::v1::PlatformDifference& platform : difference.platforms()) AddPlatform(platform, page);
}

}  // namespace

std::string PreviewPage(const admin::v1::PreviewUploadResponse& preview, const Terminal& terminal) {
  Page page(terminal);
  page.Line(absl::StrCat(NameOf(preview.plugin()), " would be ", StateText(preview.plugin(), terminal), "."));
  for (const std::string& cause : preview.plugin().causes()) page.Text(1, cause);
  if (!preview.has_serving()) {
    page.Line("No version of it serves now.");
  } else if (preview.has_difference()) {
    const admin::v1::Effect effect = preview.difference().effect();
    page.Line(absl::StrCat("Compared with ", NameOf(preview.serving()),
                           ", which serves: ", Styled(StyleOf(effect), EffectName(effect), terminal), "."));
  } else {
    page.Text(0, absl::StrCat("It can't be compared with ", NameOf(preview.serving()),
                              ", which serves: ", preview.not_compared()));
  }
  AddDifference(preview.difference(), &page);
  return page.text();
}

}  // namespace connection_advisor::client
