// The programs that interview, each piped the answers of somebody who knows the truth: they come to what the service
// says of that person, by the questions that it asks.
#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "tests/integration/program.h"
#include "tests/integration/requests.h"
#include "tests/integration/served_test.h"

namespace connection_advisor::integration {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

constexpr int kPeople = 8;  // for each platform

struct Interviewed {
  std::vector<std::string> questions;
  std::vector<std::string> answers;  // as the questions write them
  std::vector<int> numbers;          // the same by their places, from 1
  v1::Advice advice;
};

// What the service asks of somebody who knows `truth`, and says in the end.
Interviewed Interview(const Judge& judge, const std::shared_ptr<grpc::Channel>& channel, const oracle::Case& truth) {
  Interviewed interviewed;
  v1::AdviseRequest request = RequestTo(judge.table().id);
  while (true) {
    interviewed.advice = Advise(channel, request).response.advice();
    if (interviewed.advice.verdict() != v1::VERDICT_NEEDS_INFORMATION) return interviewed;
    const v1::Question& question = interviewed.advice.questions(0);
    const int fact = oracle::FactIndex(judge.table(), question.fact_id());
    const std::string& answer = judge.table().facts[fact].values[truth[fact]];
    const auto place = std::find(question.values().begin(), question.values().end(), answer);
    interviewed.questions.push_back(question.text());
    interviewed.answers.push_back(answer);
    interviewed.numbers.push_back(static_cast<int>(place - question.values().begin()) + 1);
    (*request.mutable_facts()->mutable_fields())[question.fact_id()].set_string_value(answer);
  }
}

// A person who agrees with the platform's assumptions, as nobody asks about those.
oracle::Case RandomPerson(const Judge& judge, Random& random) {
  const oracle::Knowledge assumed = judge.oracle().WithAssumptions(judge.oracle().NothingKnown());
  while (true) {
    oracle::Case person = RandomCase(judge.table(), random);
    for (size_t fact = 0; fact < person.size(); ++fact) {
      if (assumed[fact] != oracle::kUnknown) person[fact] = assumed[fact];
    }
    if (judge.oracle().cases().Decided(person)) return person;
  }
}

template <typename Line>
std::string Lines(const std::vector<Line>& lines) {
  std::ostringstream text;
  for (const Line& line : lines) text << line << "\n";
  return text.str();
}

class InterviewProgramsTest : public ServedPlatformTest {
 protected:
  static std::string Advisorctl(const std::string& words) {
    return std::string(ADVISORCTL) + " " + words + " --server " + server().address();
  }
};

TEST_P(InterviewProgramsTest, AdvisorctlComesToTheAdviceOfTheService) {
  Random random(11);
  for (int i = 0; i < kPeople; ++i) {
    const Interviewed expected = Interview(judge(), channel(), RandomPerson(judge(), random));
    const Outcome outcome =
        RunProgram(Advisorctl("interview " + judge().table().id + " --json"), Lines(expected.answers));
    ASSERT_EQ(outcome.code, 0) << outcome.errors;
    v1::Advice advice;
    ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(outcome.out, &advice).ok()) << outcome.out;
    EXPECT_EQ(advice.SerializeAsString(), expected.advice.SerializeAsString());
    for (const std::string& question : expected.questions) EXPECT_THAT(outcome.errors, HasSubstr(question));
  }
}

TEST_P(InterviewProgramsTest, AdvisorctlSaysHowFarItCameWhereTheAnswersEnd) {
  const v1::Advice first = Advise(channel(), RequestTo(judge().table().id)).response.advice();
  const Outcome outcome = RunProgram(Advisorctl("interview " + judge().table().id));
  EXPECT_EQ(outcome.code, 6);
  EXPECT_THAT(outcome.errors, StartsWith(first.questions(0).text()));
  EXPECT_THAT(outcome.errors, EndsWith("To go on from here:\n  advisorctl interview " + judge().table().id +
                                       " --server " + server().address() + "\n"));
  EXPECT_THAT(outcome.out, HasSubstr("NEEDS_INFORMATION on " + judge().table().id));
}

TEST_P(InterviewProgramsTest, TheExampleComesToTheSameOverOneStream) {
  Random random(12);
  for (int i = 0; i < kPeople; ++i) {
    const Interviewed expected = Interview(judge(), channel(), RandomPerson(judge(), random));
    const Outcome outcome = RunProgram(
        std::string(INTERVIEW_EXAMPLE) + " " + server().address() + " " + judge().table().id, Lines(expected.numbers));
    ASSERT_EQ(outcome.code, 0) << outcome.errors;
    EXPECT_THAT(outcome.out, EndsWith(expected.advice.headline() + "\n" + expected.advice.next_step() + "\n"));
    for (const std::string& question : expected.questions) EXPECT_THAT(outcome.out, HasSubstr(question + "\n  1  "));
  }
}

FOR_EVERY_PLATFORM(InterviewProgramsTest);

using InterviewExampleTest = ServedTest;

TEST_F(InterviewExampleTest, SaysWhatIsWrong) {
  const std::string example = INTERVIEW_EXAMPLE;
  EXPECT_EQ(RunProgram(example).code, 2);
  const Outcome unknown = RunProgram(example + " " + server().address() + " mastodon");
  EXPECT_EQ(unknown.code, 1);
  EXPECT_THAT(unknown.errors, HasSubstr("mastodon"));
  EXPECT_EQ(RunProgram(example + " 127.0.0.1:1 linkedin").code, 1);
}

TEST_F(InterviewExampleTest, EndsUndecidedWhereNobodyAnswers) {
  const Outcome outcome = RunProgram(std::string(INTERVIEW_EXAMPLE) + " " + server().address() + " linkedin", "9\n1\n");
  EXPECT_EQ(outcome.code, 0) << outcome.errors;
  EXPECT_THAT(outcome.out, HasSubstr("  a number from 1 to 4, please\n"));
  EXPECT_THAT(outcome.out, HasSubstr("\nNot yet decided: "));
}

}  // namespace
}  // namespace connection_advisor::integration
