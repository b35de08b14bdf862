#include "service/edge/written_results.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "connection_advisor/v1/connection_advisor.pb.h"
#include "google/rpc/status.pb.h"
#include "tests/service/edge/bytes_of.h"

namespace connection_advisor::edge {
namespace {

// The same results twice: written one by one, and as the message that they are to be the bytes of.
class WrittenResultsTest : public ::testing::Test {
 protected:
  void AddAdvice(const std::string& headline) {
    v1::Advice advice;
    advice.set_headline(headline);
    advice.set_verdict(v1::VERDICT_CONNECT);
    advice.add_reasons()->set_rule_id("known_for_good_work");
    written_.Add(advice);
    *expected_.add_results()->mutable_advice() = advice;
  }

  void AddError(const std::string& message) {
    google::rpc::Status error;
    error.set_code(3);
    error.set_message(message);
    written_.Add(error);
    *expected_.add_results()->mutable_error() = error;
  }

  std::string Written() { return BytesOf(written_); }

  WrittenResults written_;
  v1::BatchAdviseResponse expected_;
};

TEST_F(WrittenResultsTest, AreTheBytesOfTheMessage) {
  written_.Expect(4);
  AddAdvice("Connect: you know each other.");
  AddError("is empty");
  AddAdvice("");
  AddAdvice(std::string(300, 'x'));
  EXPECT_EQ(Written(), expected_.SerializeAsString());
}

TEST_F(WrittenResultsTest, AreThoseBytesWhateverWasExpected) {
  for (const int expected : {0, 1, 3, 1'000}) {
    expected_.Clear();
    written_.Expect(expected);
    for (int i = 0; i < 3; ++i) AddAdvice(absl::StrCat("advice ", i));
    EXPECT_EQ(Written(), expected_.SerializeAsString()) << expected;
  }
}

TEST_F(WrittenResultsTest, GoOnOverManyBlocksAndTakeAResultThatIsLargerThanAny) {
  written_.Expect(1'000);
  for (int i = 0; i < 1'000; ++i) AddAdvice(std::string(static_cast<size_t>(i == 500 ? 1'000'000 : i), 'x'));
  EXPECT_EQ(Written(), expected_.SerializeAsString());
}

TEST_F(WrittenResultsTest, NoneIsAnEmptyMessage) { EXPECT_EQ(Written(), ""); }

TEST_F(WrittenResultsTest, AreHandedOverOnce) {
  AddAdvice("the first");
  EXPECT_NE(Written(), "");
  EXPECT_EQ(Written(), "");
}

}  // namespace
}  // namespace connection_advisor::edge
