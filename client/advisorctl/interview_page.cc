#include "client/advisorctl/interview_page.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "client/advisorctl/page.h"
#include "client/advisorctl/reply.h"
#include "client/advisorctl/text.h"

namespace connection_advisor::client {
namespace {

constexpr char kHowToAnswer[] =
    "Answer by number, by word, or by its first letters. s skips, b goes back, ? says what is "
    "still open, h helps, q ends.";

constexpr char kHelp[] = R"(  1, 2, ...      the answer with that number; where a number is asked for, the number
  pos            an answer by its first letters
  y, n           yes or no
  s, skip        or don't know: it stays unknown, and the next best question is asked
  b, back        the question before, again
  ?, why         what is still open, and by which rules
  q, quit        the end, undecided
)";

constexpr char kPlainCharacters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./=:,-";

const v1::PlatformFact* FindFact(absl::string_view fact_id, const v1::Platform& platform) {
  const auto fact = std::find_if(platform.facts().begin(), platform.facts().end(),
                                 [&](const v1::PlatformFact& candidate) { return candidate.id() == fact_id; });
  return fact == platform.facts().end() ? nullptr : &*fact;
}

std::string SummaryOf(const std::string& rule_id, const v1::Platform& platform) {
  for (const v1::PlatformRule& rule : platform.rules()) {
    if (rule.id() == rule_id) return rule.summary();
  }
  return rule_id;
}

// A word as the shell takes it.
std::string Quoted(absl::string_view text) {
  std::string printable = Printable(text);
  if (printable.find_first_not_of(kPlainCharacters) == std::string::npos) return printable;
  return absl::StrCat("'", absl::StrReplaceAll(printable, {{"'", "'\\''"}}), "'");
}

std::string ValueText(const google::protobuf::Value& value) {
  if (value.has_number_value()) return absl::StrCat(static_cast<int64_t>(value.number_value()));
  return value.string_value();
}

}  // namespace

std::string Greeting(const v1::Platform& platform, const Terminal& terminal) {
  Page page(terminal);
  const std::string& name = platform.display_name().empty() ? platform.id() : platform.display_name();
  page.Line(absl::StrCat(Bold(Printable(name), terminal), ": ", Printable(platform.purpose())));
  page.Aside(0, kHowToAnswer);
  page.Line("");
  return page.text();
}

std::string AnsweringHelp() { return kHelp; }

std::string OpenLine(const v1::Advice& advice, const Terminal& terminal) {
  const std::string verdicts = absl::StrJoin(
      advice.possible_verdicts(), Faint(", ", terminal), [&](std::string* out, const v1::PossibleVerdict& possible) {
        absl::StrAppend(out, InColourOf(possible.verdict(), VerdictName(possible.verdict()), terminal), " ",
                        ShareText(possible.share_of_cases()));
      });
  return absl::StrCat("  ", Faint("Open: ", terminal), verdicts, Faint(" (of cases, no probability)", terminal), "\n");
}

std::string QuestionPage(int number, const v1::Question& question, v1::FactKind kind, const Terminal& terminal) {
  Page page(terminal);
  page.Line("");
  const std::string mark = absl::StrCat(number, ". ");
  page.Strong(0, question.text(), mark);
  if (kind == v1::FACT_KIND_BOOLEAN) return page.text();
  for (int i = 0; i < question.values_size(); ++i) {
    const std::string place = kind == v1::FACT_KIND_CHOICE ? absl::StrCat(i + 1, "  ") : "-  ";
    page.Text(2, PlainWords(question.values(i), kind), place);
  }
  return page.text();
}

std::string Prompt(const v1::Question& question, v1::FactKind kind) {
  switch (kind) {
    case v1::FACT_KIND_BOOLEAN:
      return "  [y/n] > ";
    case v1::FACT_KIND_INTEGER:
      return "  [a number] > ";
    case v1::FACT_KIND_CHOICE:
      return absl::StrCat("  [1-", question.values_size(), "] > ");
    default:
      return "  > ";
  }
}

std::string OpenPage(const v1::Advice& advice, const std::vector<const v1::Question*>& remaining,
                     const v1::Platform& platform, const Terminal& terminal) {
  Page page(terminal);
  page.Heading("Still open");
  page.Aside(1, "The shares count the cases that fit what you have said, each once. They are no probabilities.");
  for (const v1::PossibleVerdict& possible : advice.possible_verdicts()) {
    page.Line(absl::StrCat("  ", InColourOf(possible.verdict(), Padded(VerdictName(possible.verdict()), 12), terminal),
                           " ", ShareText(possible.share_of_cases()), ", if"));
    for (const std::string& rule : possible.rule_ids()) page.Text(2, SummaryOf(rule, platform), "- ");
  }
  if (!advice.assumptions().empty()) {
    page.Heading("Taken for granted (say otherwise with --set)");
    for (const v1::Assumption& assumption : advice.assumptions()) {
      const v1::PlatformFact* fact = FindFact(assumption.fact_id(), platform);
      page.Text(1,
                absl::StrCat(fact == nullptr ? assumption.fact_id() : fact->question(), " ",
                             PlainWords(assumption.value(), KindOf(assumption.fact_id(), platform))),
                "- ");
      page.Aside(2, absl::StrCat(assumption.fact_id(), "=", assumption.value()));
    }
  }
  if (remaining.size() > 1) {
    page.Heading("What else could settle it, the best first");
    for (size_t i = 1; i < remaining.size(); ++i) page.Text(1, remaining[i]->text(), "- ");
  }
  return page.text();
}

std::string StepText(const Interview::Step& step, const v1::Platform& platform) {
  if (!step.answer) return "skipped";
  return PlainWords(ValueText(*step.answer), KindOf(step.fact_id, platform));
}

std::string CommandLineOf(absl::string_view command, const Arguments& arguments,
                          const std::vector<Interview::Step>& steps) {
  // The platform as it was named: what the server calls it is not for a shell.
  std::string line = absl::StrCat("advisorctl ", command, " ", Quoted(arguments.platforms.front()));
  for (const std::string& statement : arguments.statements) absl::StrAppend(&line, " --set ", Quoted(statement));
  for (const Interview::Step& step : steps) {
    if (!step.answer) continue;
    absl::StrAppend(&line, " --set ", Quoted(absl::StrCat(step.fact_id, "=", ValueText(*step.answer))));
  }
  if (arguments.full) absl::StrAppend(&line, " --full");
  for (const std::string& word : arguments.server_words) absl::StrAppend(&line, " ", Quoted(word));
  return line;
}

v1::FactKind KindOf(absl::string_view fact_id, const v1::Platform& platform) {
  const v1::PlatformFact* fact = FindFact(fact_id, platform);
  return fact == nullptr ? v1::FACT_KIND_UNSPECIFIED : fact->kind();
}

}  // namespace connection_advisor::client
