#include "client/advisorctl/reply.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace connection_advisor::client {
namespace {

v1::Question QuestionWith(const std::vector<std::string>& values) {
  v1::Question question;
  question.mutable_values()->Assign(values.begin(), values.end());
  return question;
}

const v1::Question kAssessment = QuestionWith({"NOTHING_TO_SAY", "NEGATIVE", "NEUTRAL", "POSITIVE"});
const v1::Question kMet = QuestionWith({"false", "true"});
const v1::Question kCount = QuestionWith({"below 10", "at least 10 and below 20", "at least 20"});

// The value as text; a steering word in brackets; what is wrong after a "!".
std::string Read(const std::string& typed, const v1::Question& question, v1::FactKind kind) {
  const absl::StatusOr<Reply> reply = ReadReply(typed, question, kind);
  if (!reply.ok()) return absl::StrCat("!", reply.status().message());
  if (const auto* value = std::get_if<google::protobuf::Value>(&*reply)) {
    return value->has_number_value() ? std::to_string(value->number_value()) : value->string_value();
  }
  switch (std::get<Steer>(*reply)) {
    case Steer::kBack:
      return "[back]";
    case Steer::kSkip:
      return "[skip]";
    case Steer::kWhy:
      return "[why]";
    case Steer::kHelp:
      return "[help]";
    case Steer::kQuit:
      return "[quit]";
  }
  return "";
}

std::string ReadChoice(const std::string& typed) { return Read(typed, kAssessment, v1::FACT_KIND_CHOICE); }
std::string ReadBoolean(const std::string& typed) { return Read(typed, kMet, v1::FACT_KIND_BOOLEAN); }
std::string ReadInteger(const std::string& typed) { return Read(typed, kCount, v1::FACT_KIND_INTEGER); }

TEST(Reply, AChoiceIsAnsweredByNumberByWordOrByItsBeginning) {
  for (const char* typed : {"1", "NOTHING_TO_SAY", "nothing to say", "  Nothing-to  SAY ", "no", "nothing t"}) {
    EXPECT_EQ(ReadChoice(typed), "NOTHING_TO_SAY") << typed;
  }
  EXPECT_EQ(ReadChoice("4"), "POSITIVE");
  EXPECT_EQ(ReadChoice("p"), "POSITIVE");
}

TEST(Reply, ABeginningThatSeveralHaveIsNotGuessed) {
  EXPECT_EQ(ReadChoice("ne"), "!\"ne\" could be any of: negative, neutral; type more of it");
  EXPECT_EQ(ReadInteger("at least"),
            "!\"at least\" could be any of: at least 10 and below 20, at least 20; type more of it");
}

TEST(Reply, ABooleanIsYesOrNo) {
  for (const char* typed : {"y", "yes", "YES", "true", "t"}) EXPECT_EQ(ReadBoolean(typed), "true") << typed;
  for (const char* typed : {"n", "no", "false", "F"}) EXPECT_EQ(ReadBoolean(typed), "false") << typed;
  EXPECT_EQ(ReadBoolean("1"), "!\"1\" is no answer here; type y or n");
}

TEST(Reply, AnIntegerIsANumberOrTheTextOfAPart) {
  EXPECT_EQ(ReadInteger("0"), "0.000000");
  EXPECT_EQ(ReadInteger("2147483647"), "2147483647.000000");
  EXPECT_EQ(ReadInteger("below 10"), "below 10");
  EXPECT_EQ(ReadInteger("below"), "below 10");
  EXPECT_EQ(ReadInteger("at least 20"), "at least 20");
  EXPECT_EQ(ReadInteger("2147483648"), "!2147483648 is above 2147483647, the largest number there can be");
  EXPECT_EQ(ReadInteger("99999999999999999999"),
            "!99999999999999999999 is above 2147483647, the largest number there can be");
  EXPECT_EQ(ReadInteger("1.5"),
            "!\"1.5\" is no answer here; type a whole number, or one of: below 10, at least 10 and "
            "below 20, at least 20");
  EXPECT_EQ(ReadInteger("ten"),
            "!\"ten\" is no answer here; type a whole number, or one of: below 10, at least 10 and "
            "below 20, at least 20");
}

TEST(Reply, WordsSteerTheInterview) {
  for (const char* typed : {"b", "back", "BACK"}) EXPECT_EQ(ReadChoice(typed), "[back]") << typed;
  for (const char* typed : {"s", "skip", "don't know", "Don’t know", "dont know"}) {
    EXPECT_EQ(ReadChoice(typed), "[skip]") << typed;
  }
  for (const char* typed : {"?", "why"}) EXPECT_EQ(ReadChoice(typed), "[why]") << typed;
  for (const char* typed : {"h", "help"}) EXPECT_EQ(ReadChoice(typed), "[help]") << typed;
  for (const char* typed : {"q", "quit"}) EXPECT_EQ(ReadChoice(typed), "[quit]") << typed;
}

TEST(Reply, AValueInFullGoesBeforeASteeringWordAndThatBeforeABeginning) {
  const v1::Question question = QuestionWith({"BACK", "SKILLED", "QUITE_GOOD"});
  EXPECT_EQ(Read("back", question, v1::FACT_KIND_CHOICE), "BACK");
  EXPECT_EQ(Read("b", question, v1::FACT_KIND_CHOICE), "[back]");
  EXPECT_EQ(Read("s", question, v1::FACT_KIND_CHOICE), "[skip]");
  EXPECT_EQ(Read("quit", question, v1::FACT_KIND_CHOICE), "[quit]");
  EXPECT_EQ(Read("ski", question, v1::FACT_KIND_CHOICE), "SKILLED");
}

TEST(Reply, WhatIsNoAnswerSaysWhatWouldBe) {
  EXPECT_EQ(ReadChoice("5"),
            "!\"5\" is no answer here; type 1 to 4, or one of: nothing to say, negative, neutral, positive");
  EXPECT_EQ(ReadChoice("0"),
            "!\"0\" is no answer here; type 1 to 4, or one of: nothing to say, negative, neutral, positive");
  EXPECT_EQ(ReadBoolean("maybe"), "!\"maybe\" is no answer here; type y or n");
  EXPECT_EQ(ReadBoolean(" "), "!type y or n");
}

// A platform may have been replaced by one with another fact since it was described.
TEST(Reply, AFactOfUnknownKindIsAnsweredByItsValues) {
  EXPECT_EQ(Read("pos", kAssessment, v1::FACT_KIND_UNSPECIFIED), "POSITIVE");
  EXPECT_EQ(Read("true", kMet, v1::FACT_KIND_UNSPECIFIED), "true");
}

TEST(Reply, ValuesAreShownInPlainWords) {
  EXPECT_EQ(PlainWords("NOTHING_TO_SAY", v1::FACT_KIND_CHOICE), "nothing to say");
  EXPECT_EQ(PlainWords("true", v1::FACT_KIND_BOOLEAN), "yes");
  EXPECT_EQ(PlainWords("false", v1::FACT_KIND_BOOLEAN), "no");
  EXPECT_EQ(PlainWords("at least 20", v1::FACT_KIND_INTEGER), "at least 20");
}

}  // namespace
}  // namespace connection_advisor::client
