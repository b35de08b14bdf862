#include "client/advisorctl/card.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "client/advisorctl/page.h"
#include "client/advisorctl/text.h"
#include "client/advisorctl/why_not.h"

namespace connection_advisor::client {
namespace {

void AddReasons(const char* heading, const google::protobuf::RepeatedPtrField<v1::Reason>& reasons, Page* page) {
  if (reasons.empty()) return;
  page->Heading(heading);
  for (const v1::Reason& reason : reasons) {
    page->Text(1, absl::StrCat(reason.tentative() ? "Perhaps: " : "", reason.summary()), "- ");
    if (!reason.rationale().empty()) page->Text(2, reason.rationale());
    page->Aside(2, absl::StrCat("rule ", reason.rule_id()));
  }
}

void AddText(const char* heading, const std::string& text, absl::string_view mark, Page* page) {
  if (text.empty()) return;
  page->Heading(heading);
  page->Quote(1, text, mark);
}

void AddQuestions(const v1::Advice& advice, Page* page) {
  if (advice.questions().empty()) return;
  page->Heading("Questions, the best first (answer with --set FACT=VALUE)");
  int number = 0;
  for (const v1::Question& question : advice.questions()) {
    const std::string mark = absl::StrCat(++number, ". ");
    page->Text(1, question.text(), mark);
    page->Aside(1, absl::StrCat(question.fact_id(), ": ", absl::StrJoin(question.values(), " | ")),
                std::string(mark.size(), ' '));
  }
}

void AddAssumptions(const v1::Advice& advice, Page* page) {
  if (advice.assumptions().empty()) return;
  page->Heading("Assumed, since nobody said otherwise");
  for (const v1::Assumption& assumption : advice.assumptions()) {
    page->Text(1, absl::StrCat(assumption.fact_id(), " = ", assumption.value(),
                               assumption.pivotal() ? " (the verdict hangs on it)" : ""));
  }
}

void AddPossibleVerdicts(const v1::Advice& advice, const Terminal& terminal, Page* page) {
  if (advice.possible_verdicts().empty()) return;
  page->Heading("Possible verdicts (share of open cases, no probability)");
  for (const v1::PossibleVerdict& possible : advice.possible_verdicts()) {
    page->Line(absl::StrCat("  ", InColourOf(possible.verdict(), Padded(VerdictName(possible.verdict()), 12), terminal),
                            " ", ShareText(possible.share_of_cases())));
    page->Aside(2, absl::StrCat("by ", absl::StrJoin(possible.rule_ids(), ", ")));
  }
}

bool IsFull(const v1::Advice& advice) { return !advice.facts().empty(); }

void AddWhatIfs(const v1::Advice& advice, Page* page) {
  if (!IsFull(advice) || advice.verdict() == v1::VERDICT_NEEDS_INFORMATION) return;
  page->Heading("What would change it");
  if (advice.what_ifs().empty()) page->Text(1, "No change of up to four of the facts that were stated.");
  for (const v1::WhatIf& what_if : advice.what_ifs()) {
    const std::string changes =
        absl::StrJoin(what_if.changes(), ", and ",
                      [](std::string* out, const v1::FactChange& change) { absl::StrAppend(out, ChangeText(change)); });
    page->Text(1, absl::StrCat(VerdictName(what_if.verdict()), " if ", changes), "- ");
  }
}

void AddSufficientFacts(const v1::Advice& advice, Page* page) {
  if (!IsFull(advice) || advice.verdict() == v1::VERDICT_NEEDS_INFORMATION) return;
  page->Heading("Enough to decide it, whatever else was said");
  if (advice.sufficient_facts().empty()) page->Text(1, "What is assumed is enough.");
  for (const std::string& fact_id : advice.sufficient_facts()) {
    for (const v1::FactInForce& fact : advice.facts()) {
      if (fact.fact_id() == fact_id) page->Text(1, absl::StrCat(fact_id, " = ", fact.value()), "- ");
    }
  }
}

std::string SourceName(v1::FactSource source) {
  if (!v1::FactSource_IsValid(source)) return "";
  return absl::AsciiStrToLower(absl::StripPrefix(v1::FactSource_Name(source), "FACT_SOURCE_"));
}

void AddFacts(const v1::Advice& advice, Page* page) {
  if (advice.facts().empty()) return;
  page->Heading("Facts, and where they come from");
  for (const v1::FactInForce& fact : advice.facts()) {
    const std::string value = fact.value().empty() ? "" : absl::StrCat(" = ", fact.value());
    page->Text(1, absl::StrCat(fact.fact_id(), value, " (", SourceName(fact.source()), ")"));
  }
}

}  // namespace

void AddVerdict(const v1::Advice& advice, const Terminal& terminal, Page* page) {
  page->Strong(0, advice.headline());
  page->Line(absl::StrCat("  ", InColourOf(advice.verdict(), VerdictName(advice.verdict()), terminal), " on ",
                          Printable(advice.platform())));
  if (advice.has_would_vouch()) {
    page->Text(1, advice.would_vouch() ? "You could recommend them." : "You could not recommend them.");
  }
}

std::string Card(const v1::Advice& advice, const Terminal& terminal) {
  Page page(terminal);
  AddVerdict(advice, terminal, &page);
  AddReasons("Why", advice.reasons(), &page);
  AddText("Next step", advice.next_step(), "", &page);
  AddText("Suggested reply", advice.suggested_reply(), "> ", &page);
  AddQuestions(advice, &page);
  AddReasons("Worth knowing", advice.notes(), &page);
  AddAssumptions(advice, &page);
  AddPossibleVerdicts(advice, terminal, &page);
  AddWhatIfs(advice, &page);
  AddSufficientFacts(advice, &page);
  AddWhyNot(advice, &page);
  AddFacts(advice, &page);
  const std::string sha256 =
      advice.plugin().sha256().empty() ? "" : absl::StrCat(", sha256 ", advice.plugin().sha256());
  const std::string request = advice.request_id().empty() ? "" : absl::StrCat(", request ", advice.request_id());
  page.Line("");
  page.Aside(
      0, absl::StrCat("decided by plugin ", advice.plugin().name(), " ", advice.plugin().version(), sha256, request));
  return page.text();
}

}  // namespace connection_advisor::client
