// Facts that only a platform knows, and contradictions that reach into what was derived.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/integration/guild/guild_table.h"
#include "tests/integration/plugin_directory.h"
#include "tests/integration/refusals.h"
#include "tests/integration/requests.h"
#include "tests/integration/served_test.h"

namespace connection_advisor::integration {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

class OwnFactsTest : public ServedTest {
 protected:
  static void SetUpTestSuite() { Serve({BundledPlugins(), GuildPlugin()}); }
};

TEST_F(OwnFactsTest, AreTakenInTheirFormsAndInNoOther) {
  v1::AdviseRequest request = RequestTo("guild");
  FactsEntry(request, "guild.rank").set_string_value("Master");
  FactsEntry(request, "guild.years").set_string_value("10");
  FactsEntry(request, "guild.sponsored").set_number_value(1);
  FactsEntry(request, "guild.feuds").set_number_value(0.5);
  EXPECT_THAT(ViolationsOf(channel(), request),
              UnorderedElementsAre(Pair("facts[\"guild.rank\"]", HasSubstr("MASTER")),
                                   Pair("facts[\"guild.years\"]", HasSubstr("at least 3 and below 10")),
                                   Pair("facts[\"guild.sponsored\"]", HasSubstr("true")),
                                   Pair("facts[\"guild.feuds\"]", HasSubstr("at least 1"))));
}

TEST_F(OwnFactsTest, HaveNoFullNames) {
  for (const char* name : {"RANK_MASTER", "GUILD_RANK_MASTER", "RANK_UNSPECIFIED"}) {
    v1::AdviseRequest request = RequestTo("guild");
    FactsEntry(request, "guild.rank").set_string_value(name);
    EXPECT_THAT(ViolationsOf(channel(), request), ElementsAre(Key("facts[\"guild.rank\"]"))) << name;
  }
}

TEST_F(OwnFactsTest, BelongToTheirPlatformAlone) {
  v1::AdviseRequest request = RequestTo("linkedin");
  FactsEntry(request, "guild.rank").set_string_value("MASTER");
  EXPECT_THAT(ViolationsOf(channel(), request), ElementsAre(Key("facts[\"guild.rank\"]")));
}

TEST_F(OwnFactsTest, AreUnusedOnTheOtherPlatformsOfAComparison) {
  v1::ComparePlatformsRequest request;
  FactsEntry(*request.mutable_request(), "guild.rank").set_string_value("MASTER");
  grpc::ClientContext context;
  v1::ComparePlatformsResponse response;
  const grpc::Status status = v1::ConnectionAdvisor::NewStub(channel())->ComparePlatforms(&context, request, &response);
  ASSERT_TRUE(status.ok()) << Described(status);
  ASSERT_EQ(response.results_size(), 4);
  for (const v1::PlatformResult& result : response.results()) EXPECT_TRUE(result.result().has_advice());
  EXPECT_EQ(response.best_platform(), "guild");
}

TEST_F(OwnFactsTest, MustBeKnownToOneOfThePlatformsCompared) {
  v1::ComparePlatformsRequest request;
  FactsEntry(*request.mutable_request(), "guild.rank").set_string_value("MASTER");
  FactsEntry(*request.mutable_request(), "guild.years").set_string_value("ten");
  request.add_platforms("linkedin");
  request.add_platforms("twitter");
  grpc::ClientContext context;
  v1::ComparePlatformsResponse response;
  const grpc::Status status = v1::ConnectionAdvisor::NewStub(channel())->ComparePlatforms(&context, request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  std::vector<std::string> fields;
  for (const auto& violation : ViolationsIn(status)) fields.push_back(violation.field());
  EXPECT_THAT(fields, UnorderedElementsAre("request.facts[\"guild.rank\"]", "request.facts[\"guild.years\"]"));
}

TEST_F(OwnFactsTest, ContradictWhatWasDerivedFromTwoFields) {
  v1::AdviseRequest request = RequestTo("guild");
  request.mutable_member()->set_profession("baker");
  request.mutable_candidate()->set_profession("cooper");
  request.mutable_candidate()->add_passions("bread");
  FactsEntry(request, "guild.rank").set_string_value("JOURNEYMAN");
  const Advised advised = Advise(channel(), request);
  EXPECT_THAT(
      ViolationsOf(channel(), request),
      UnorderedElementsAre(Key("facts[\"guild.rank\"]"), Key("member.profession"), Key("candidate.profession")));
  EXPECT_THAT(ErrorInfoOf(advised.status).ShortDebugString(), HasSubstr("outsider_to_the_trade"));
}

TEST_F(OwnFactsTest, GiveWayToNoDerivedFactThatIsStated) {
  v1::AdviseRequest request = RequestTo("guild");
  request.mutable_member()->set_profession("baker");
  request.mutable_candidate()->set_profession("cooper");
  request.mutable_affinity()->set_same_profession(true);
  FactsEntry(request, "guild.rank").set_string_value("MASTER");
  const Advised advised = Advise(channel(), request);
  ASSERT_TRUE(advised.status.ok()) << Described(advised.status);
  EXPECT_EQ(advised.response.advice().verdict(), v1::VERDICT_CONNECT);
}

}  // namespace
}  // namespace connection_advisor::integration
