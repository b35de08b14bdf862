#include "service/edge/written_advice.h"

#include <gtest/gtest.h>

#include <string>

#include "connection_advisor/v1/connection_advisor.pb.h"
#include "tests/service/edge/bytes_of.h"

namespace connection_advisor::edge {
namespace {

v1::Advice AdviceOf(const std::string& headline) {
  v1::Advice advice;
  advice.set_verdict(v1::VERDICT_CONNECT);
  advice.set_headline(headline);
  return advice;
}

std::string Bytes(const v1::Advice& advice) {
  v1::AdviseResponse response;
  *response.mutable_advice() = advice;
  return response.SerializeAsString();
}

TEST(WrittenAdviceTest, IsTheBytesOfTheMessage) {
  // The last passes what a slice holds in itself, and what one byte of length can say.
  for (const size_t length : {0, 3, 500}) {
    const v1::Advice advice = AdviceOf(std::string(length, 'x'));
    WrittenAdvice written;
    written.Write(advice);
    EXPECT_EQ(BytesOf(written), Bytes(advice)) << length;
  }
}

TEST(WrittenAdviceTest, IsOfTheMomentWhenItWasWritten) {
  v1::Advice advice = AdviceOf("Connect: you know each other.");
  const std::string expected = Bytes(advice);
  WrittenAdvice written;
  written.Write(advice);
  advice.Clear();
  EXPECT_EQ(BytesOf(written), expected);
}

TEST(WrittenAdviceTest, IsHandedOverOnce) {
  WrittenAdvice written;
  written.Write(AdviceOf("the first"));
  EXPECT_NE(BytesOf(written), "");
  EXPECT_EQ(BytesOf(written), "");
}

}  // namespace
}  // namespace connection_advisor::edge
