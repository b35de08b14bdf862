// One person on several platforms: the rows, their order, and which platform comes first.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "service/advice/advise.h"
#include "tests/generated/platform.h"
#include "tests/service/advice/answers.h"
#include "tests/service/advice/small_platform.h"

namespace connection_advisor::advice {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// The small platform under another name.
std::shared_ptr<const platform::Platform> Renamed(const std::string& id, uint32_t significance) {
  platform::Platform platform = *generated::PlatformOf(SmallRows(id));
  platform.significance = significance;
  return std::make_shared<platform::Platform>(std::move(platform));
}

class Comparison : public testing::Test {
 protected:
  Comparison() : platforms_({Renamed("ash", 1), Renamed("birch", 1), Renamed("cedar", 5), Renamed("dogwood", 2)}) {}

  void State(const std::string& platform, const std::string& work) {
    (*request_.mutable_request()->mutable_facts()->mutable_fields())[platform + ".f_work"].set_string_value(work);
  }
  v1::ComparePlatformsResponse Answer() {
    v1::ComparePlatformsResponse response;
    const absl::Status status = Compare(platforms_, request_, workspace_, &response);
    EXPECT_TRUE(status.ok()) << status;
    return response;
  }
  google::rpc::BadRequest Refusal() {
    v1::ComparePlatformsResponse response;
    return BadRequestOf(Compare(platforms_, request_, workspace_, &response));
  }
  std::vector<std::string> BadFields() {
    const google::rpc::BadRequest bad_request = Refusal();
    std::vector<std::string> fields;
    for (const auto& violation : bad_request.field_violations()) fields.push_back(violation.field());
    return fields;
  }
  static std::vector<std::string> Ids(const v1::ComparePlatformsResponse& response) {
    std::vector<std::string> ids;
    for (const v1::PlatformResult& result : response.results()) ids.push_back(result.platform());
    return ids;
  }

