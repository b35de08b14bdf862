#include "service/deployment/compiler_answer.h"

#include <google/protobuf/util/delimited_message_util.h>

#include <sstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/deployment/text_check.h"

namespace connection_advisor::deployment {
namespace {

using image::v1::CompilerMessage;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Le;
using ::testing::SizeIs;

CompilerMessage Walls(const std::string& name) {
  CompilerMessage message;
  message.mutable_walls()->add_names(name);
  return message;
}
CompilerMessage Progress(const std::string& stage) {
  CompilerMessage message;
  message.mutable_progress()->set_stage(stage);
  return message;
}
CompilerMessage Denial(const std::string& call) {
  CompilerMessage message;
  message.mutable_denial()->set_system_call(call);
  return message;
}
CompilerMessage Refusal(int causes, const std::string& cause) {
  CompilerMessage message;
  for (int i = 0; i < causes; ++i) message.mutable_refusal()->add_causes(cause);
  return message;
}
CompilerMessage Image(const std::string& name) {
  CompilerMessage message;
  message.mutable_image()->set_name(name);
  return message;
}

std::string Bytes(const std::vector<CompilerMessage>& messages) {
  std::ostringstream bytes;
  for (const CompilerMessage& message : messages) {
    google::protobuf::util::SerializeDelimitedToOstream(message, &bytes);
  }
  return bytes.str();
}

TEST(CompilerAnswerTest, IsWhatWasSaid) {
  const CompilerAnswer answer =
      ReadAnswer(Bytes({Walls("seccomp"), Progress("loading"), Denial("socket"), Progress("exploring"), Image("a")}));
  EXPECT_FALSE(answer.malformed || answer.too_large);
  EXPECT_THAT(answer.walls, ElementsAre("seccomp"));
  EXPECT_EQ(answer.stage, "exploring");
  EXPECT_THAT(answer.denied_calls, ElementsAre("socket"));
  EXPECT_EQ(answer.image.value().name(), "a");
}

TEST(CompilerAnswerTest, EndsWithTheFirstImageOrRefusal) {
  for (const CompilerMessage& more : {Image("b"), Refusal(1, "b"), Progress("b")}) {
    const CompilerAnswer answer = ReadAnswer(Bytes({Walls("seccomp"), Image("a"), more}));
    EXPECT_TRUE(answer.malformed);
    EXPECT_EQ(answer.image.value().name(), "a");
    EXPECT_EQ(answer.stage, "starting");
    EXPECT_TRUE(ReadAnswer(Bytes({Refusal(1, "a"), more})).malformed);
  }
}

TEST(CompilerAnswerTest, IsMalformedWhereverItEndsWithinAMessage) {
  const std::string head = Bytes({Walls("seccomp")});
  const std::string bytes = head + Bytes({Progress("loading")});
  for (size_t size = 0; size <= bytes.size(); ++size) {
    EXPECT_EQ(ReadAnswer(bytes.substr(0, size)).malformed, size != 0 && size != head.size() && size != bytes.size());
  }
  EXPECT_TRUE(ReadAnswer(bytes + "\xff\xff\xff\xff\xff\xff").malformed);
  EXPECT_TRUE(ReadAnswer(bytes + std::string(1, '\0')).malformed) << "a message of nothing";
}

TEST(CompilerAnswerTest, KeepsNoMoreTextsThanAReaderCanBear) {
  const std::string lines(1 << 20, '\n');
  std::vector<CompilerMessage> messages = {Walls(lines), Progress(lines)};
  for (int i = 0; i < 200; ++i) messages.push_back(Denial(lines));
  messages.push_back(Refusal(100'000, "cause"));
  const CompilerAnswer answer = ReadAnswer(Bytes(messages));
  const auto is_short = SizeIs(Le(kMaxPrintableBytes + 10));
  EXPECT_THAT(answer.walls, Each(is_short));
  EXPECT_THAT(answer.stage, is_short);
  EXPECT_THAT(answer.denied_calls, SizeIs(kMaxDeniedCalls));
  EXPECT_THAT(answer.denied_calls, Each(is_short));
  EXPECT_THAT(answer.causes, SizeIs(kMaxPrintableLines));
  EXPECT_EQ(answer.causes.back(), "and 99901 more");
}

TEST(CompilerAnswerTest, IsTooLargeWhereAMessageWouldComeToGigabytes) {
  CompilerMessage message = Image("a");
  for (int i = 0; i < 2'000'000; ++i) {
    message.mutable_image()->GetReflection()->MutableUnknownFields(message.mutable_image())->AddLengthDelimited(4, "");
  }
  const CompilerAnswer answer = ReadAnswer(Bytes({Walls("seccomp"), Progress("loading"), message}));
  EXPECT_TRUE(answer.too_large);
  EXPECT_FALSE(answer.image.has_value());
  EXPECT_EQ(answer.stage, "loading");
}

}  // namespace
}  // namespace connection_advisor::deployment
