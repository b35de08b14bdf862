#include <algorithm>
#include <fstream>
#include <sstream>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "client/advisorctl/batch_input.h"
#include "client/advisorctl/batch_output.h"
#include "client/advisorctl/run.h"
#include "connection_advisor/client/mocks/mock_connection.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/client/advisorctl/sample_advice.h"

namespace connection_advisor::client {
namespace {

using testing::_;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::Return;
using testing::StartsWith;

// CONNECT for whom one has met, an error for whom one has not, a question where nobody said.
v1::AdviceResult AnswerTo(const v1::AdviseRequest& request) {
  v1::AdviceResult result;
  if (!request.relationship().has_met_in_person()) {
    *result.mutable_advice() = Undecided();
  } else if (request.relationship().met_in_person()) {
    result.mutable_advice()->set_headline("Connect, by all means.");
    result.mutable_advice()->set_verdict(v1::VERDICT_CONNECT);
    result.mutable_advice()->set_platform(request.platform());
    auto* reason = result.mutable_advice()->add_reasons();
    reason->set_rule_id("met");
    reason->set_summary("You have met.");
  } else {
    result.mutable_error()->set_code(3);
    result.mutable_error()->set_message("never met");
  }
  return result;
}

class BatchCommandTest : public testing::Test {
 protected:
  void AnswerAll() {
    EXPECT_CALL(*connection_, BatchAdvise(_, _))
        .WillRepeatedly([this](const CallContext&, const v1::BatchAdviseRequest& request) {
          v1::BatchAdviseResponse response;
          for (const auto& one : request.requests()) {
            sent_.push_back(one);
            *response.add_results() = AnswerTo(one);
          }
          return response;
        });
  }

