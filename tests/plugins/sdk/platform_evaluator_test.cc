// What the C++ face writes into the structures of the ABI.
#include "connection_advisor/platform_evaluator.h"

#include <string>

#include "gtest/gtest.h"

namespace connection_advisor {
namespace {

enum class Size { kSmall, kMiddling, kLarge };

constexpr const char* const colours[] = {"RED", "GREEN"};
constexpr CutPoint sizes[] = {At(10), AtParameter("large")};

constexpr auto met = Boolean("relationship.met_in_person").Favourable().MemberCanAct();
constexpr auto worked = Choice<WorkedTogether>("relationship.worked_together").Assumed(WorkedTogether::kVirtually);
constexpr auto colour = OwnChoice<Part>("garden.colour", "Which colour?", colours);
constexpr auto size = OwnInteger<Size>("garden.size", "How large?", sizes);
constexpr auto invited = OwnBoolean("garden.invited", "Were you invited?").Assumed(false);

constexpr FactTable facts{met, worked, colour, size, invited};

bool Large(Case c) { return size(c) == Size::kLarge; }

constexpr Rule rules[] = {
    Rule("large", Large, kMeetFirst, "It is large.").Because("because").NextStep("next").Reply("reply"),
    Rule("met", Holds<met>, kConnect, "You have met."),
    Rule("otherwise", kOtherwise, kDecline, "It is not."),
};

constexpr ExampleTable examples{
    ExampleOf("one", {met.Is(true)}, kConnect, "met"),
    ExampleOf("two", {met.Is(false), size.Is(Size::kLarge)}, kMeetFirst, "large"),
};

constexpr advisor_evaluator garden =
    Evaluator("garden", "Garden", "Growing things", 3).Facts(facts).Rules(rules).Examples(examples);
constexpr const advisor_evaluator* evaluators[] = {&garden};
constexpr advisor_plugin plugin = Plugin("garden", "1.2.3", evaluators);

// A reader that answers everything with one value.
struct OneAnswer : advisor_reader {
  explicit OneAnswer(uint32_t value)
      : advisor_reader{sizeof(advisor_reader),
                       [](const advisor_reader* reader, const advisor_fact*) {
                         return static_cast<const OneAnswer*>(reader)->answer;
                       }},
        answer(value) {}
  uint32_t answer;
};

TEST(PlatformEvaluator, WritesFactsInTheirOrder) {
  ASSERT_EQ(garden.fact_count, 5u);
  EXPECT_EQ(garden.facts[0], &met.row);
  EXPECT_EQ(garden.facts[4], &invited.row);
}

TEST(PlatformEvaluator, LeavesQuestionAndAssumptionOfAContractFactOpen) {
  EXPECT_EQ(met.row.question, nullptr);
  EXPECT_EQ(met.row.kind, static_cast<uint32_t>(ADVISOR_BOOLEAN));
  EXPECT_EQ(met.row.assumption, ADVISOR_NO_ASSUMPTION);
  EXPECT_EQ(met.row.flags, static_cast<uint32_t>(ADVISOR_FAVOURABLE | ADVISOR_MEMBER_CAN_ACT));
}

TEST(PlatformEvaluator, TakesTheValuesOfAChoiceFromTheContract) {
  ASSERT_EQ(worked.row.value_count, 3u);
  EXPECT_STREQ(worked.row.values[1], "VIRTUALLY");
  EXPECT_EQ(worked.row.assumption, 1);
  EXPECT_EQ(worked.row.flags, 0u);
}

TEST(PlatformEvaluator, WritesOwnFactsWithQuestionValuesAndCutPoints) {
  EXPECT_STREQ(colour.row.question, "Which colour?");
  EXPECT_EQ(colour.row.value_count, 2u);
  EXPECT_EQ(invited.row.assumption, 0);
  ASSERT_EQ(size.row.cut_point_count, 2u);
  EXPECT_EQ(size.row.cut_points[0].number, 10);
  EXPECT_EQ(size.row.cut_points[0].parameter, nullptr);
  EXPECT_STREQ(size.row.cut_points[1].parameter, "large");
  EXPECT_EQ(size.row.cut_point_size, sizeof(advisor_cut_point));
}

TEST(PlatformEvaluator, ReadsAFactByCallingIt) {
  const OneAnswer no(0), yes(1), two(2);
  EXPECT_FALSE(met(&no));
  EXPECT_TRUE(met(&yes));
  EXPECT_EQ(worked(&two), WorkedTogether::kInPerson);
  EXPECT_FALSE(garden.rules[0].condition(&yes));
  EXPECT_TRUE(garden.rules[0].condition(&two));
  EXPECT_TRUE(garden.rules[1].condition(&yes));
  EXPECT_EQ(garden.rules[2].condition, nullptr);
}

TEST(PlatformEvaluator, WritesRulesWithAllTheirTexts) {
  ASSERT_EQ(garden.rule_count, 3u);
  EXPECT_EQ(garden.rule_size, sizeof(advisor_rule));
  const advisor_rule& large = garden.rules[0];
  EXPECT_STREQ(large.id, "large");
  EXPECT_EQ(large.outcome, static_cast<uint32_t>(ADVISOR_MEET_FIRST));
  EXPECT_STREQ(large.summary, "It is large.");
  EXPECT_STREQ(large.rationale, "because");
  EXPECT_STREQ(large.next_step, "next");
  EXPECT_STREQ(large.reply, "reply");
  EXPECT_EQ(garden.rules[1].reply, nullptr);
}

TEST(PlatformEvaluator, GivesEachExampleItsOwnFacts) {
  ASSERT_EQ(garden.example_count, 2u);
  EXPECT_EQ(garden.example_size, sizeof(advisor_example));
  const advisor_example& two = garden.examples[1];
  ASSERT_EQ(two.fact_count, 2u);
  EXPECT_EQ(two.fact_size, sizeof(advisor_example_fact));
  EXPECT_EQ(two.facts[0].fact, &met.row);
  EXPECT_EQ(two.facts[0].value, 0u);
  EXPECT_EQ(two.facts[1].fact, &size.row);
  EXPECT_EQ(two.facts[1].value, 2u);
  EXPECT_STREQ(two.rule_id, "large");
  EXPECT_EQ(garden.examples[0].fact_count, 1u);
}

TEST(PlatformEvaluator, SizesEveryStructure) {
  EXPECT_EQ(garden.struct_size, sizeof(advisor_evaluator));
  EXPECT_EQ(garden.parameter_size, sizeof(advisor_parameter));
  EXPECT_EQ(met.row.struct_size, sizeof(advisor_fact));
  EXPECT_EQ(plugin.struct_size, sizeof(advisor_plugin));
  EXPECT_EQ(plugin.abi_minor, static_cast<uint32_t>(ADVISOR_ABI_MINOR));
  EXPECT_EQ(plugin.evaluators[0], &garden);
  EXPECT_EQ(garden.would_vouch, nullptr);
  EXPECT_EQ(garden.letter, nullptr);
}

}  // namespace
}  // namespace connection_advisor
