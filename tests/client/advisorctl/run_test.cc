#include "client/advisorctl/run.h"

#include <sstream>

#include "absl/status/status.h"
#include "connection_advisor/client/errors.h"
#include "connection_advisor/client/mocks/mock_connection.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "tests/client/advisorctl/sample_advice.h"

namespace connection_advisor::client {
namespace {

using testing::_;
using testing::HasSubstr;
using testing::Return;
using testing::StartsWith;

class RunTest : public testing::Test {
 protected:
  ExitCode Run(const Arguments& arguments, const std::string& input = "", bool in_is_terminal = false) {
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    const ExitCode code =
        client::Run(arguments, Client(connection_), Terminal{80, false}, {in, out, err, in_is_terminal});
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  // The request that `advise` sends for these arguments.
  v1::AdviseRequest Sent(const Arguments& arguments, const std::string& input = "") {
    v1::AdviseRequest sent;
    EXPECT_CALL(*connection_, Advise(_, _)).WillOnce([&sent](const CallContext&, const v1::AdviseRequest& request) {
      sent = request;
      v1::AdviseResponse response;
      *response.mutable_advice() = MeetFirst();
      return response;
    });
    EXPECT_EQ(Run(arguments, input), ExitCode::kAnswered) << err_;
    return sent;
  }

  std::shared_ptr<MockConnection> connection_ = std::make_shared<MockConnection>();
  std::string out_;
  std::string err_;
};

Arguments Advise() { return Arguments(); }

TEST_F(RunTest, StatementsAreAddedToTheFile) {
  Arguments arguments = Advise();
  arguments.file = "-";
  arguments.statements = {"relationship.met_in_person=false", "a.b=1"};
  arguments.platforms = {"twitter"};
  arguments.full = true;
  const v1::AdviseRequest sent =
      Sent(arguments, R"({"platform": "linkedin", "relationship": {"metInPerson": true, "seenTheirWork": true}})");
  EXPECT_EQ(sent.platform(), "twitter");
  EXPECT_TRUE(sent.relationship().has_met_in_person());
  EXPECT_FALSE(sent.relationship().met_in_person());
  EXPECT_TRUE(sent.relationship().seen_their_work());
  EXPECT_EQ(sent.facts().fields().at("a.b").number_value(), 1);
  EXPECT_EQ(sent.view(), v1::ADVICE_VIEW_FULL);
}

TEST_F(RunTest, WithNothingNamedTheRequestIsWhatIsPipedIn) {
  EXPECT_EQ(Sent(Advise(), R"({"platform": "linkedin"})").platform(), "linkedin");
}

TEST_F(RunTest, OnATerminalItDoesNotWaitForARequest) {
  EXPECT_EQ(Run(Advise(), "", true), ExitCode::kUsage);
  EXPECT_THAT(err_, StartsWith("advisorctl: no request: name a FILE"));
}

TEST_F(RunTest, APlatformAloneIsARequest) {
  Arguments arguments = Advise();
  arguments.platforms = {"linkedin"};
  EXPECT_EQ(Sent(arguments).platform(), "linkedin");
}

TEST_F(RunTest, AdviceIsACardOrJson) {
  v1::AdviseResponse response;
  *response.mutable_advice() = MeetFirst();
  EXPECT_CALL(*connection_, Advise(_, _)).Times(2).WillRepeatedly(Return(response));
  Arguments arguments = Advise();
  arguments.platforms = {"linkedin"};
  EXPECT_EQ(Run(arguments), ExitCode::kAnswered);
  EXPECT_THAT(out_, StartsWith("Meet first: "));
  arguments.json = true;
  EXPECT_EQ(Run(arguments), ExitCode::kAnswered);
  EXPECT_EQ(FromJson<v1::Advice>(out_).SerializeAsString(), MeetFirst().SerializeAsString());
}

TEST_F(RunTest, WhyNotAsksAboutTheRuleAndPrintsAPageOrJson) {
  v1::AdviseResponse response;
  *response.mutable_advice() = MeetFirst();
  response.mutable_advice()->mutable_why_not()->set_rule_id("known");
  v1::AdviseRequest sent;
  EXPECT_CALL(*connection_, Advise(_, _))
      .Times(2)
      .WillRepeatedly([&](const CallContext&, const v1::AdviseRequest& request) {
        sent = request;
        return response;
      });
  Arguments arguments;
  arguments.command = Command::kWhyNot;
  arguments.rule = "known";
  arguments.platforms = {"linkedin"};
  EXPECT_EQ(Run(arguments), ExitCode::kAnswered);
  EXPECT_EQ(sent.why_not_rule(), "known");
  EXPECT_EQ(sent.platform(), "linkedin");
  EXPECT_THAT(out_, HasSubstr("Why not known"));
  EXPECT_THAT(out_, testing::Not(HasSubstr("Next step"))) << "the page is about the rule";
  arguments.json = true;
  EXPECT_EQ(Run(arguments), ExitCode::kAnswered);
  EXPECT_EQ(FromJson<v1::Advice>(out_).why_not().rule_id(), "known");
}

TEST_F(RunTest, CompareSendsTheRequestAndThePlatforms) {
  v1::ComparePlatformsRequest sent;
  EXPECT_CALL(*connection_, ComparePlatforms(_, _))
      .WillOnce([&sent](const CallContext&, const v1::ComparePlatformsRequest& request) {
        sent = request;
        return v1::ComparePlatformsResponse();
      });
  Arguments arguments;
  arguments.command = Command::kCompare;
  arguments.statements = {"affinity.shared_passion=true"};
  arguments.platforms = {"linkedin", "twitter"};
  EXPECT_EQ(Run(arguments), ExitCode::kAnswered);
  EXPECT_TRUE(sent.request().affinity().shared_passion());
  EXPECT_EQ(sent.request().platform(), "");
  EXPECT_EQ(sent.platforms_size(), 2);
}

TEST_F(RunTest, AComparisonWithoutAnyAdviceFailsAsItsFirstResult) {
  EXPECT_CALL(*connection_, ComparePlatforms(_, _))
      .WillOnce(Return(FromJson<v1::ComparePlatformsResponse>(
          R"({"results": [{"platform": "x", "result": {"error": {"code": 5, "message": "x is not loaded"}}}]})")));
  Arguments arguments;
  arguments.command = Command::kCompare;
  arguments.platforms = {"x"};
  EXPECT_EQ(Run(arguments), ExitCode::kNotFound);
  EXPECT_THAT(out_, HasSubstr("x is not loaded"));
}

TEST_F(RunTest, PlatformsAndPlatformPrintWhatIsLoaded) {
  v1::ListPlatformsResponse list;
  list.add_platforms()->set_id("linkedin");
  v1::GetPlatformResponse one;
  one.mutable_platform()->set_id("linkedin");
  EXPECT_CALL(*connection_, ListPlatforms(_, _)).Times(2).WillRepeatedly(Return(list));
  EXPECT_CALL(*connection_, GetPlatform(_, _)).Times(2).WillRepeatedly(Return(one));
  for (const bool json : {false, true}) {
    Arguments arguments;
    arguments.json = json;
    arguments.command = Command::kPlatforms;
    EXPECT_EQ(Run(arguments), ExitCode::kAnswered);
    EXPECT_THAT(out_, HasSubstr("linkedin"));
    arguments.command = Command::kPlatform;
    arguments.platforms = {"linkedin"};
    EXPECT_EQ(Run(arguments), ExitCode::kAnswered);
    EXPECT_THAT(out_, HasSubstr("linkedin"));
  }
}

TEST_F(RunTest, AWrongStatementIsAMistakeOfUsage) {
  Arguments arguments = Advise();
  arguments.statements = {"relationship.met_in_persn=true"};
  EXPECT_EQ(Run(arguments), ExitCode::kUsage);
  EXPECT_EQ(err_,
            "advisorctl: --set relationship.met_in_persn: no such field; did you mean relationship.met_in_person?\n");
}

TEST_F(RunTest, AFileThatIsNotThereIsAMistakeOfUsage) {
  Arguments arguments = Advise();
  arguments.file = "/nowhere/request.json";
  EXPECT_EQ(Run(arguments), ExitCode::kUsage);
  EXPECT_EQ(err_, "advisorctl: no request to read in /nowhere/request.json: No such file or directory\n");
}

TEST_F(RunTest, AWrongFieldInTheFileIsAnInvalidRequest) {
  EXPECT_EQ(Run(Advise(), R"({"platfrom": "linkedin"})"), ExitCode::kInvalidRequest);
  EXPECT_THAT(err_, HasSubstr("platfrom: no such field; did you mean platform?"));
}

TEST_F(RunTest, TheServersErrorDecidesTheExitCode) {
  const std::pair<absl::Status, ExitCode> expected[] = {
      {absl::InvalidArgumentError("x"), ExitCode::kInvalidRequest},
      {absl::NotFoundError("x"), ExitCode::kNotFound},
      {absl::UnavailableError("x"), ExitCode::kUnavailable},
      {absl::DeadlineExceededError("x"), ExitCode::kUnavailable},
      {absl::InternalError("x"), ExitCode::kFailed},
      {absl::UnimplementedError("x"), ExitCode::kFailed},
  };
  for (const auto& [status, code] : expected) {
    EXPECT_CALL(*connection_, Advise(_, _)).WillOnce(Return(status));
    Arguments arguments = Advise();
    arguments.platforms = {"linkedin"};
    EXPECT_EQ(Run(arguments), code) << status;
    EXPECT_EQ(out_, "");
  }
}

TEST_F(RunTest, ErrorsAsJsonAreRpcStatus) {
  EXPECT_CALL(*connection_, Advise(_, _)).WillOnce(Return(absl::NotFoundError("no such platform")));
  Arguments arguments = Advise();
  arguments.platforms = {"x"};
  arguments.json = true;
  EXPECT_EQ(Run(arguments), ExitCode::kNotFound);
  EXPECT_EQ(FromRpcStatus(FromJson<google::rpc::Status>(err_)), absl::NotFoundError("no such platform"));
}

TEST_F(RunTest, ADetailThatHasNoJsonLeavesTheErrorItsOthers) {
  google::rpc::ErrorInfo info;
  info.set_reason("PLATFORM_NOT_LOADED");
  google::rpc::Status rpc;
  rpc.set_code(5);
  rpc.set_message("no such platform");
  rpc.add_details()->PackFrom(info);
  const google::rpc::Status known = rpc;
  google::protobuf::Any* detail = rpc.add_details();
  detail->set_type_url("type.example.org/acme.Quota");
  detail->set_value("\x08\x01");
  EXPECT_CALL(*connection_, Advise(_, _)).WillOnce(Return(FromRpcStatus(rpc)));
  Arguments arguments = Advise();
  arguments.platforms = {"x"};
  arguments.json = true;
  EXPECT_EQ(Run(arguments), ExitCode::kNotFound);
  EXPECT_EQ(FromJson<google::rpc::Status>(err_).SerializeAsString(), known.SerializeAsString()) << err_;
}

TEST_F(RunTest, NoServerSaysWhereItLookedAndWhatToDo) {
  EXPECT_CALL(*connection_, ListPlatforms(_, _)).WillOnce(Return(absl::UnavailableError("refused")));
  Arguments arguments;
  arguments.command = Command::kPlatforms;
  arguments.server = "127.0.0.1:1";
  EXPECT_EQ(Run(arguments), ExitCode::kUnavailable);
  EXPECT_EQ(err_,
            "advisorctl: refused\n  asked 127.0.0.1:1; start the server there, or name another with --server or "
            "CONNECTION_ADVISOR_SERVER\n");
}

}  // namespace
}  // namespace connection_advisor::client
