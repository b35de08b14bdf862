// What ListPlatforms and GetPlatform say of a platform is what it is.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/integration/requests.h"
#include "tests/integration/served_test.h"

namespace connection_advisor::integration {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

v1::FactKind KindOf(oracle::Kind kind) {
  switch (kind) {
    case oracle::Kind::kBoolean:
      return v1::FACT_KIND_BOOLEAN;
    case oracle::Kind::kChoice:
      return v1::FACT_KIND_CHOICE;
    case oracle::Kind::kInteger:
      return v1::FACT_KIND_INTEGER;
  }
  return v1::FACT_KIND_UNSPECIFIED;
}

using PlatformsTest = ServedPlatformTest;

TEST_P(PlatformsTest, DescribeThemselves) {
  const v1::Platform& platform = judge().description();
  EXPECT_EQ(platform.id(), GetParam());
  EXPECT_FALSE(platform.display_name().empty());
  EXPECT_FALSE(platform.purpose().empty());
  EXPECT_EQ(platform.significance(), judge().table().significance);
  EXPECT_FALSE(platform.plugin().name().empty());
  EXPECT_THAT(platform.plugin().version(), MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+"));
  EXPECT_THAT(platform.plugin().sha256(), MatchesRegex("[0-9a-f]+"));
  EXPECT_EQ(platform.plugin().sha256().size(), 64u);
  EXPECT_EQ(platform.question_order(), v1::QUESTION_ORDER_FEWEST_EXPECTED);
  EXPECT_GT(platform.diagram_nodes(), 0);
}

TEST_P(PlatformsTest, DescribeTheirFacts) {
  const v1::Platform& platform = judge().description();
  ASSERT_EQ(platform.facts_size(), static_cast<int>(judge().table().facts.size()));
  for (int i = 0; i < platform.facts_size(); ++i) {
    const v1::PlatformFact& described = platform.facts(i);
    const oracle::Fact& fact = judge().table().facts[i];
    SCOPED_TRACE(fact.id);
    EXPECT_EQ(described.id(), fact.id);
    EXPECT_EQ(described.kind(), KindOf(fact.kind));
    EXPECT_THAT(described.question(), testing::EndsWith("?"));
    EXPECT_THAT(described.values(), ElementsAreArray(fact.values));
    EXPECT_EQ(described.assumption(), fact.assumption ? fact.values[*fact.assumption] : "");
    EXPECT_EQ(described.own(), fact.own);
    EXPECT_EQ(described.notes_only(), !fact.decides);
    EXPECT_THAT(described.cut_points(), ElementsAreArray(fact.cut_points));
    EXPECT_EQ(described.favourable(), fact.favourable);
    EXPECT_EQ(described.member_can_act(), fact.member_can_act);
  }
}

TEST_P(PlatformsTest, DescribeTheirRulesWithTheCasesThatEachDecides) {
  std::vector<const v1::PlatformRule*> deciding;
  std::vector<std::string> impossible;
  std::vector<std::string> notes;
  for (const v1::PlatformRule& rule : judge().description().rules()) {
    SCOPED_TRACE(rule.id());
    EXPECT_FALSE(rule.summary().empty());
    EXPECT_FALSE(rule.rationale().empty());
    EXPECT_EQ(rule.next_step().empty(), rule.kind() != v1::RULE_KIND_DECIDES);
    if (rule.kind() == v1::RULE_KIND_DECIDES) deciding.push_back(&rule);
    if (rule.kind() == v1::RULE_KIND_IMPOSSIBLE) impossible.push_back(rule.id());
    if (rule.kind() == v1::RULE_KIND_NOTE) notes.push_back(rule.id());
  }
  const oracle::PlatformTable& table = judge().table();
  ASSERT_EQ(deciding.size(), table.rules.size());
  for (size_t i = 0; i < deciding.size(); ++i) {
    SCOPED_TRACE(table.rules[i].id);
    EXPECT_EQ(deciding[i]->id(), table.rules[i].id);
    EXPECT_EQ(deciding[i]->verdict(), VerdictOf(table.rules[i].verdict));
    EXPECT_EQ(deciding[i]->cases(), std::to_string(judge().oracle().cases().cases_by_rule()[i]));
    EXPECT_EQ(deciding[i]->otherwise(), oracle::IsOtherwise(table.rules[i]));
  }
  std::vector<std::string> expected_impossible;
  for (const oracle::Remark& rule : table.impossible) expected_impossible.push_back(rule.id);
  EXPECT_THAT(impossible, ElementsAreArray(expected_impossible));
  std::vector<std::string> expected_notes;
  for (const oracle::Remark& note : table.notes) expected_notes.push_back(note.id);
  EXPECT_THAT(notes, ElementsAreArray(expected_notes));
}

TEST_P(PlatformsTest, CountTheirCasesExactly) {
  const oracle::CaseTable& cases = judge().oracle().cases();
  const v1::Platform& platform = judge().description();
  EXPECT_EQ(platform.possible_cases(), std::to_string(cases.possible_cases()));
  std::map<v1::Verdict, size_t> by_verdict = {
      {v1::VERDICT_CONNECT, 0}, {v1::VERDICT_MEET_FIRST, 0}, {v1::VERDICT_DECLINE, 0}};
  for (size_t i = 0; i < judge().table().rules.size(); ++i) {
    by_verdict[VerdictOf(judge().table().rules[i].verdict)] += cases.cases_by_rule()[i];
  }
  ASSERT_EQ(platform.verdict_shares_size(), 3);
  for (int i = 0; i < platform.verdict_shares_size(); ++i) {
    const v1::VerdictShare& share = platform.verdict_shares(i);
    const size_t count = by_verdict.at(share.verdict());
    EXPECT_EQ(share.cases(), std::to_string(count));
    EXPECT_EQ(share.share_of_cases(), static_cast<double>(count) / static_cast<double>(cases.possible_cases()));
    EXPECT_TRUE(i == 0 || share.share_of_cases() <= platform.verdict_shares(i - 1).share_of_cases()) << "most first";
  }
}

TEST_P(PlatformsTest, HaveAnExampleForEveryRuleThatComesOutAsDeclared) {
  std::set<std::string> without_example;
  for (const v1::PlatformRule& rule : judge().description().rules()) {
    if (rule.kind() != v1::RULE_KIND_IMPOSSIBLE) without_example.insert(rule.id());
  }
  for (const v1::PlatformExample& example : judge().description().examples()) {
    SCOPED_TRACE(example.name());
    without_example.erase(example.rule_id());
    v1::AdviseRequest request = RequestTo(GetParam());
    request.set_view(v1::ADVICE_VIEW_FULL);
    for (const v1::PlatformExampleFact& stated : example.facts()) {
      (*request.mutable_facts()->mutable_fields())[stated.fact_id()].set_string_value(stated.value());
    }
    const Advised advised = Advise(channel(), request);
    ASSERT_TRUE(advised.status.ok()) << advised.status.error_message();
    const v1::Advice& advice = advised.response.advice();
    EXPECT_EQ(advice.verdict(), example.verdict());
    std::vector<std::string> said;
    for (const v1::Reason& note : advice.notes()) said.push_back(note.rule_id());
    for (const v1::PossibleVerdict& possible : advice.possible_verdicts()) {
      said.insert(said.end(), possible.rule_ids().begin(), possible.rule_ids().end());
    }
    EXPECT_THAT(said, Contains(example.rule_id()));
  }
  EXPECT_THAT(without_example, testing::IsEmpty());
}

TEST_P(PlatformsTest, NameASourceAndADateForEveryParameter) {
  for (const v1::PlatformParameter& parameter : judge().description().parameters()) {
    SCOPED_TRACE(parameter.id());
    EXPECT_FALSE(parameter.description().empty());
    EXPECT_THAT(parameter.source(), testing::ContainsRegex("20[0-9][0-9]"));
    EXPECT_LE(parameter.minimum(), parameter.default_value());
    EXPECT_LE(parameter.default_value(), parameter.maximum());
    EXPECT_EQ(parameter.value(), parameter.default_value());
  }
}

FOR_EVERY_PLATFORM(PlatformsTest);

class LoadedPlatformsTest : public ServedTest {};

TEST_F(LoadedPlatformsTest, AreListedByIdAsGetPlatformDescribesThem) {
  grpc::ClientContext context;
  v1::ListPlatformsResponse response;
  const grpc::Status status =
      v1::ConnectionAdvisor::NewStub(channel())->ListPlatforms(&context, v1::ListPlatformsRequest(), &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  std::vector<std::string> ids;
  for (const v1::Platform& platform : response.platforms()) {
    ids.push_back(platform.id());
    EXPECT_EQ(platform.DebugString(), JudgeOf(platform.id()).description().DebugString());
  }
  EXPECT_THAT(ids, ElementsAre("facebook", "linkedin", "twitter"));
}

TEST_F(LoadedPlatformsTest, AreNamedWhereOneIsNotFound) {
  for (const std::string& id : {std::string("orkut"), std::string("LinkedIn"), std::string("linkedin ")}) {
    grpc::ClientContext context;
    v1::GetPlatformRequest request;
    request.set_platform(id);
    v1::GetPlatformResponse response;
    const grpc::Status status = v1::ConnectionAdvisor::NewStub(channel())->GetPlatform(&context, request, &response);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND) << id;
    const std::string details = ErrorInfoOf(status).ShortDebugString();
    EXPECT_THAT(details, HasSubstr("facebook"));
    EXPECT_THAT(details, HasSubstr("linkedin"));
    EXPECT_THAT(details, HasSubstr("twitter"));
  }
}

TEST_F(LoadedPlatformsTest, AreNotAskedForByAnEmptyName) {
  grpc::ClientContext context;
  v1::GetPlatformResponse response;
  const grpc::Status status =
      v1::ConnectionAdvisor::NewStub(channel())->GetPlatform(&context, v1::GetPlatformRequest(), &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  ASSERT_EQ(ViolationsIn(status).size(), 1);
  EXPECT_EQ(ViolationsIn(status).front().field(), "platform");
}

}  // namespace
}  // namespace connection_advisor::integration
