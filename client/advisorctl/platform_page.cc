#include "client/advisorctl/platform_page.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/advisorctl/page.h"
#include "client/advisorctl/text.h"

namespace connection_advisor::client {
namespace {

std::string SharesText(const v1::Platform& platform) {
  std::vector<std::string> shares;
  for (const v1::VerdictShare& share : platform.verdict_shares()) {
    if (share.share_of_cases() == 0) continue;
    shares.push_back(absl::StrCat(VerdictName(share.verdict()), " ", ShareText(share.share_of_cases())));
  }
  return absl::StrJoin(shares, ", ");
}

void AddTitle(const v1::Platform& platform, const Terminal& terminal, Page* page) {
  page->Line(absl::StrCat(Bold(Printable(platform.id()), terminal), "  ", Printable(platform.display_name())));
  page->Text(1, platform.purpose());
  page->Aside(1, absl::StrCat("plugin ", platform.plugin().name(), " ", platform.plugin().version(), "; ",
                              platform.possible_cases(),
                              " possible cases (share of cases, no probability): ", SharesText(platform)));
}

std::string TraitsOf(const v1::PlatformFact& fact) {
  std::vector<std::string> traits;
  if (!fact.assumption().empty()) traits.push_back(absl::StrCat("assumed: ", fact.assumption()));
  if (fact.favourable()) traits.emplace_back("favourable");
  if (fact.member_can_act()) traits.emplace_back("you can act on it");
  if (fact.own()) traits.emplace_back("of this platform only");
  if (fact.notes_only()) traits.emplace_back("for notes only");
  return absl::StrJoin(traits, "; ");
}

void AddFacts(const v1::Platform& platform, Page* page) {
  page->Heading("Facts");
  for (const v1::PlatformFact& fact : platform.facts()) {
    page->Text(1, absl::StrCat(fact.id(), ": ", absl::StrJoin(fact.values(), " | ")), "- ");
    page->Text(2, fact.question());
    const std::string traits = TraitsOf(fact);
    if (!traits.empty()) page->Aside(2, traits);
  }
}

std::string OutcomeOf(const v1::PlatformRule& rule) {
  switch (rule.kind()) {
    case v1::RULE_KIND_IMPOSSIBLE:
      return "impossible";
    case v1::RULE_KIND_NOTE:
      return "note";
    default:
      return VerdictName(rule.verdict());
  }
}

void AddRules(const v1::Platform& platform, Page* page) {
  page->Heading("Rules: the first that holds decides");
  for (const v1::PlatformRule& rule : platform.rules()) {
    const std::string cases =
        rule.cases().empty() ? "" : absl::StrCat("; ", rule.cases(), rule.cases() == "1" ? " case" : " cases");
    page->Text(1, absl::StrCat(rule.id(), ": ", OutcomeOf(rule), cases), "- ");
    page->Text(2, rule.summary());
    if (!rule.rationale().empty()) page->Aside(2, rule.rationale());
  }
}

void AddParameters(const v1::Platform& platform, Page* page) {
  if (platform.parameters().empty()) return;
  page->Heading("Parameters");
  for (const v1::PlatformParameter& parameter : platform.parameters()) {
    page->Text(1, absl::StrCat(parameter.id(), " = ", parameter.value(), ": ", parameter.description()), "- ");
    page->Aside(2, absl::StrCat("from ", parameter.minimum(), " to ", parameter.maximum(), ", by default ",
                                parameter.default_value(), "; ", parameter.source()));
  }
}

}  // namespace

std::string PlatformList(const std::vector<v1::Platform>& platforms, const Terminal& terminal) {
  if (platforms.empty()) return "No platform is loaded.\n";
  Page page(terminal);
  for (const v1::Platform& platform : platforms) {
    if (&platform != &platforms.front()) page.Line("");
    AddTitle(platform, terminal, &page);
  }
  return page.text();
}

std::string PlatformPage(const v1::Platform& platform, const Terminal& terminal) {
  Page page(terminal);
  AddTitle(platform, terminal, &page);
  AddFacts(platform, &page);
  AddRules(platform, &page);
  AddParameters(platform, &page);
  if (platform.question_order() == v1::QUESTION_ORDER_ESTIMATED) {
    page.Heading("Questions");
    page.Text(1, "Too many states of knowledge to know the best order of them: it is estimated.");
  }
  return page.text();
}

}  // namespace connection_advisor::client