  ExitCode Run(Arguments arguments, const std::string& input, bool err_is_terminal = false) {
    arguments.command = Command::kBatch;
    if (arguments.file.empty()) arguments.file = "-";
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    const ExitCode code =
        client::Run(arguments, Client(connection_), Terminal{80, false}, {in, out, err, false, err_is_terminal});
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  static Arguments Csv() {
    Arguments arguments;
    arguments.input_format = "csv";
    return arguments;
  }

  static Arguments JsonLines() {
    Arguments arguments;
    arguments.input_format = "jsonl";
    return arguments;
  }

  std::shared_ptr<MockConnection> connection_ = std::make_shared<MockConnection>();
  std::vector<v1::AdviseRequest> sent_;
  std::string out_;
  std::string err_;
};

TEST_F(BatchCommandTest, JsonLinesInJsonLinesOut) {
  AnswerAll();
  EXPECT_EQ(Run(JsonLines(), "{\"platform\": \"twitter\", \"relationship\": {\"met_in_person\": true}}\n\n{}\n"),
            ExitCode::kAnswered);
  std::istringstream lines(out_);
  std::string first;
  std::string second;
  std::string none;
  ASSERT_TRUE(std::getline(lines, first) && std::getline(lines, second));
  EXPECT_FALSE(std::getline(lines, none));
  EXPECT_EQ(FromJson<v1::AdviceResult>(first).advice().platform(), "twitter");
  EXPECT_EQ(FromJson<v1::AdviceResult>(second).advice().verdict(), v1::VERDICT_NEEDS_INFORMATION);
}

TEST_F(BatchCommandTest, ATableStatesAFactInEachCellThatHasSomething) {
  AnswerAll();
  EXPECT_EQ(Run(Csv(),
                "\xEF\xBB\xBF"
                "candidate.display_name,relationship.met_in_person,mastodon.same_server\n"
                "\"Doe, Jane\",true,\n"
                "Tom,,true\n"),
            ExitCode::kAnswered);
  ASSERT_EQ(sent_.size(), 2u);
  EXPECT_EQ(sent_[0].candidate().display_name(), "Doe, Jane");
  EXPECT_TRUE(sent_[0].relationship().met_in_person());
  EXPECT_TRUE(sent_[0].facts().fields().empty());
  EXPECT_FALSE(sent_[1].has_relationship());
  EXPECT_TRUE(sent_[1].facts().fields().at("mastodon.same_server").bool_value());
}

TEST_F(BatchCommandTest, ATableOfResultsNamesTheLineOfItsRow) {
  AnswerAll();
  Run(Csv(), "relationship.met_in_person\ntrue\nfalse\n");
  EXPECT_EQ(out_,
            "line,request_id,platform,verdict,headline,rules,next_step,suggested_reply,questions,error\n"
            "2,,,CONNECT,\"Connect, by all means.\",met,,,,\n"
            "3,,,,,,,,,never met\n");
}

TEST_F(BatchCommandTest, TheOutputMayBeOfTheOtherKind) {
  AnswerAll();
  Arguments arguments = Csv();
  arguments.output_format = "jsonl";
  EXPECT_EQ(Run(arguments, "relationship.met_in_person\ntrue\n"), ExitCode::kAnswered);
  EXPECT_THAT(out_, StartsWith("{\"advice\":"));
}

TEST_F(BatchCommandTest, TheCommandLineHoldsForEveryRow) {
  AnswerAll();
  Arguments arguments = JsonLines();
  arguments.platforms = {"linkedin"};
  arguments.statements = {"relationship.met_in_person=true"};
  arguments.full = true;
  EXPECT_EQ(Run(arguments, "{\"platform\": \"twitter\"}\n{}\n"), ExitCode::kAnswered);
  ASSERT_EQ(sent_.size(), 2u);
  for (const auto& request : sent_) {
    EXPECT_EQ(request.platform(), "linkedin");
    EXPECT_TRUE(request.relationship().met_in_person());
    EXPECT_EQ(request.view(), v1::ADVICE_VIEW_FULL);
  }
}

TEST_F(BatchCommandTest, AWrongStatementIsAMistakeOfTheCommandLine) {
  EXPECT_CALL(*connection_, BatchAdvise(_, _)).Times(0);
  Arguments arguments = JsonLines();
  arguments.statements = {"relationship.met_in_person=true", "relationship.met_in_persn=true"};
  EXPECT_EQ(Run(arguments, "{}\n{}\n"), ExitCode::kUsage);
  EXPECT_EQ(out_, "");
  EXPECT_EQ(err_,
            "advisorctl: --set relationship.met_in_persn: no such field; did you mean "
            "relationship.met_in_person?\n");
}

TEST_F(BatchCommandTest, AWrongRowLeavesItsNeighboursAlone) {
  AnswerAll();
  EXPECT_EQ(Run(Csv(), "relationship.met_in_person,view\ntrue,\nyes,\ntrue,\ntrue,FULL,oops\n"),
            ExitCode::kInvalidRequest);
  EXPECT_EQ(sent_.size(), 2u);
  EXPECT_THAT(out_, HasSubstr("\n3,,,,,,,,,\"relationship.met_in_person: \"\"yes\"\" is neither true nor false"));
  EXPECT_THAT(out_, HasSubstr("\n4,,,CONNECT,"));
  EXPECT_THAT(out_, HasSubstr("\n5,,,,,,,,,has 3 cells for 2 columns; quote a cell that holds a comma\n"));
  EXPECT_THAT(err_, HasSubstr("no advice         2"));
}

// The server would refuse the whole message.
TEST_F(BatchCommandTest, ACellThatIsNotUtf8IsWrongByItself) {
  AnswerAll();
  EXPECT_EQ(Run(Csv(), "candidate.display_name\nAnn\nJos\xE9\nTom\n"), ExitCode::kInvalidRequest);
  ASSERT_EQ(sent_.size(), 2u);
  EXPECT_EQ(sent_[1].candidate().display_name(), "Tom");
  EXPECT_THAT(out_, HasSubstr("\n3,,,,,,,,,\"candidate.display_name: is not UTF-8; save the file as UTF-8, "));
  EXPECT_THAT(out_, Not(HasSubstr("\xE9")));
}

TEST_F(BatchCommandTest, AnErrorIsPrintedAsJsonWithoutTheDetailsThatHaveNone) {
  v1::AdviceResult result;
  result.mutable_error()->set_code(3);
  result.mutable_error()->set_message("never met");
  google::protobuf::Any* detail = result.mutable_error()->add_details();
  detail->set_type_url("type.example.org/acme.Quota");
  detail->set_value("\x08\x01");
  EXPECT_EQ(BatchLine(BatchFormat::kJsonLines, 2, result), "{\"error\":{\"code\":3,\"message\":\"never met\"}}\n");
}

TEST_F(BatchCommandTest, AWrongColumnIsSaidOnceAndNothingIsSent) {
  EXPECT_CALL(*connection_, BatchAdvise(_, _)).Times(0);
  EXPECT_EQ(Run(Csv(), "relationship.met_in_persn\ntrue\ntrue\n"), ExitCode::kInvalidRequest);
  EXPECT_EQ(err_,
            "advisorctl: column relationship.met_in_persn: no such field; did you mean relationship.met_in_person?\n");
  EXPECT_EQ(Run(Csv(), ""), ExitCode::kInvalidRequest);
  EXPECT_EQ(Run(Csv(), "a.b,,c.d\n"), ExitCode::kInvalidRequest);
  EXPECT_THAT(err_, HasSubstr("column 2 has no name"));
}

TEST_F(BatchCommandTest, AQuoteThatIsNeverClosedEndsItAfterTheRowsBefore) {
  AnswerAll();
  EXPECT_EQ(Run(Csv(), "relationship.met_in_person,candidate.display_name\ntrue,a\ntrue,\"b\ntrue,c\n"),
            ExitCode::kInvalidRequest);
  EXPECT_EQ(sent_.size(), 1u);
  EXPECT_THAT(out_, HasSubstr("\n2,,,CONNECT,"));
  EXPECT_THAT(err_, StartsWith("1 request\n"));
  EXPECT_THAT(err_, HasSubstr("advisorctl: line 3: a quote is opened and never closed; "));
  EXPECT_EQ(Run(Csv(), "\"relationship.met_in_person\ntrue\n"), ExitCode::kInvalidRequest);
  EXPECT_THAT(err_, StartsWith("advisorctl: line 1: a quote is opened and never closed; "));
}

// It opens, and fails only when it is read.
TEST_F(BatchCommandTest, ADirectoryIsNoEmptyFile) {
  for (Arguments arguments : {Csv(), JsonLines()}) {
    arguments.file = testing::TempDir();
    EXPECT_EQ(Run(arguments, ""), ExitCode::kUsage);
    EXPECT_THAT(err_, EndsWith("advisorctl: cannot read " + testing::TempDir() + ": Is a directory\n"));
  }
}

TEST_F(BatchCommandTest, TheSummaryCountsVerdictsReasonsAndQuestions) {
  AnswerAll();
  Run(Csv(), "relationship.met_in_person,candidate.display_name\ntrue,a\ntrue,b\nfalse,c\n,d\n");
  EXPECT_EQ(err_,
            "4 requests\n"
            "  CONNECT           2  50 %\n"
            "  NEEDS_INFORMATION 1  25 %\n"
            "  no advice         1  see the results\n"
            "\n"
            "The most frequent reasons\n"
            "  2  You have met.\n"
            "\n"
            "Asked first, the most frequent\n"
            "  1  Have you met in person?\n");
}

TEST_F(BatchCommandTest, ALongFileGoesThroughAndKeepsItsOrder) {
  AnswerAll();
  std::string input = "request_id,relationship.met_in_person\n";
  for (int i = 0; i < 2500; ++i) absl::StrAppend(&input, i, i % 2 == 0 ? ",true\n" : ",yes\n");
  EXPECT_EQ(Run(Csv(), input), ExitCode::kInvalidRequest);
  EXPECT_EQ(sent_.size(), 1250u);
  std::istringstream lines(out_);
  std::string line;
  std::getline(lines, line);
  for (int i = 0; i < 2500; ++i) {
    ASSERT_TRUE(std::getline(lines, line));
    EXPECT_THAT(line, StartsWith(absl::StrCat(i + 2, ",")));
    EXPECT_EQ(line.find("CONNECT") != std::string::npos, i % 2 == 0) << line;
  }
}

TEST_F(BatchCommandTest, AFailingServerEndsItWithItsCode) {
  EXPECT_CALL(*connection_, BatchAdvise(_, _)).WillOnce(Return(absl::UnavailableError("gone")));
  EXPECT_EQ(Run(Csv(), "relationship.met_in_person\ntrue\n"), ExitCode::kUnavailable);
  EXPECT_THAT(err_, HasSubstr("advisorctl: line 2: gone; the results of the lines before are written\n"));
}

TEST_F(BatchCommandTest, AServerThatFailsLaterLeavesTheResultsBeforeAndNamesTheLines) {
  EXPECT_CALL(*connection_, BatchAdvise(_, _))
      .WillOnce([](const CallContext&, const v1::BatchAdviseRequest& request) {
        v1::BatchAdviseResponse response;
        for (const auto& one : request.requests()) *response.add_results() = AnswerTo(one);
        return response;
      })
      .WillOnce(Return(absl::UnavailableError("gone")));
  std::string input = "relationship.met_in_person\n";
  for (int i = 0; i < 1500; ++i) input += "true\n";
  EXPECT_EQ(Run(Csv(), input), ExitCode::kUnavailable);
  EXPECT_EQ(std::count(out_.begin(), out_.end(), '\n'), 1001);
  EXPECT_THAT(err_, StartsWith("1000 requests\n  CONNECT           1000  100 %\n"));
  EXPECT_THAT(err_, HasSubstr("advisorctl: lines 1002 to 1501: gone; the results of the lines before are written\n"));
}

TEST_F(BatchCommandTest, NothingMoreIsAskedOnceTheOutputTakesNoMore) {
  EXPECT_CALL(*connection_, BatchAdvise(_, _)).Times(0);
  Arguments arguments = JsonLines();
  arguments.command = Command::kBatch;
  arguments.file = "-";
  std::istringstream in("{}\n");
  std::ostringstream out;
  std::ostringstream err;
  out.setstate(std::ios::badbit);
  client::Run(arguments, Client(connection_), Terminal{80, false}, {in, out, err});
  EXPECT_EQ(err.str(), "0 requests\n");
}

TEST_F(BatchCommandTest, ProgressIsForTerminalsOnly) {
  AnswerAll();
  Run(Csv(), "relationship.met_in_person\ntrue\n");
  EXPECT_THAT(err_, Not(HasSubstr("\r")));
  Run(Csv(), "relationship.met_in_person\ntrue\n", true);
  EXPECT_THAT(err_, HasSubstr("\r\033[K1 done"));
}

TEST_F(BatchCommandTest, TheNameSaysWhatTheFileIs) {
  EXPECT_EQ(Run({}, ""), ExitCode::kUsage);
  EXPECT_EQ(err_, "advisorctl: - ends in neither .jsonl nor .csv; say which with --format\n");
  Arguments arguments;
  arguments.file = "/nowhere/people.CSV";
  EXPECT_EQ(Run(arguments, ""), ExitCode::kUsage);
  EXPECT_EQ(err_, "advisorctl: cannot read /nowhere/people.CSV: No such file or directory\n");

  AnswerAll();
  arguments.file = testing::TempDir() + "people.jsonl";
  std::ofstream(arguments.file) << "{\"relationship\": {\"met_in_person\": true}}\n";
  EXPECT_EQ(Run(arguments, "", true), ExitCode::kAnswered);
  EXPECT_THAT(err_, HasSubstr("100 %, 1 done"));
}

}  // namespace
}  // namespace connection_advisor::client
