// `advisorctl interview` against a server that knows a platform of three facts.
#include <map>
#include <sstream>
#include <string>
#include <vector>

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
using testing::StartsWith;

// One decides DECLINE where the colour is RED, CONNECT where it is GREEN; where it is BLUE, the number or, if that is
// unknown, whether they wave decides.
v1::GetPlatformResponse Described() {
  return FromJson<v1::GetPlatformResponse>(R"({"platform": {
    "id": "harbour", "displayName": "Harbour", "purpose": "meeting ships",
    "facts": [
      {"id": "harbour.colour", "kind": "FACT_KIND_CHOICE", "question": "Which flag do they show?",
       "values": ["RED", "GREEN", "DARK_BLUE"]},
      {"id": "harbour.masts", "kind": "FACT_KIND_INTEGER", "question": "How many masts do they have?",
       "values": ["below 3", "at least 3"]},
      {"id": "harbour.waves", "kind": "FACT_KIND_BOOLEAN", "question": "Do they wave?", "values": ["false", "true"]},
      {"id": "harbour.fog", "kind": "FACT_KIND_BOOLEAN", "question": "Is there fog?", "values": ["false", "true"],
       "assumption": "false"}
    ],
    "rules": [{"id": "friend", "summary": "They come as friends."}, {"id": "otherwise", "summary": "Nobody knows."}]
  }})");
}

v1::Advice Decided(v1::Verdict verdict) {
  v1::Advice advice;
  advice.set_verdict(verdict);
  advice.set_headline(verdict == v1::VERDICT_CONNECT ? "Connect: ahoy." : "Decline: storm.");
  advice.set_platform("harbour");
  return advice;
}

v1::Advice Open(const std::vector<std::string>& names) {
  auto advice = FromJson<v1::Advice>(R"({
    "headline": "Not yet decided.", "verdict": "VERDICT_NEEDS_INFORMATION", "nextStep": "Ask.", "platform": "harbour",
    "assumptions": [{"factId": "harbour.fog", "value": "false"}],
    "possibleVerdicts": [{"verdict": "VERDICT_CONNECT", "shareOfCases": 0.75, "ruleIds": ["friend"]},
                         {"verdict": "VERDICT_DECLINE", "shareOfCases": 0.25, "ruleIds": ["otherwise"]}]})");
  const v1::Platform platform = Described().platform();
  for (const std::string& name : names) {
    for (const v1::PlatformFact& fact : platform.facts()) {
      if (fact.id() != "harbour." + name) continue;
      v1::Question* question = advice.add_questions();
      question->set_fact_id(fact.id());
      question->set_text(fact.question());
      *question->mutable_values() = fact.values();
    }
  }
  return advice;
}

absl::StatusOr<v1::AdviseResponse> Harbour(const v1::AdviseRequest& request) {
  v1::AdviseResponse response;
  const auto& facts = request.facts().fields();
  const auto said = [&](const std::string& name) {
    const auto fact = facts.find("harbour." + name);
    return fact == facts.end() ? "" : fact->second.string_value();
  };
  const auto masts = facts.find("harbour.masts");
  if (said("colour").empty()) {
    *response.mutable_advice() = Open({"colour", "masts", "waves"});
  } else if (said("colour") != "DARK_BLUE") {
    *response.mutable_advice() = Decided(said("colour") == "GREEN" ? v1::VERDICT_CONNECT : v1::VERDICT_DECLINE);
  } else if (masts != facts.end()) {
    if (masts->second.number_value() > 100) return absl::InvalidArgumentError("no ship has so many masts");
    const bool many = masts->second.number_value() >= 3 || masts->second.string_value() == "at least 3";
    *response.mutable_advice() = Decided(many ? v1::VERDICT_CONNECT : v1::VERDICT_DECLINE);
  } else if (!said("waves").empty()) {
    *response.mutable_advice() = Decided(said("waves") == "true" ? v1::VERDICT_CONNECT : v1::VERDICT_DECLINE);
  } else {
    *response.mutable_advice() = Open({"masts", "waves"});
  }
  return response;
}

class InterviewTest : public testing::Test {
 protected:
  InterviewTest() {
    ON_CALL(*connection_, GetPlatform(_, _)).WillByDefault(testing::Return(Described()));
    ON_CALL(*connection_, Advise(_, _)).WillByDefault([this](const CallContext&, const v1::AdviseRequest& request) {
      asked_.push_back(request);
      return Harbour(request);
    });
    arguments_.command = Command::kInterview;
    arguments_.platforms = {"harbour"};
  }

