// One person on several platforms: each as Advise answers it, and which is best.
#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/integration/requests.h"
#include "tests/integration/served_test.h"
#include "tests/oracle/bundled_platforms.h"

namespace connection_advisor::integration {
namespace {

using oracle::Knowledge;
using oracle::PlatformTable;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

struct Compared {
  grpc::Status status;
  v1::ComparePlatformsResponse response;
};

class CompareTest : public ServedTest {
 protected:
  static Compared Compare(const v1::ComparePlatformsRequest& request) {
    Compared compared;
    grpc::ClientContext context;
    compared.status =
        v1::ConnectionAdvisor::NewStub(channel())->ComparePlatforms(&context, request, &compared.response);
    return compared;
  }

  static std::vector<std::string> BadFields(const v1::ComparePlatformsRequest& request) {
    const Compared compared = Compare(request);
    EXPECT_EQ(compared.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << request.ShortDebugString();
    std::vector<std::string> fields;
    for (const auto& violation : ViolationsIn(compared.status)) {
      EXPECT_FALSE(violation.description().empty());
      fields.push_back(violation.field());
    }
    return fields;
  }
};

v1::ComparePlatformsRequest Named(const std::vector<std::string>& platforms) {
  v1::ComparePlatformsRequest request;
  request.mutable_request();
  for (const std::string& platform : platforms) request.add_platforms(platform);
  return request;
}

std::vector<std::string> ResultsOf(const v1::ComparePlatformsResponse& response) {
  std::vector<std::string> platforms;
  for (const v1::PlatformResult& result : response.results()) platforms.push_back(result.platform());
  return platforms;
}

TEST_F(CompareTest, TakesAllLoadedPlatformsByIdWhereNoneIsNamed) {
  const Compared compared = Compare(Named({}));
  ASSERT_TRUE(compared.status.ok()) << compared.status.error_message();
  EXPECT_THAT(ResultsOf(compared.response), ElementsAre("facebook", "linkedin", "twitter"));
}

TEST_F(CompareTest, KeepsTheOrderAskedFor) {
  const Compared compared = Compare(Named({"twitter", "facebook"}));
  ASSERT_TRUE(compared.status.ok()) << compared.status.error_message();
  EXPECT_THAT(ResultsOf(compared.response), ElementsAre("twitter", "facebook"));
}

// The seed's point: a stranger in your profession is for Twitter, a friend for Facebook, and neither for LinkedIn.
TEST_F(CompareTest, ShowsThatThePlatformsDiffer) {
  v1::ComparePlatformsRequest request = Named({});
  request.mutable_request()->mutable_affinity()->set_same_profession(true);
  request.mutable_request()->mutable_relationship()->set_personal_friend(true);
  request.mutable_request()->mutable_relationship()->set_my_assessment(v1::ASSESSMENT_NOTHING_TO_SAY);
  request.mutable_request()->mutable_invitation()->set_personal_message(false);
  const Compared compared = Compare(request);
  ASSERT_TRUE(compared.status.ok()) << compared.status.error_message();
  ASSERT_EQ(compared.response.results_size(), 3);
  EXPECT_EQ(compared.response.results(0).result().advice().verdict(), v1::VERDICT_CONNECT);
  EXPECT_EQ(compared.response.results(1).result().advice().verdict(), v1::VERDICT_DECLINE);
  EXPECT_EQ(compared.response.results(2).result().advice().verdict(), v1::VERDICT_CONNECT);
  EXPECT_THAT(compared.response.ranking(), ElementsAre("facebook", "twitter", "linkedin"));
  EXPECT_EQ(compared.response.best_platform(), "facebook");
}

TEST_F(CompareTest, RanksByVerdictThenSignificanceThenId) {
  v1::ComparePlatformsRequest request = Named({});
  request.mutable_request()->mutable_relationship()->set_my_assessment(v1::ASSESSMENT_POSITIVE);
  request.mutable_request()->mutable_relationship()->set_their_assessment(v1::ASSESSMENT_POSITIVE);
  request.mutable_request()->mutable_relationship()->set_met_in_person(true);
  request.mutable_request()->mutable_relationship()->set_personal_friend(true);
  const Compared compared = Compare(request);
  EXPECT_THAT(compared.response.ranking(), ElementsAre("linkedin", "facebook", "twitter"))
      << "connect, connect, undecided";
  EXPECT_EQ(compared.response.best_platform(), "linkedin");
}

TEST_F(CompareTest, HasNoBestPlatformWhereNoneSaysToConnectOrToMeet) {
  const Compared compared = Compare(Named({"facebook", "twitter"}));
  EXPECT_THAT(compared.response.ranking(), ElementsAre("facebook", "twitter"));
  EXPECT_EQ(compared.response.best_platform(), "");
}

// How good a place is in the ranking: smaller is better.
int RankOf(v1::Verdict verdict) {
  const std::vector<v1::Verdict> best_first = {v1::VERDICT_CONNECT, v1::VERDICT_MEET_FIRST,
                                               v1::VERDICT_NEEDS_INFORMATION, v1::VERDICT_DECLINE};
  return static_cast<int>(std::find(best_first.begin(), best_first.end(), verdict) - best_first.begin());
}

TEST_F(CompareTest, AnswersEachPlatformAsAdviseDoes) {
  Random random(5);
  for (int i = 0; i < 500 && !HasFailure(); ++i) {
    v1::ComparePlatformsRequest request = Named({});
    for (const PlatformTable& table : {oracle::LinkedIn(), oracle::Twitter()}) {
      request.mutable_request()->MergeFrom(Plainly(table, RandomKnowledge(table, random)));
    }
    request.mutable_request()->clear_platform();
    request.mutable_request()->set_request_id("one of many");
    request.mutable_request()->set_view(static_cast<v1::AdviceView>(Below(random, 3)));
    const Compared compared = Compare(request);
    SCOPED_TRACE(request.ShortDebugString());
    ASSERT_TRUE(compared.status.ok()) << compared.status.error_message();

    std::vector<std::tuple<int, int, std::string>> ranked;
    for (const v1::PlatformResult& result : compared.response.results()) {
      v1::AdviseRequest alone = request.request();
      alone.set_platform(result.platform());
      const Advised advised = Advise(channel(), alone);
      if (!advised.status.ok()) {
        EXPECT_EQ(result.result().error().code(), static_cast<int>(advised.status.error_code()));
        EXPECT_EQ(result.result().error().message(), advised.status.error_message());
        continue;
      }
      EXPECT_EQ(result.result().advice().SerializeAsString(), advised.response.advice().SerializeAsString());
      ranked.emplace_back(RankOf(advised.response.advice().verdict()), -JudgeOf(result.platform()).table().significance,
                          result.platform());
    }
    std::sort(ranked.begin(), ranked.end());
    std::vector<std::string> ranking;
    for (const auto& [rank, significance, platform] : ranked) ranking.push_back(platform);
    EXPECT_THAT(compared.response.ranking(), testing::ElementsAreArray(ranking));
    const bool any_good = !ranked.empty() && std::get<0>(ranked.front()) <= RankOf(v1::VERDICT_MEET_FIRST);
    EXPECT_EQ(compared.response.best_platform(), any_good ? ranking.front() : "");
  }
}

TEST_F(CompareTest, KeepsAnUnloadedPlatformInItsResult) {
  const Compared compared = Compare(Named({"orkut", "twitter"}));
  ASSERT_TRUE(compared.status.ok()) << compared.status.error_message();
  ASSERT_THAT(ResultsOf(compared.response), ElementsAre("orkut", "twitter"));
  EXPECT_EQ(compared.response.results(0).result().error().code(), static_cast<int>(grpc::StatusCode::NOT_FOUND));
  EXPECT_TRUE(compared.response.results(1).result().has_advice());
  EXPECT_THAT(compared.response.ranking(), ElementsAre("twitter"));
}

TEST_F(CompareTest, KeepsAContradictionInItsResult) {
  v1::ComparePlatformsRequest request = Named({});
  request.mutable_request()->mutable_relationship()->set_met_in_person(false);
  request.mutable_request()->mutable_relationship()->set_worked_together(v1::WORKED_TOGETHER_IN_PERSON);
  const Compared compared = Compare(request);
  ASSERT_TRUE(compared.status.ok()) << compared.status.error_message();
  ASSERT_EQ(compared.response.results_size(), 3);
  const google::rpc::Status& error = compared.response.results(1).result().error();
  EXPECT_EQ(error.code(), static_cast<int>(grpc::StatusCode::INVALID_ARGUMENT));
  EXPECT_GT(error.details_size(), 0);
  EXPECT_THAT(compared.response.ranking(), ElementsAre("facebook", "twitter"));
}

TEST_F(CompareTest, TakesTheCountOfEachPlatform) {
  v1::ComparePlatformsRequest request = Named({"linkedin", "facebook"});
  (*request.mutable_request()->mutable_member()->mutable_connection_counts())["facebook"] = 5000;
  const Compared compared = Compare(request);
  ASSERT_TRUE(compared.status.ok()) << compared.status.error_message();
  EXPECT_EQ(compared.response.results(0).result().advice().verdict(), v1::VERDICT_NEEDS_INFORMATION);
  EXPECT_EQ(compared.response.results(1).result().advice().verdict(), v1::VERDICT_DECLINE);
}

TEST_F(CompareTest, NamesEverythingThatIsWrongWhateverThePlatform) {
  v1::ComparePlatformsRequest request = Named({"twitter", "linkedin", "twitter"});
  v1::AdviseRequest& about = *request.mutable_request();
  about.set_platform("linkedin");
  about.mutable_relationship()->set_my_assessment(static_cast<v1::Assessment>(9));
  about.mutable_candidate()->set_profession(std::string(201, 'x'));
  (*about.mutable_facts()->mutable_fields())["member.connection_count"].set_number_value(3);
  (*about.mutable_facts()->mutable_fields())["linkedin.endorsed"].set_bool_value(true);
  (*about.mutable_facts()->mutable_fields())["relationship.met_in_person"].set_string_value("perhaps");
  EXPECT_THAT(
      BadFields(request),
      UnorderedElementsAre("platforms[2]", "request.platform", "request.relationship.my_assessment",
                           "request.candidate.profession", "request.facts[\"member.connection_count\"]",
                           "request.facts[\"linkedin.endorsed\"]", "request.facts[\"relationship.met_in_person\"]"));
}

TEST_F(CompareTest, RefusesMoreThanSixtyFourNames) {
  std::vector<std::string> platforms;
  for (int i = 0; i < 65; ++i) platforms.push_back("platform" + std::to_string(i));
  EXPECT_THAT(BadFields(Named(platforms)), ElementsAre("platforms"));
}

TEST_F(CompareTest, RefusesAnEmptyName) { EXPECT_THAT(BadFields(Named({"twitter", ""})), ElementsAre("platforms[1]")); }

}  // namespace
}  // namespace connection_advisor::integration
