// Facts that are stated in `facts`.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "service/facts/binding.h"
#include "service/facts/contract_fields.h"
#include "tests/service/facts/requests.h"
#include "tests/service/facts/sample_platform.h"

namespace connection_advisor::facts {
namespace {

using google::protobuf::Value;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// What an entry comes to: its fact's value, or "wrong".
std::string Entry(const platform::Platform& platform, const std::string& id, const Value& value) {
  const Bound bound = CheckedAndBound(RequestWith(id, value), platform);
  if (!bound.violations.empty()) {
    EXPECT_THAT(Fields(bound.violations), ElementsAre("facts[\"" + id + "\"]"));
    return "wrong";
  }
  std::string entry = ValueOf(platform, bound.facts, id);
  EXPECT_EQ(SourceOf(platform, bound.facts, id), entry == "unknown" ? Source::kUnknown : Source::kFactsEntry);
  return entry;
}

TEST(BindEntries, TakesEveryValueThatAnAnswerShows) {
  const platform::Platform platform = SamplePlatform();
  for (const platform::Fact& fact : platform.facts) {
    for (const std::string& value : fact.values)
      EXPECT_EQ(Entry(platform, fact.id, TextValue(value)), value) << fact.id;
  }
}

TEST(BindEntries, BindsWhatTheFieldWould) {
  const platform::Platform platform = SamplePlatform();
  for (const advisor_contract_fact& fact : advisor_contract_facts) {
    const int64_t count = fact.kind == ADVISOR_CHOICE ? fact.value_count : 2;
    for (int64_t value = 0; value < count; ++value) {
      v1::AdviseRequest request;
      SetField(&request, fact, "sample", value);
      const std::string by_field = ValueOf(platform, CheckedAndBound(request, platform).facts, fact.id);
      const Value entry = fact.kind == ADVISOR_BOOLEAN  ? BoolValue(value != 0)
                          : fact.kind == ADVISOR_CHOICE ? TextValue(std::string(fact.value_prefix) + fact.values[value])
                                                        : NumberValue(static_cast<double>(value));
      EXPECT_EQ(Entry(platform, fact.id, entry), by_field) << fact.id;
      SetEntry(&request, fact.id, entry);
      const Bound both = CheckedAndBound(request, platform);
      EXPECT_THAT(both.violations, IsEmpty());
      EXPECT_EQ(ValueOf(platform, both.facts, fact.id), by_field);
      EXPECT_EQ(SourceOf(platform, both.facts, fact.id), Source::kFactsEntry);
    }
  }
}

TEST(BindEntries, ReadsBooleansExactly) {
  const platform::Platform platform = SamplePlatform();
  for (const char* id : {"relationship.met_in_person", "sample.same_server"}) {
    EXPECT_EQ(Entry(platform, id, BoolValue(true)), "true");
    EXPECT_EQ(Entry(platform, id, BoolValue(false)), "false");
    EXPECT_EQ(Entry(platform, id, NullValue()), "unknown");
    for (const char* text :
         {"True", "TRUE", "yes", "1", "", " true", "BOOLEAN_UNSPECIFIED", "ASSESSMENT_UNSPECIFIED"}) {
      EXPECT_EQ(Entry(platform, id, TextValue(text)), "wrong") << text;
    }
    for (const Value& value : {NumberValue(1), NumberValue(0), ListValue(), ObjectValue(), Value()}) {
      EXPECT_EQ(Entry(platform, id, value), "wrong") << value.DebugString();
    }
  }
}

TEST(BindEntries, ReadsChoicesOfTheContractByShortAndFullName) {
  const platform::Platform platform = SamplePlatform();
  const std::string id = "relationship.my_assessment";
  EXPECT_EQ(Entry(platform, id, TextValue("NOTHING_TO_SAY")), "NOTHING_TO_SAY");
  EXPECT_EQ(Entry(platform, id, TextValue("ASSESSMENT_POSITIVE")), "POSITIVE");
  EXPECT_EQ(Entry(platform, id, TextValue("ASSESSMENT_UNSPECIFIED")), "unknown");
  EXPECT_EQ(Entry(platform, id, NullValue()), "unknown");
  for (const char* text : {"positive", "Positive", "UNSPECIFIED", "DIRECTION_UNSPECIFIED", "ASSESSMENT_", "",
                           "VIRTUALLY", "ASSESSMENT_ASSESSMENT_POSITIVE", " POSITIVE", "4"}) {
    EXPECT_EQ(Entry(platform, id, TextValue(text)), "wrong") << text;
  }
  for (const Value& value : {NumberValue(4), BoolValue(true), ListValue(), ObjectValue(), Value()}) {
    EXPECT_EQ(Entry(platform, id, value), "wrong") << value.DebugString();
  }
}

TEST(BindEntries, ReadsChoicesOfThePlatformByTheirName) {
  const platform::Platform platform = SamplePlatform();
  EXPECT_EQ(Entry(platform, "sample.mood", TextValue("MERRY")), "MERRY");
  EXPECT_EQ(Entry(platform, "sample.mood", NullValue()), "unknown");
  for (const char* text : {"merry", "MOOD_MERRY", "MOOD_UNSPECIFIED", ""}) {
    EXPECT_EQ(Entry(platform, "sample.mood", TextValue(text)), "wrong") << text;
  }
  EXPECT_EQ(Entry(platform, "sample.mood", NumberValue(1)), "wrong");
}

TEST(BindEntries, ReadsWholeNumbersAndTheTextsOfParts) {
  const platform::Platform platform = SamplePlatform();
  const struct {
    const char* id;
    const char* lowest;
    const char* highest;
  } rows[] = {{"member.connection_count", "below 10", "at least 500"},
              {"sample.invitations_today", "below 20", "at least 2147483647"}};
  for (const auto& row : rows) {
    EXPECT_EQ(Entry(platform, row.id, NumberValue(0)), row.lowest);
    EXPECT_EQ(Entry(platform, row.id, NumberValue(-0.0)), row.lowest);
    EXPECT_EQ(Entry(platform, row.id, NumberValue(2147483647)), row.highest);
    EXPECT_EQ(Entry(platform, row.id, NullValue()), "unknown");
    for (const double number : {-1.0, 0.5, 2147483648.0, 1e300, std::nan(""), std::numeric_limits<double>::infinity(),
                                -std::numeric_limits<double>::infinity()}) {
      EXPECT_EQ(Entry(platform, row.id, NumberValue(number)), "wrong") << number;
    }
    for (const char* text : {"10", "", "below 11", "Below 10", "at least 10", "COUNT_UNSPECIFIED", "unknown"}) {
      EXPECT_EQ(Entry(platform, row.id, TextValue(text)), "wrong") << text;
    }
    for (const Value& value : {BoolValue(true), ListValue(), ObjectValue(), Value()}) {
      EXPECT_EQ(Entry(platform, row.id, value), "wrong") << value.DebugString();
    }
  }
}

TEST(BindEntries, KnowsNothingByAnUnknownEntryAndLeavesTheField) {
  const platform::Platform platform = SamplePlatform();
  v1::AdviseRequest request = RequestOf("relationship { met_in_person: true my_assessment: ASSESSMENT_NEUTRAL }");
  SetEntry(&request, "relationship.met_in_person", NullValue());
  SetEntry(&request, "relationship.my_assessment", TextValue("ASSESSMENT_UNSPECIFIED"));
  const Bound bound = CheckedAndBound(request, platform);
  EXPECT_THAT(bound.violations, IsEmpty());
  EXPECT_EQ(ValueOf(platform, bound.facts, "relationship.met_in_person"), "true");
  EXPECT_EQ(SourceOf(platform, bound.facts, "relationship.met_in_person"), Source::kField);
  EXPECT_EQ(ValueOf(platform, bound.facts, "relationship.my_assessment"), "NEUTRAL");
}

TEST(BindEntries, RefusesAFactThatIsStatedTwiceDifferently) {
  v1::AdviseRequest request = RequestOf("relationship { met_in_person: true worked_together: WORKED_TOGETHER_NEVER }");
  SetEntry(&request, "relationship.met_in_person", BoolValue(false));
  SetEntry(&request, "relationship.worked_together", TextValue("VIRTUALLY"));
  // Whether the platform uses them or not.
  for (const platform::Platform& platform : {SamplePlatform(), BarePlatform()}) {
    EXPECT_THAT(CheckedAndBound(request, platform).violations,
                ElementsAre(Says("facts[\"relationship.met_in_person\"]",
                                 R"(Says "false", but relationship.met_in_person says "true")"),
                            Says("facts[\"relationship.worked_together\"]",
                                 R"(Says "VIRTUALLY", but relationship.worked_together says "NEVER")")));
  }
}

TEST(BindEntries, ComparesTwoNumbersByTheirParts) {
  v1::AdviseRequest request = RequestOf("member { connection_counts { key: 'sample' value: 20 } }");
  const platform::Platform platform = SamplePlatform();
  for (const Value& same : {NumberValue(20), NumberValue(499), TextValue("at least 10 and below 500")}) {
    SetEntry(&request, "member.connection_count", same);
    EXPECT_THAT(CheckedAndBound(request, platform).violations, IsEmpty()) << same.DebugString();
  }
  for (const Value& other : {NumberValue(500), TextValue("at least 500")}) {
    SetEntry(&request, "member.connection_count", other);
    EXPECT_THAT(
        CheckedAndBound(request, platform).violations,
        ElementsAre(Says("facts[\"member.connection_count\"]",
                         R"(Says "at least 500", but member.connection_counts["sample"] says "at least 10 and)")));
  }
}

TEST(BindEntries, ChecksFactsOfTheContractThatThePlatformDoesNotUse) {
  const platform::Platform platform = BarePlatform();
  const auto wrong = [&](const std::string& id, const Value& value) {
    return !CheckedAndBound(RequestWith(id, value), platform).violations.empty();
  };
  EXPECT_FALSE(wrong("candidate.is_recruiter", TextValue("true")));
  EXPECT_TRUE(wrong("candidate.is_recruiter", TextValue("perhaps")));
  EXPECT_FALSE(wrong("invitation.direction", TextValue("INCOMING")));
  EXPECT_TRUE(wrong("invitation.direction", NumberValue(1)));
  EXPECT_FALSE(wrong("member.connection_count", NumberValue(30)));
  EXPECT_TRUE(wrong("member.connection_count", NumberValue(0.5)));
  EXPECT_TRUE(wrong("member.connection_count", TextValue("below 10")));
}

TEST(BindEntries, NamesTheNearestIdForOneThatNobodyKnows) {
  v1::AdviseRequest request;
  SetEntry(&request, "sample.same_sever", BoolValue(true));
  SetEntry(&request, "met_in_person", BoolValue(true));
  SetEntry(&request, "favourite_colour", NullValue());
  EXPECT_THAT(
      CheckedAndBound(request, SamplePlatform()).violations,
      ElementsAre(Says("facts[\"favourite_colour\"]",
                       R"(Own facts of "sample": "sample.same_server", "sample.mood", "sample.invitations_today".)"),
                  Says("facts[\"met_in_person\"]", R"(Did you mean "relationship.met_in_person"?)"),
                  Says("facts[\"sample.same_sever\"]", R"(Did you mean "sample.same_server"?)")));
  EXPECT_THAT(CheckedAndBound(RequestWith("sample.same_server", BoolValue(true)), BarePlatform()).violations,
              ElementsAre(Says("facts[\"sample.same_server\"]", R"(The platform "bare" has no own facts.)")));
}

TEST(BindEntries, ExplainsTheFirstFewOfManyUnknownFacts) {
  const Violations violations = CheckedAndBound(RequestOfUnknownFacts(), SamplePlatform()).violations;
  ASSERT_EQ(violations.size(), 128u);
  EXPECT_EQ(CountOf("No fact has the id \"met_in_perso", violations), violations.size());
  for (const char* words : {"Did you mean", "A fact of the contract has", "Own facts of"}) {
    EXPECT_EQ(CountOf(words, {violations.begin(), violations.begin() + 8}), 8u) << words;
    EXPECT_EQ(CountOf(words, violations), 8u) << words;
  }
  EXPECT_EQ(CountOf("See above which facts there are.", violations), violations.size() - 8);
}

TEST(BindEntries, SaysWhatAFactTakes) {
  const platform::Platform platform = SamplePlatform();
  const auto said = [&](const std::string& id, const Value& value) {
    const Violations violations = CheckedAndBound(RequestWith(id, value), platform).violations;
    return violations.size() == 1 ? violations[0].description : "";
  };
  EXPECT_EQ(said("relationship.met_in_person", TextValue("yes")),
            R"("yes" is no value of this fact. Send true, false, or null if it is unknown.)");
  EXPECT_EQ(said("invitation.direction", NumberValue(1)),
            R"(The number 1 is no value of this fact. Send one of "INCOMING", "OUTGOING", or null if it is unknown.)");
  EXPECT_EQ(said("sample.mood", ListValue()),
            R"(A list is no value of this fact. Send one of "GLOOMY", "CALM", "MERRY", or null if it is unknown.)");
  EXPECT_EQ(said("member.connection_count", TextValue("30000")),
            R"("30000" is a text, not a number. Send a whole number from 0 to 2147483647, without quotes, one of )"
            R"("below 10", "at least 10 and below 500", "at least 500", or null if it is unknown.)");
  EXPECT_THAT(said("member.connection_count", NumberValue(2147483648)), HasSubstr("The number 2147483648 is no"));
  EXPECT_THAT(said("sample.mood", TextValue(std::string(10'000, 'x'))),
              AllOf(HasSubstr("xxx…\""), Not(HasSubstr(std::string(81, 'x')))));
}

TEST(BindEntries, ReportsNothingTwice) {
  const platform::Platform platform = SamplePlatform();
  v1::AdviseRequest request = RequestOf("relationship { personal_friend: true }");
  SetEntry(&request, "relationship.met_in_person", TextValue("yes"));
  SetEntry(&request, "relationship.personal_friend", BoolValue(false));
  SetEntry(&request, "member.connection_count", NumberValue(-1));
  EXPECT_EQ(Check(request).size(), 3u);
  EXPECT_EQ(CheckedAndBound(request, platform).violations.size(), 3u);
}

TEST(BindEntries, PrefixesItsFields) {
  BoundFacts bound;
  Violations violations;
  Bind(RequestWith("sample.mood", NumberValue(1)), SamplePlatform(), "request.", &bound, &violations);
  EXPECT_THAT(Fields(violations), ElementsAre("request.facts[\"sample.mood\"]"));
}

}  // namespace
}  // namespace connection_advisor::facts