  ExitCode Interview(const std::string& input, bool somebody_types) {
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    const Client client(connection_);
    const ExitCode code = client::Run(arguments_, client, Terminal{80, false}, {in, out, err, somebody_types});
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  ExitCode Typed(const std::string& input) { return Interview(input, true); }
  ExitCode Piped(const std::string& input) { return Interview(input, false); }

  std::shared_ptr<testing::NiceMock<MockConnection>> connection_ =
      std::make_shared<testing::NiceMock<MockConnection>>();
  std::vector<v1::AdviseRequest> asked_;
  Arguments arguments_;
  std::string out_;
  std::string err_;
};

TEST_F(InterviewTest, FromAPipeEachQuestionStandsWithItsAnswerAndTheCardIsTheOutput) {
  EXPECT_EQ(Piped("dark blue\n\n2\n"), ExitCode::kAnswered);
  EXPECT_EQ(err_, "Which flag do they show? dark blue\nHow many masts do they have? 2\n");
  EXPECT_THAT(out_, StartsWith("Decline: storm.\n  DECLINE on harbour\n"));
}

TEST_F(InterviewTest, AnswersGoBackAsFacts) {
  EXPECT_EQ(Piped("3\n17\n"), ExitCode::kAnswered);
  ASSERT_EQ(asked_.size(), 3u);
  EXPECT_EQ(asked_[0].platform(), "harbour");
  EXPECT_FALSE(asked_[0].has_facts());
  EXPECT_EQ(asked_[2].facts().fields().at("harbour.colour").string_value(), "DARK_BLUE");
  EXPECT_EQ(asked_[2].facts().fields().at("harbour.masts").number_value(), 17);
}

TEST_F(InterviewTest, StatementsAndTheViewHoldFromTheStart) {
  arguments_.statements = {"harbour.colour=DARK_BLUE"};
  arguments_.full = true;
  EXPECT_EQ(Piped("at least\n"), ExitCode::kAnswered);
  EXPECT_EQ(asked_.front().view(), v1::ADVICE_VIEW_FULL);
  EXPECT_EQ(err_, "How many masts do they have? at least 3\n");
}

TEST_F(InterviewTest, AWrongStatementIsAMistakeOfUsage) {
  arguments_.statements = {"relationship.met_in_persn=true"};
  EXPECT_EQ(Piped(""), ExitCode::kUsage);
  EXPECT_TRUE(asked_.empty());
}

TEST_F(InterviewTest, WhatIsSkippedStaysUnknownAndTheNextBestIsAsked) {
  EXPECT_EQ(Piped("3\ndon't know\ny\n"), ExitCode::kAnswered);
  EXPECT_EQ(err_, "Which flag do they show? dark blue\nHow many masts do they have? skipped\nDo they wave? yes\n");
  EXPECT_EQ(asked_.back().facts().fields().count("harbour.masts"), 0u);
}

TEST_F(InterviewTest, BackTakesTheLastAnswerOrSkipBack) {
  EXPECT_EQ(Piped("3\ns\nback\nb\nred\n"), ExitCode::kAnswered);
  EXPECT_EQ(err_,
            "Which flag do they show? dark blue\nHow many masts do they have? skipped\nDo they wave? back\n"
            "How many masts do they have? back\nWhich flag do they show? red\n");
  EXPECT_EQ(asked_.back().facts().fields_size(), 1);
}

TEST_F(InterviewTest, AnInputThatEndsBeforeTheVerdictIsUndecided) {
  EXPECT_EQ(Piped("3\n"), ExitCode::kUndecided);
  EXPECT_EQ(err_,
            "Which flag do they show? dark blue\nHow many masts do they have?\n"
            "\nNot decided: the input ended before the verdict. To go on from here:\n"
            "  advisorctl interview harbour --set harbour.colour=DARK_BLUE\n");
  EXPECT_THAT(out_, HasSubstr("NEEDS_INFORMATION on harbour"));
}

TEST_F(InterviewTest, QuittingIsUndecidedToo) {
  arguments_.statements = {"candidate.display_name=Jane O'Hara"};
  EXPECT_EQ(Piped("q\n"), ExitCode::kUndecided);
  EXPECT_THAT(err_, HasSubstr("Not decided: you ended it. To go on from here:\n  advisorctl interview harbour --set "
                              "'candidate.display_name=Jane O'\\''Hara'\n"));
}

TEST_F(InterviewTest, WhatGoesOnGoesOnAtTheServerAndInTheViewThatWereNamed) {
  arguments_.statements = {"candidate.is_recruiter=true"};
  arguments_.full = true;
  arguments_.server_words = {"--server", "advisor.internal:50051", "--tls-ca", "my ca.pem", "--tls"};
  const std::string rest =
      " --set candidate.is_recruiter=true --set harbour.colour=DARK_BLUE --full --server advisor.internal:50051 "
      "--tls-ca 'my ca.pem' --tls\n";
  EXPECT_EQ(Piped("3\n"), ExitCode::kUndecided);
  EXPECT_THAT(err_, EndsWith("To go on from here:\n  advisorctl interview harbour" + rest));
  EXPECT_EQ(Typed("3\ns\ny\nq\n"), ExitCode::kAnswered);
  EXPECT_THAT(err_, HasSubstr("The same at once:\n  advisorctl advise --platform harbour"));
}

TEST_F(InterviewTest, WithEverythingSkippedItIsUndecided) {
  EXPECT_EQ(Piped("s\ns\ns\nred\n"), ExitCode::kUndecided);
  EXPECT_THAT(err_, HasSubstr("Not decided: every question that could settle it was skipped."));
}

TEST_F(InterviewTest, WhoeverTypesMayGoBackToWhatWasSkippedLast) {
  EXPECT_EQ(Typed("s\ns\ns\nb\nb\nb\ngreen\n"), ExitCode::kAnswered);
  EXPECT_THAT(err_, HasSubstr("Only what you skipped could settle it now. b goes back, Enter ends. > "));
  EXPECT_EQ(Typed("s\ns\ns\n\n"), ExitCode::kUndecided);
  EXPECT_EQ(Typed("s\ns\ns\n"), ExitCode::kUndecided);
}

TEST_F(InterviewTest, FromAPipeALineThatIsNoAnswerEndsItAndIsNamed) {
  EXPECT_EQ(Piped("\n3\nmany\n2\n"), ExitCode::kInvalidRequest);
  EXPECT_EQ(err_,
            "Which flag do they show? dark blue\nHow many masts do they have?\n"
            "advisorctl: line 3: \"many\" is no answer here; type a whole number, or one of: below 3, at least 3\n");
  EXPECT_EQ(out_, "");
  EXPECT_EQ(Piped("back\n"), ExitCode::kInvalidRequest);
  EXPECT_THAT(err_, HasSubstr("line 1: this is the first question; there is none before it"));
}

TEST_F(InterviewTest, FromAPipeAnAnswerThatTheServerRefusesEndsIt) {
  EXPECT_EQ(Piped("3\n101\n"), ExitCode::kInvalidRequest);
  EXPECT_THAT(err_, EndsWith("advisorctl: no ship has so many masts\n"));
}

TEST_F(InterviewTest, WhoeverTypesIsToldAndMayTryAgain) {
  EXPECT_EQ(Typed("pink\n\n3\n101\n5\n"), ExitCode::kAnswered);
  EXPECT_THAT(err_, HasSubstr("[1-3] >   \"pink\" is no answer here; type 1 to 3, or one of: red, green, dark blue\n"));
  EXPECT_THAT(err_, HasSubstr("[1-3] >   type 1 to 3, or one of: red, green, dark blue\n"));
  EXPECT_THAT(err_, HasSubstr("no ship has so many masts\n"));
  EXPECT_THAT(err_, HasSubstr("You said: 101\n"));
  EXPECT_THAT(out_, StartsWith("Connect: ahoy."));
}

TEST_F(InterviewTest, WhoeverTypesSeesHowToAnswerAndWhatIsOpen) {
  EXPECT_EQ(Typed("green\n"), ExitCode::kAnswered);
  EXPECT_EQ(err_,
            "Harbour: meeting ships\n"
            "Answer by number, by word, or by its first letters. s skips, b goes back, ? says\n"
            "what is still open, h helps, q ends.\n"
            "\n"
            "  Open: CONNECT 75 %, DECLINE 25 % (of cases, no probability)\n"
            "\n"
            "1. Which flag do they show?\n"
            "    1  red\n"
            "    2  green\n"
            "    3  dark blue\n"
            "  [1-3] > \n"
            "\nThe same at once:\n  advisorctl advise --platform harbour --set harbour.colour=GREEN\n");
}

TEST_F(InterviewTest, WhyShowsTheOpenVerdictsWithTheirRulesAndWhatIsTakenForGranted) {
  EXPECT_EQ(Piped("why\ngreen\n"), ExitCode::kAnswered);
  EXPECT_EQ(err_,
            "Which flag do they show?\n"
            "\n"
            "Still open\n"
            "  The shares count the cases that fit what you have said, each once. They are no\n"
            "  probabilities.\n"
            "  CONNECT      75 %, if\n"
            "    - They come as friends.\n"
            "  DECLINE      25 %, if\n"
            "    - Nobody knows.\n"
            "\n"
            "Taken for granted (say otherwise with --set)\n"
            "  - Is there fog? no\n"
            "    harbour.fog=false\n"
            "\n"
            "What else could settle it, the best first\n"
            "  - How many masts do they have?\n"
            "  - Do they wave?\n"
            "Which flag do they show? green\n");
}

TEST_F(InterviewTest, HelpExplainsEveryWord) {
  EXPECT_EQ(Typed("h\ngreen\n"), ExitCode::kAnswered);
  for (const char* word : {"y, n", "s, skip", "b, back", "?, why", "q, quit"}) EXPECT_THAT(err_, HasSubstr(word));
}

TEST_F(InterviewTest, WhatTheAnswerWasIsShownWhenItsQuestionComesBack) {
  EXPECT_EQ(Typed("3\nb\n2\n"), ExitCode::kAnswered);
  EXPECT_THAT(err_, HasSubstr("    3  dark blue\n  You said: dark blue\n  [1-3] > "));
}

TEST_F(InterviewTest, WhatIsDecidedAsksNothing) {
  arguments_.statements = {"harbour.colour=RED"};
  EXPECT_EQ(Piped(""), ExitCode::kAnswered);
  EXPECT_EQ(err_, "");
  EXPECT_THAT(out_, StartsWith("Decline: storm."));
}

TEST_F(InterviewTest, AsJsonTheOutputIsTheAdvice) {
  arguments_.json = true;
  EXPECT_EQ(Piped("green\n"), ExitCode::kAnswered);
  EXPECT_EQ(FromJson<v1::Advice>(out_).SerializeAsString(), Decided(v1::VERDICT_CONNECT).SerializeAsString());
}

TEST_F(InterviewTest, AnErrorInBetweenSaysHowToGoOn) {
  EXPECT_CALL(*connection_, Advise(_, _))
      .WillOnce([](const CallContext&, const v1::AdviseRequest& request) { return Harbour(request); })
      .WillOnce(testing::Return(absl::UnavailableError("gone")));
  EXPECT_EQ(Typed("3\n"), ExitCode::kUnavailable);
  EXPECT_THAT(err_, HasSubstr("advisorctl: gone"));
  EXPECT_THAT(err_, EndsWith("To go on from here:\n  advisorctl interview harbour --set harbour.colour=DARK_BLUE\n"));
}

TEST_F(InterviewTest, APlatformThatIsNotLoadedIsSaidBeforeAnythingIsAsked) {
  EXPECT_CALL(*connection_, GetPlatform(_, _)).WillOnce(testing::Return(absl::NotFoundError("not loaded")));
  EXPECT_EQ(Piped("y\n"), ExitCode::kNotFound);
  EXPECT_TRUE(asked_.empty());
}

TEST_F(InterviewTest, NothingThatThePlatformOrTheTypistSaysReachesTheTerminalAsItStands) {
  v1::GetPlatformResponse hostile = Described();
  hostile.mutable_platform()->set_id("harbour; rm -r \033[31m.");
  hostile.mutable_platform()->set_display_name("Har\033[31mbour");
  hostile.mutable_platform()->mutable_rules(0)->set_summary("friends\033]0;title\007");
  EXPECT_CALL(*connection_, GetPlatform(_, _)).WillOnce(testing::Return(hostile));
  EXPECT_EQ(Typed("\033[2J\nwhy\ngreen\n"), ExitCode::kAnswered);
  EXPECT_THAT(err_, Not(HasSubstr("\033")));
  EXPECT_THAT(err_, Not(HasSubstr("\007")));
  EXPECT_THAT(err_, HasSubstr("The same at once:\n  advisorctl advise --platform harbour --set "))
      << "what is to be copied to a shell has the name that was typed";
}

}  // namespace
}  // namespace connection_advisor::client