  platform::PlatformSet platforms_;
  Workspace workspace_;
  v1::ComparePlatformsRequest request_;
};

constexpr char kGood[] = "V1";
constexpr char kBad[] = "V2";

TEST_F(Comparison, ListsAllPlatformsByIdWhereNoneIsNamed) {
  EXPECT_THAT(Ids(Answer()), ElementsAre("ash", "birch", "cedar", "dogwood"));
}

TEST_F(Comparison, ListsTheNamedOnesInTheirOrder) {
  request_.add_platforms("dogwood");
  request_.add_platforms("ash");
  EXPECT_THAT(Ids(Answer()), ElementsAre("dogwood", "ash"));
}

TEST_F(Comparison, RanksByVerdictThenSignificanceThenId) {
  EXPECT_THAT(Answer().ranking(), ElementsAre("cedar", "dogwood", "ash", "birch")) << "all undecided";
  State("birch", kGood);
  State("cedar", kBad);
  EXPECT_THAT(Answer().ranking(), ElementsAre("birch", "dogwood", "ash", "cedar"));
  State("ash", kGood);
  EXPECT_THAT(Answer().ranking(), ElementsAre("ash", "birch", "dogwood", "cedar"));
}

TEST_F(Comparison, RanksMeetFirstBetweenConnectAndUndecided) {
  State("ash", kGood);
  auto& facts = *request_.mutable_request()->mutable_facts()->mutable_fields();
  facts["birch.f_work"].set_string_value("V0");
  facts["birch.f_met"].set_bool_value(true);
  EXPECT_THAT(Answer().ranking(), ElementsAre("ash", "birch", "cedar", "dogwood"));
  facts.erase("ash.f_work");
  EXPECT_EQ(Answer().best_platform(), "birch") << "meeting first is good enough";
}

TEST_F(Comparison, HasABestPlatformOnlyWhereOneIsWorthIt) {
  EXPECT_THAT(Answer().best_platform(), IsEmpty()) << "all undecided";
  State("dogwood", kGood);
  EXPECT_EQ(Answer().best_platform(), "dogwood");
  for (const char* platform : {"ash", "birch", "cedar", "dogwood"}) State(platform, kBad);
  EXPECT_THAT(Answer().best_platform(), IsEmpty()) << "all declined";
}

TEST_F(Comparison, KeepsUnloadedPlatformsAndContradictionsInTheirRows) {
  for (const char* platform : {"myspace", "ash", "birch"}) request_.add_platforms(platform);
  State("ash", kGood);
  (*request_.mutable_request()->mutable_facts()->mutable_fields())["ash.f_met"].set_bool_value(false);
  const v1::ComparePlatformsResponse response = Answer();
  EXPECT_EQ(response.results(0).result().error().code(), 5);
  EXPECT_EQ(response.results(1).result().error().code(), 3);
  EXPECT_TRUE(response.results(2).result().has_advice());
  EXPECT_THAT(response.ranking(), ElementsAre("birch"));
}

TEST_F(Comparison, FailsOnWhatIsWrongWhateverThePlatform) {
  request_.mutable_request()->set_platform("ash");
  request_.mutable_request()->set_request_id(std::string(129, 'x'));
  for (const char* platform : {"ash", "", "ash"}) request_.add_platforms(platform);
  (*request_.mutable_request()->mutable_facts()->mutable_fields())["elm.f_work"].set_bool_value(true);
  EXPECT_THAT(BadFields(), ElementsAre("request.platform", "platforms[1]", "platforms[2]", "request.request_id",
                                       "request.facts[\"elm.f_work\"]"));
}

TEST_F(Comparison, AsksAboutNoRuleOfOnePlatform) {
  request_.mutable_request()->set_why_not_rule("good");
  EXPECT_THAT(BadFields(), ElementsAre("request.why_not_rule"));
}

TEST_F(Comparison, TakesUpTo64Platforms) {
  for (int i = 0; i < 65; ++i) request_.add_platforms("p" + std::to_string(i));
  EXPECT_THAT(BadFields(), ElementsAre("platforms"));
  request_.mutable_platforms()->RemoveLast();
  EXPECT_EQ(Answer().results_size(), 64);
}

TEST_F(Comparison, LooksOnlyAtTheFirst64OfALongerList) {
  State("ash", kGood);
  State("birch", kGood);
  for (int i = 0; i < 63; ++i) request_.add_platforms("p" + std::to_string(i));
  request_.add_platforms("ash");
  request_.add_platforms("birch");
  EXPECT_THAT(BadFields(), ElementsAre("platforms", "request.facts[\"birch.f_work\"]"));
}

// A list may hold as many names as a message has room for, and each unknown fact is answered with the facts there are.
TEST_F(Comparison, SaysOfARepeatedPlatformWhatItHasOnce) {
  constexpr int kUnknownFacts = 128;
  constexpr size_t kMostBytes = 100'000;
  for (int i = 0; i < kUnknownFacts; ++i) State("elm" + std::to_string(i), kGood);
  for (int i = 0; i < 10'000; ++i) request_.add_platforms("ash");
  const google::rpc::BadRequest refusal = Refusal();
  ASSERT_EQ(refusal.field_violations_size(), 1 + kUnknownFacts);
  const std::string& said = refusal.field_violations(1).description();
  constexpr char kOwnFacts[] = "Own facts of \"ash\"";
  EXPECT_THAT(said, HasSubstr(kOwnFacts));
  EXPECT_EQ(said.find(kOwnFacts), said.rfind(kOwnFacts)) << said;
  EXPECT_LE(refusal.ByteSizeLong(), kMostBytes);
}

TEST_F(Comparison, AnswersOfEachPlatformAsAdviseWould) {
  request_.mutable_request()->mutable_candidate()->set_display_name("Jane");
  request_.mutable_request()->set_request_id("r-1");
  request_.mutable_request()->set_view(v1::ADVICE_VIEW_FULL);
  const v1::ComparePlatformsResponse response = Answer();
  for (const v1::PlatformResult& row : response.results()) {
    v1::AdviseRequest request = request_.request();
    request.set_platform(row.platform());
    v1::Advice advice;
    ASSERT_TRUE(Advise(platforms_, request, workspace_, &advice).ok());
    EXPECT_EQ(row.result().advice().SerializeAsString(), advice.SerializeAsString());
  }
}

TEST(ComparisonOfNothing, IsEmpty) {
  Workspace workspace;
  v1::ComparePlatformsResponse response;
  ASSERT_TRUE(Compare({}, {}, workspace, &response).ok());
  EXPECT_EQ(response.ByteSizeLong(), 0u);
}

}  // namespace
}  // namespace connection_advisor::advice
