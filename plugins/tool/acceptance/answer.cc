#include "plugins/tool/acceptance/answer.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/advice/contradiction.h"

namespace connection_advisor::tool {
namespace {

using advice::RuleSet;
using platform::Outcome;
using platform::Platform;

Verdict VerdictOf(const std::optional<Outcome>& outcome) {
  if (!outcome) return Verdict::kNeedsInformation;
  switch (*outcome) {
    case Outcome::kConnect:
      return Verdict::kConnect;
    case Outcome::kMeetFirst:
      return Verdict::kMeetFirst;
    default:
      return Verdict::kDecline;
  }
}

std::string Ids(const Platform& platform, const RuleSet& rules) {
  std::vector<std::string> ids;
  for (uint32_t rule = 0; rule < platform.rules.size(); ++rule) {
    if (rules.test(rule)) ids.push_back(platform.rules[rule].id);
  }
  return absl::StrJoin(ids, ", ");
}

std::string QuestionText(const Platform& platform, const std::optional<uint32_t>& fact) {
  return fact ? absl::StrCat("asks first about ", platform.facts[*fact].id) : "asks nothing";
}

}  // namespace

Answer Asker::Ask(const std::vector<uint8_t>& stated) {
  Answer answer;
  if (!advice::Decide(platform_, stated.data(), scratch_, &decision_)) {
    answer.verdict = Verdict::kImpossible;
    for (const uint32_t rule : advice::FindConflict(platform_, stated.data(), scratch_.visited).rules) {
      answer.rules.set(rule);
    }
    return answer;
  }
  answer.verdict = VerdictOf(decision_.verdict);
  answer.reasons = decision_.reasons;
  if (!answer.reasons.empty() && !answer.reasons.front().tentative) answer.rules.set(answer.reasons.front().rule);
  for (const uint32_t note : decision_.notes) answer.notes.set(note);
  if (!decision_.verdict && !decision_.questions.empty()) answer.first_question = decision_.questions.front();
  return answer;
}

std::vector<std::string> Differences(const Platform& platform, const Expectation& expected, const Answer& answer) {
  std::vector<std::string> differences;
  if (answer.verdict != expected.verdict) {
    differences.push_back(absl::StrCat("the verdict is ", std::string(NameOf(answer.verdict)), ", not ",
                                       std::string(NameOf(expected.verdict))));
  }
  if (expected.rule && !answer.rules.test(*expected.rule)) {
    differences.push_back(absl::StrCat(answer.rules.any() ? Ids(platform, answer.rules) : "no single rule",
                                       " is the reason, not ", platform.rules[*expected.rule].id));
  }
  const RuleSet missing = expected.notes & ~answer.notes;
  if (missing.any()) differences.push_back(absl::StrCat("not said: ", Ids(platform, missing)));
  const RuleSet unwanted = expected.without_notes & answer.notes;
  if (unwanted.any()) differences.push_back(absl::StrCat("said all the same: ", Ids(platform, unwanted)));
  if (expected.first_question && answer.first_question != expected.first_question) {
    differences.push_back(absl::StrCat("it ", QuestionText(platform, answer.first_question), ", not about ",
                                       platform.facts[*expected.first_question].id));
  }
  return differences;
}

bool DifferWhereExpected(const Expectation& expected, const Answer& a, const Answer& b) {
  if (a.verdict != b.verdict) return true;
  if (expected.rule && a.rules.test(*expected.rule) != b.rules.test(*expected.rule)) return true;
  if (((a.notes ^ b.notes) & (expected.notes | expected.without_notes)).any()) return true;
  return expected.first_question &&
         (a.first_question == expected.first_question) != (b.first_question == expected.first_question);
}

std::string Summary(const Platform& platform, const Expectation& expected) {
  std::string text(NameOf(expected.verdict));
  if (expected.rule) absl::StrAppend(&text, " by ", platform.rules[*expected.rule].id);
  if (expected.first_question) absl::StrAppend(&text, ", ", QuestionText(platform, expected.first_question));
  if (expected.notes.any()) absl::StrAppend(&text, ", noting ", Ids(platform, expected.notes));
  if (expected.without_notes.any()) absl::StrAppend(&text, ", not noting ", Ids(platform, expected.without_notes));
  return text;
}

std::string Summary(const Platform& platform, const Answer& answer) {
  std::string text(NameOf(answer.verdict));
  if (answer.rules.any()) absl::StrAppend(&text, " by ", Ids(platform, answer.rules));
  if (answer.verdict == Verdict::kNeedsInformation) {
    absl::StrAppend(&text, ", ", QuestionText(platform, answer.first_question));
  }
  if (answer.notes.any()) absl::StrAppend(&text, ", noting ", Ids(platform, answer.notes));
  return text;
}

}  // namespace connection_advisor::tool
