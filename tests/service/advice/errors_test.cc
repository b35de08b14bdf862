// What each error carries.
#include "service/advice/errors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/advice/answers.h"
#include "tests/service/advice/small_platform.h"

namespace connection_advisor::advice {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<std::string> Fields(const absl::Status& status) {
  std::vector<std::string> fields;
  const google::rpc::BadRequest bad_request = BadRequestOf(status);
  for (const auto& violation : bad_request.field_violations()) fields.push_back(violation.field());
  return fields;
}

platform::PlatformSet Loaded(const std::vector<std::string>& ids) {
  std::vector<std::shared_ptr<const platform::Platform>> platforms;
  for (const std::string& id : ids) {
    platform::Platform platform;
    platform.id = id;
    platforms.push_back(std::make_shared<platform::Platform>(platform));
  }
  return platform::PlatformSet(std::move(platforms));
}

TEST(InvalidRequest, CarriesEveryViolationInOrder) {
  const absl::Status status = InvalidRequest({{"a.b", "is wrong; mend it"}, {"c", "is too long"}, {"d", "is odd"}});
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(), "a.b: is wrong; mend it (and 2 more: see the details)");
  EXPECT_THAT(Fields(status), testing::ElementsAre("a.b", "c", "d"));
  EXPECT_EQ(BadRequestOf(status).field_violations(0).description(), "is wrong; mend it");
  EXPECT_EQ(ErrorInfoOf(status).reason(), "INVALID_REQUEST");
  EXPECT_EQ(ErrorInfoOf(status).domain(), "connection_advisor");
}

TEST(InvalidRequest, SaysItAllWhereOneThingIsWrong) {
  EXPECT_EQ(InvalidRequest({{"a.b", "is wrong"}}).message(), "a.b: is wrong");
}

TEST(ContradictoryFacts, NamesTheRulesBehindIt) {
  const absl::Status status = ContradictoryFacts({{"a", "says so"}, {"b", "says otherwise"}}, {"i1", "i2"});
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(), "these contradict each other: a, b");
  EXPECT_THAT(Fields(status), testing::ElementsAre("a", "b"));
  EXPECT_EQ(ErrorInfoOf(status).reason(), "CONTRADICTORY_FACTS");
  EXPECT_EQ(ErrorInfoOf(status).metadata().at("impossible_rules"), "i1, i2");
}

TEST(PlatformNotLoaded, ListsThoseThatAre) {
  const absl::Status status = PlatformNotLoaded("myspace", Loaded({"twitter", "facebook"}));
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(status.message(), "platform 'myspace' is not loaded; these are: facebook, twitter");
  EXPECT_EQ(ErrorInfoOf(status).reason(), "PLATFORM_NOT_LOADED");
  EXPECT_EQ(ErrorInfoOf(status).metadata().at("platform"), "myspace");
  EXPECT_EQ(ErrorInfoOf(status).metadata().at("loaded_platforms"), "facebook, twitter");
}

TEST(PlatformNotLoaded, SaysWhereNoneIs) {
  EXPECT_EQ(PlatformNotLoaded("myspace", Loaded({})).message(), "platform 'myspace' is not loaded; none is");
}

// What a caller sends comes back cut, between characters.
TEST(PlatformNotLoaded, EchoesNoMoreThanAHundredBytes) {
  const std::string long_id(5000, 'x');
  EXPECT_EQ(ErrorInfoOf(PlatformNotLoaded(long_id, Loaded({}))).metadata().at("platform"),
            std::string(100, 'x') + "...");
  std::string umlauts = "x";
  for (int i = 0; i < 100; ++i) umlauts += "ü";
  const std::string echoed = ErrorInfoOf(PlatformNotLoaded(umlauts, Loaded({}))).metadata().at("platform");
  EXPECT_EQ(echoed, umlauts.substr(0, 99) + "...");
  EXPECT_EQ(ErrorInfoOf(PlatformNotLoaded(std::string(100, 'x'), Loaded({}))).metadata().at("platform"),
            std::string(100, 'x'));
}

TEST(PlatformNotLoaded, EchoesNoControlCharacters) {
  EXPECT_THAT(std::string(PlatformNotLoaded("a\nb\x1b[1m", Loaded({})).message()),
              AllOf(Not(HasSubstr("\n")), Not(HasSubstr("\x1b"))));
}

