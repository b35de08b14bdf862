#include "client/advisorctl/reply.h"

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace connection_advisor::client {
namespace {

struct SteeringWord {
  absl::string_view word;
  Steer steer;
};

constexpr SteeringWord kSteeringWords[] = {
    {"b", Steer::kBack},         {"back", Steer::kBack}, {"s", Steer::kSkip},    {"skip", Steer::kSkip},
    {"dont know", Steer::kSkip}, {"?", Steer::kWhy},     {"why", Steer::kWhy},   {"h", Steer::kHelp},
    {"help", Steer::kHelp},      {"q", Steer::kQuit},    {"quit", Steer::kQuit},
};

// One way to write one of the answers.
struct Spelling {
  std::string words;
  int answer;
};

// "Don't  Know" and "DONT_KNOW" are the same words.
std::string Words(absl::string_view text) {
  std::string words = absl::AsciiStrToLower(absl::StrReplaceAll(text, {{"_", " "}, {"-", " "}, {"'", ""}, {"’", ""}}));
  absl::RemoveExtraAsciiWhitespace(&words);
  return words;
}

std::vector<Spelling> SpellingsOf(const v1::Question& question, v1::FactKind kind) {
  std::vector<Spelling> spellings;
  for (int i = 0; i < question.values_size(); ++i) {
    spellings.push_back({Words(question.values(i)), i});
    if (kind == v1::FACT_KIND_BOOLEAN) spellings.push_back({PlainWords(question.values(i), kind), i});
  }
  return spellings;
}

Reply AnswerNumbered(const v1::Question& question, int answer) {
  google::protobuf::Value value;
  value.set_string_value(question.values(answer));
  return value;
}

bool IsNumber(absl::string_view words) {
  return !words.empty() && words.find_first_not_of("0123456789") == absl::string_view::npos;
}

absl::StatusOr<Reply> Count(absl::string_view words) {
  int32_t count = 0;
  if (!absl::SimpleAtoi(words, &count)) {
    return absl::InvalidArgumentError(absl::StrCat(words, " is above 2147483647, the largest number there can be"));
  }
  google::protobuf::Value value;
  value.set_number_value(count);
  return Reply(value);
}

std::optional<Steer> SteeringWordOf(absl::string_view words) {
  for (const SteeringWord& row : kSteeringWords) {
    if (row.word == words) return row.steer;
  }
  return std::nullopt;
}

std::string ListOf(const v1::Question& question, v1::FactKind kind, const std::vector<bool>& which) {
  std::vector<std::string> listed;
  for (int i = 0; i < question.values_size(); ++i) {
    if (which[i]) listed.push_back(PlainWords(question.values(i), kind));
  }
  return absl::StrJoin(listed, ", ");
}

std::string Answers(const v1::Question& question, v1::FactKind kind) {
  const std::string all = ListOf(question, kind, std::vector<bool>(question.values_size(), true));
  switch (kind) {
    case v1::FACT_KIND_INTEGER:
      return absl::StrCat("a whole number, or one of: ", all);
    case v1::FACT_KIND_CHOICE:
      return absl::StrCat("1 to ", question.values_size(), ", or one of: ", all);
    case v1::FACT_KIND_BOOLEAN:
      return "y or n";
    default:
      return absl::StrCat("one of: ", all);
  }
}

// The one answer that begins so.
absl::StatusOr<Reply> Beginning(absl::string_view words, absl::string_view typed, const v1::Question& question,
                                v1::FactKind kind, const std::vector<Spelling>& spellings) {
  std::vector<bool> fits(question.values_size());
  int fitting = 0;
  int last = 0;
  for (const Spelling& spelling : spellings) {
    if (fits[spelling.answer] || !absl::StartsWith(spelling.words, words)) continue;
    fits[spelling.answer] = true;
    last = spelling.answer;
    ++fitting;
  }
  if (fitting == 1) return AnswerNumbered(question, last);
  if (fitting > 1) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", typed, "\" could be any of: ", ListOf(question, kind, fits), "; type more of it"));
  }
  return absl::InvalidArgumentError(absl::StrCat("\"", typed, "\" is no answer here; type ", Answers(question, kind)));
}

}  // namespace

absl::StatusOr<Reply> ReadReply(absl::string_view typed, const v1::Question& question, v1::FactKind kind) {
  const std::string words = Words(typed);
  if (kind == v1::FACT_KIND_INTEGER && IsNumber(words)) return Count(words);
  const std::vector<Spelling> spellings = SpellingsOf(question, kind);
  for (const Spelling& spelling : spellings) {
    if (spelling.words == words) return AnswerNumbered(question, spelling.answer);
  }
  if (const std::optional<Steer> steer = SteeringWordOf(words)) return *steer;
  if (kind == v1::FACT_KIND_CHOICE && IsNumber(words)) {
    int place = 0;
    if (absl::SimpleAtoi(words, &place) && place >= 1 && place <= question.values_size()) {
      return AnswerNumbered(question, place - 1);
    }
  }
  if (words.empty()) return absl::InvalidArgumentError(absl::StrCat("type ", Answers(question, kind)));
  return Beginning(words, typed, question, kind, spellings);
}

std::string PlainWords(absl::string_view value, v1::FactKind kind) {
  switch (kind) {
    case v1::FACT_KIND_BOOLEAN:
      return value == "true" ? "yes" : "no";
    case v1::FACT_KIND_CHOICE:
      return absl::AsciiStrToLower(absl::StrReplaceAll(value, {{"_", " "}}));
    default:
      return absl::StrCat(value);
  }
}

}  // namespace connection_advisor::client
