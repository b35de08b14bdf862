#include "client/advisorctl/why_not.h"

#include "absl/strings/str_cat.h"
#include "client/advisorctl/card.h"

namespace connection_advisor::client {

std::string ChangeText(const v1::FactChange& change) {
  const std::string instead =
      change.from().empty() ? " (nobody has said)" : absl::StrCat(" instead of ", change.from());
  return absl::StrCat(change.fact_id(), " were ", change.to(), instead);
}

void AddWhyNot(const v1::Advice& advice, Page* page) {
  if (!advice.has_why_not()) return;
  const v1::WhyNot& why_not = advice.why_not();
  page->Heading(absl::StrCat("Why not ", why_not.rule_id(), ", ", VerdictName(why_not.verdict())));
  page->Text(1, why_not.summary());
  if (why_not.changes().empty()) {
    page->Text(1, "It decides as it is.");
    return;
  }
  if (why_not.ruled_out()) page->Text(1, "What was said rules it out.");
  page->Text(1, "It would decide if");
  for (const v1::FactChange& change : why_not.changes()) page->Text(1, ChangeText(change), "- ");
}

std::string WhyNotPage(const v1::Advice& advice, const Terminal& terminal) {
  Page page(terminal);
  AddVerdict(advice, terminal, &page);
  AddWhyNot(advice, &page);
  return page.text();
}

}  // namespace connection_advisor::client