TEST(ToRpcStatus, KeepsCodeMessageAndDetails) {
  const absl::Status status = ContradictoryFacts({{"a", "says so"}}, {"i1"});
  google::rpc::Status message;
  ToRpcStatus(status, &message);
  EXPECT_EQ(message.code(), 3);
  EXPECT_EQ(message.message(), status.message());
  ASSERT_EQ(message.details_size(), 2);
  google::rpc::BadRequest bad_request;
  google::rpc::ErrorInfo info;
  EXPECT_TRUE(message.details(0).UnpackTo(&bad_request));
  EXPECT_TRUE(message.details(1).UnpackTo(&info));
  EXPECT_EQ(info.reason(), "CONTRADICTORY_FACTS");
}

class AdviseErrors : public testing::Test {
 protected:
  AdviseErrors() : asked_(SmallRows()) {}

  absl::Status StatusOf(const v1::AdviseRequest& request) {
    v1::Advice advice;
    return asked_.Ask(request, &advice);
  }

  Asked asked_;
};

TEST_F(AdviseErrors, NameEveryBadFieldAtOnce) {
  v1::AdviseRequest request;
  request.mutable_member()->set_display_name(std::string(201, 'x'));
  request.set_request_id(std::string(129, 'x'));
  EXPECT_THAT(Fields(StatusOf(request)), testing::ElementsAre("platform", "member.display_name", "request_id"));
}

TEST_F(AdviseErrors, SayNotFoundWhateverElseIsWrong) {
  v1::AdviseRequest request;
  request.set_platform("myspace");
  request.set_request_id(std::string(129, 'x'));
  EXPECT_EQ(StatusOf(request).code(), absl::StatusCode::kNotFound);
  request.set_platform("Small");
  EXPECT_EQ(StatusOf(request).code(), absl::StatusCode::kNotFound) << "ids are matched exactly";
}

TEST_F(AdviseErrors, LookForContradictionsWhereEveryFieldIsValid) {
  v1::AdviseRequest request;
  request.set_platform("small");
  auto& facts = *request.mutable_facts()->mutable_fields();
  facts["small.f_met"].set_bool_value(false);
  facts["small.f_work"].set_string_value("V1");
  facts["small.f_shy"].set_bool_value(true);
  const absl::Status status = StatusOf(request);
  EXPECT_EQ(ErrorInfoOf(status).reason(), "CONTRADICTORY_FACTS");
  EXPECT_THAT(Fields(status), testing::ElementsAre("facts[\"small.f_work\"]", "facts[\"small.f_met\"]"));
  EXPECT_THAT(BadRequestOf(status).field_violations(0).description(),
              AllOf(HasSubstr("small.f_work is V1"), HasSubstr("The rule never_met_yet_good holds.")));

  request.set_request_id(std::string(129, 'x'));
  EXPECT_EQ(ErrorInfoOf(StatusOf(request)).reason(), "INVALID_REQUEST");
}

TEST_F(AdviseErrors, SayWhichRulesCanBeAskedAbout) {
  const auto said = [&](const std::string& rule_id) {
    v1::AdviseRequest request;
    request.set_platform("small");
    request.set_why_not_rule(rule_id);
    const absl::Status status = StatusOf(request);
    EXPECT_THAT(Fields(status), testing::ElementsAre("why_not_rule"));
    return BadRequestOf(status).field_violations(0).description();
  };
  EXPECT_EQ(said("goood"),
            "\"goood\" is no rule of small. Did you mean \"good\"? These decide there: \"full\", \"good\", \"bad\", "
            "\"met\", \"otherwise\".");
  EXPECT_THAT(said("something else entirely"), Not(HasSubstr("Did you mean")));
  EXPECT_EQ(said("shy"), "\"shy\" is a note, which decides nothing. Name a rule with a verdict.");
  EXPECT_EQ(said("never_met_yet_good"),
            "\"never_met_yet_good\" is an impossible rule, which decides nothing. Name a rule with a verdict.");
  EXPECT_LT(said(std::string(5000, 'x')).size(), 300u) << "what was sent is cut";
}

TEST_F(AdviseErrors, LeaveTheWorkspaceAsItWas) {
  const platform::PlatformSet platforms({std::make_shared<platform::Platform>(asked_.platform())});
  Workspace workspace;
  v1::AdviseRequest request;
  request.set_platform("myspace");
  EXPECT_EQ(Advise(platforms, request, workspace, &workspace.EmptyAdvice()).code(), absl::StatusCode::kNotFound);

  request.set_platform("small");
  v1::Advice& advice = workspace.EmptyAdvice();
  EXPECT_TRUE(Advise(platforms, request, workspace, &advice).ok());
  EXPECT_EQ(advice.platform(), "small");
}

}  // namespace
}  // namespace connection_advisor::advice
