#include "service/analysis/declaration_changes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <utility>

namespace connection_advisor::analysis {

bool operator==(const DeclarationChange& a, const DeclarationChange& b) {
  return a.subject == b.subject && a.id == b.id && a.attribute == b.attribute && a.before == b.before &&
         a.after == b.after && a.effect == b.effect;
}

void PrintTo(const DeclarationChange& change, std::ostream* out) {
  *out << Name(change.subject) << " " << change.id << " " << change.attribute << ": "
       << change.before.value_or("nothing") << " -> " << change.after.value_or("nothing") << ", "
       << Name(change.effect);
}

namespace {

using platform::FactKind;
using platform::Outcome;
using platform::Platform;

// One of everything that a platform may declare.
Platform Sample() {
  Platform platform;
  platform.id = "sample";
  platform.display_name = "Sample";
  platform.purpose = "Being compared";
  platform.significance = 1;
  platform.facts = {
      {.id = "relationship.met_in_person", .question = "Met?", .values = {"false", "true"}, .favourable = true},
      {.id = "invitation.direction",
       .kind = FactKind::kChoice,
       .question = "Who?",
       .values = {"INCOMING", "OUTGOING"},
       .assumption = 0},
      {.id = "sample.mood",
       .kind = FactKind::kChoice,
       .question = "Which?",
       .values = {"GOOD", "BAD", "NONE"},
       .member_can_act = true,
       .own = true},
      {.id = "sample.count",
       .kind = FactKind::kInteger,
       .question = "How many?",
       .values = {"below 10", "at least 10"},
       .cut_points = {10},
       .assumption = 0,
       .own = true},
      {.id = "sample.remark",
       .question = "Why?",
       .values = {"false", "true"},
       .assumption = 1,
       .own = true,
       .notes_only = true},
  };
  platform.rules = {{.id = "one", .outcome = Outcome::kConnect, .summary = "One.", .next_step = "Do."},
                    {.id = "two", .outcome = Outcome::kMeetFirst, .summary = "Two."},
                    {.id = "rest", .outcome = Outcome::kDecline, .summary = "Rest.", .otherwise = true},
                    {.id = "remark", .outcome = Outcome::kNote, .summary = "Remark."}};
  platform.parameters = {{"limit", "The limit", "Their help", 1, 100, 10, 10}};
  platform.stock_texts = {"I'd like to add you"};
  platform.examples = {{"a friend", {{0, 1}, {2, 0}}, Outcome::kConnect, 0}};
  platform.neutral[static_cast<size_t>(Outcome::kConnect)] = {"Connect.", "Accept.", "Hello."};
  platform.letter = {"Hello {candidate},", "Hello,", "Yours,\n{member}", "Yours"};
  for (uint32_t fact = 0; fact < platform.facts.size(); ++fact) platform.fact_index[platform.facts[fact].id] = fact;
  return platform;
}

void AddFact(Platform& platform, const platform::Fact& fact) {
  platform.fact_index[fact.id] = static_cast<uint32_t>(platform.facts.size());
  platform.facts.push_back(fact);
}

void RemoveFact(Platform& platform, size_t fact) {
  platform.facts.erase(platform.facts.begin() + static_cast<std::ptrdiff_t>(fact));
  platform.fact_index.clear();
  for (uint32_t i = 0; i < platform.facts.size(); ++i) platform.fact_index[platform.facts[i].id] = i;
}

struct Row {
  const char* name;
  void (*change)(Platform&);
  std::vector<DeclarationChange> expected;
};

constexpr auto kNothing = std::nullopt;
constexpr Effect kCompatible = Effect::kCompatible;
constexpr Effect kChanged = Effect::kChanged;
constexpr Effect kIncompatible = Effect::kIncompatible;

const Row kRows[] = {
    {"display_name",
     [](Platform& p) { p.display_name = "Other"; },
     {{Subject::kPlatform, "sample", "display name", "Sample", "Other", kCompatible}}},
    {"purpose",
     [](Platform& p) { p.purpose = "Other"; },
     {{Subject::kPlatform, "sample", "purpose", "Being compared", "Other", kCompatible}}},
    {"significance",
     [](Platform& p) { p.significance = 2; },
     {{Subject::kPlatform, "sample", "significance", "1", "2", kCompatible}}},
    {"vouch_condition",
     [](Platform& p) { p.would_vouch = diagram::kTrue; },
     {{Subject::kPlatform, "sample", "vouch condition", "none", "declared", kCompatible}}},
    {"question",
     [](Platform& p) { p.facts[2].question = "What?"; },
     {{Subject::kFact, "sample.mood", "question", "Which?", "What?", kCompatible}}},
    {"value_added",
     [](Platform& p) { p.facts[2].values.emplace_back("BEST"); },
     {{Subject::kFact, "sample.mood", "value", kNothing, "BEST", kCompatible}}},
    {"value_renamed",
     [](Platform& p) { p.facts[2].values[1] = "SAD"; },
     {{Subject::kFact, "sample.mood", "value", "BAD", kNothing, kIncompatible},
      {Subject::kFact, "sample.mood", "value", kNothing, "SAD", kCompatible}}},
    {"contract_value_removed",
     [](Platform& p) { p.facts[1].values.pop_back(); },
     {{Subject::kFact, "invitation.direction", "value", "OUTGOING", kNothing, kChanged}}},
    {"contract_value_added",
     [](Platform& p) { p.facts[1].values.emplace_back("BOTH"); },
     {{Subject::kFact, "invitation.direction", "value", kNothing, "BOTH", kChanged}}},
    {"cut_point",
     [](Platform& p) {
       p.facts[3].cut_points = {12};
       p.facts[3].values = {"below 12", "at least 12"};
     },
     {{Subject::kFact, "sample.count", "cut point", "10", kNothing, kChanged},
      {Subject::kFact, "sample.count", "assumption", "below 10", "below 12", kChanged},
      {Subject::kFact, "sample.count", "cut point", kNothing, "12", kChanged}}},
    {"assumption_flipped",
     [](Platform& p) { p.facts[1].assumption = 1; },
     {{Subject::kFact, "invitation.direction", "assumption", "INCOMING", "OUTGOING", kChanged}}},
    {"assumption_added",
     [](Platform& p) { p.facts[0].assumption = 0; },
     {{Subject::kFact, "relationship.met_in_person", "assumption", kNothing, "false", kChanged}}},
    {"assumption_dropped",
     [](Platform& p) { p.facts[1].assumption.reset(); },
     {{Subject::kFact, "invitation.direction", "assumption", "INCOMING", kNothing, kChanged}}},
    {"assumption_that_decides_nothing",
     [](Platform& p) { p.facts[4].assumption = 0; },
     {{Subject::kFact, "sample.remark", "assumption", "true", "false", kCompatible}}},
    {"favourable",
     [](Platform& p) { p.facts[0].favourable = false; },
     {{Subject::kFact, "relationship.met_in_person", "favourable", "yes", "no", kCompatible}}},
    {"member_can_act",
     [](Platform& p) { p.facts[2].member_can_act = false; },
     {{Subject::kFact, "sample.mood", "member can act", "yes", "no", kCompatible}}},
    {"kind",
     [](Platform& p) {
       p.facts[2].kind = FactKind::kBoolean;
       p.facts[2].values = {"false", "true"};
     },
     {{Subject::kFact, "sample.mood", "kind", "choice", "boolean", kIncompatible},
      {Subject::kFact, "sample.mood", "value", "GOOD", kNothing, kIncompatible},
      {Subject::kFact, "sample.mood", "value", "BAD", kNothing, kIncompatible},
      {Subject::kFact, "sample.mood", "value", "NONE", kNothing, kIncompatible},
      {Subject::kExample, "a friend", "facts", "relationship.met_in_person=true, sample.mood=GOOD",
       "relationship.met_in_person=true, sample.mood=false", kCompatible}}},
    {"own_fact_removed",
     [](Platform& p) {
       p.examples[0].facts.pop_back();
       RemoveFact(p, 2);
     },
     {{Subject::kFact, "sample.mood", "", "Which?", kNothing, kIncompatible},
      {Subject::kExample, "a friend", "facts", "relationship.met_in_person=true, sample.mood=GOOD",
       "relationship.met_in_person=true", kCompatible}}},
    {"contract_fact_removed",
     [](Platform& p) {
       p.examples[0].facts[1].fact = 1;
       RemoveFact(p, 1);
     },
     {{Subject::kFact, "invitation.direction", "", "Who?", kNothing, kCompatible}}},
    {"fact_added",
     [](Platform& p) {
       AddFact(p, {.id = "sample.more", .question = "More?", .values = {"false", "true"}, .own = true});
     },
     {{Subject::kFact, "sample.more", "", kNothing, "More?", kCompatible}}},
    {"rule_texts",
     [](Platform& p) {
       p.rules[0].summary = "First.";
       p.rules[0].rationale = "Since.";
       p.rules[0].next_step = "Act.";
       p.rules[0].reply = "Hello.";
     },
     {{Subject::kRule, "one", "summary", "One.", "First.", kCompatible},
      {Subject::kRule, "one", "rationale", "", "Since.", kCompatible},
      {Subject::kRule, "one", "next step", "Do.", "Act.", kCompatible},
      {Subject::kRule, "one", "reply", "", "Hello.", kCompatible}}},
    {"rule_outcome",
     [](Platform& p) { p.rules[1].outcome = Outcome::kDecline; },
     {{Subject::kRule, "two", "outcome", "MEET_FIRST", "DECLINE", kCompatible}}},
    {"rule_renamed",
     [](Platform& p) { p.rules[1].id = "zwei"; },
     {{Subject::kRule, "two", "", "Two.", kNothing, kCompatible},
      {Subject::kRule, "zwei", "", kNothing, "Two.", kCompatible}}},
    {"rules_swapped",
     [](Platform& p) {
       std::swap(p.rules[0], p.rules[1]);
       p.examples[0].rule = 1;
     },
     {{Subject::kRule, "two", "place", "after one", "first", kCompatible}}},
    {"rule_moved_to_the_end",
     [](Platform& p) {
       std::rotate(p.rules.begin(), p.rules.begin() + 1, p.rules.end());
       p.examples[0].rule = 3;
     },
     {{Subject::kRule, "one", "place", "first", "after remark", kCompatible}}},
    {"parameter",
     [](Platform& p) {
       p.parameters[0].value = 20;
       p.parameters[0].source = "Their blog";
     },
     {{Subject::kParameter, "limit", "value", "10", "20", kCompatible},
      {Subject::kParameter, "limit", "source", "Their help", "Their blog", kCompatible}}},
    {"parameter_removed",
     [](Platform& p) { p.parameters.clear(); },
     {{Subject::kParameter, "limit", "", "10", kNothing, kCompatible}}},
    {"stock_text",
     [](Platform& p) { p.stock_texts = {"Let's connect"}; },
     {{Subject::kStockText, "", "", "I'd like to add you", kNothing, kChanged},
      {Subject::kStockText, "", "", kNothing, "Let's connect", kChanged}}},
    {"neutral_text",
     [](Platform& p) { p.neutral[static_cast<size_t>(Outcome::kConnect)].next_step = "Say yes."; },
     {{Subject::kNeutralText, "CONNECT", "next step", "Accept.", "Say yes.", kCompatible}}},
    {"letter",
     [](Platform& p) { p.letter->closing = "Best"; },
     {{Subject::kLetter, "", "closing", "Yours", "Best", kCompatible}}},
    {"letter_removed",
     [](Platform& p) { p.letter.reset(); },
     {{Subject::kLetter, "", "", "Hello,", kNothing, kCompatible}}},
    {"example",
     [](Platform& p) {
       p.examples[0].verdict = Outcome::kMeetFirst;
       p.examples[0].rule = 1;
     },
     {{Subject::kExample, "a friend", "verdict", "CONNECT", "MEET_FIRST", kCompatible},
      {Subject::kExample, "a friend", "rule", "one", "two", kCompatible}}},
    {"nothing", [](Platform&) {}, {}},
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class DeclarationChangesTest : public testing::TestWithParam<Row> {};

TEST_P(DeclarationChangesTest, NamesWhatIsDeclaredOtherwise) {
  const Platform before = Sample();
  Platform after = Sample();
  GetParam().change(after);
  EXPECT_EQ(DeclarationChanges(before, after), GetParam().expected);
}

// What goes one way comes the other way.
TEST_P(DeclarationChangesTest, NamesAsMuchTheOtherWay) {
  const Platform before = Sample();
  Platform after = Sample();
  GetParam().change(after);
  const std::vector<DeclarationChange> back = DeclarationChanges(after, before);
  EXPECT_EQ(back.size(), GetParam().expected.size());
  for (const DeclarationChange& change : GetParam().expected) {
    if (change.attribute == "place") continue;
    EXPECT_TRUE(std::any_of(back.begin(), back.end(), [&](const DeclarationChange& other) {
      return other.subject == change.subject && other.id == change.id && other.attribute == change.attribute &&
             other.before == change.after && other.after == change.before;
    }));
  }
}

INSTANTIATE_TEST_SUITE_P(Rows, DeclarationChangesTest, testing::ValuesIn(kRows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(DeclarationChangesTest, KnowsWhereTheOrderOfFactsDecidesWhichAssumptionStands) {
  Platform before = Sample();
  Platform after = Sample();
  std::swap(after.facts[1], after.facts[2]);
  after.fact_index[after.facts[1].id] = 1;
  after.fact_index[after.facts[2].id] = 2;
  after.examples[0].facts[1].fact = 1;
  const std::vector<DeclarationChange> moved = DeclarationChanges(before, after);
  ASSERT_EQ(moved.size(), 1u);
  EXPECT_EQ(moved[0].attribute, "place");
  EXPECT_EQ(moved[0].effect, kCompatible);

  Platform contradicting = before;
  contradicting.facts[2].assumption = 0;
  Platform contradicting_after = after;
  contradicting_after.facts[1].assumption = 0;
  contradicting.impossible_reads.set();
  contradicting_after.impossible_reads.set();
  EXPECT_EQ(DeclarationChanges(contradicting, contradicting_after)[0].effect, kChanged);
}

}  // namespace
}  // namespace connection_advisor::analysis
