#include "plugins/tool/replay/log_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/scratch_directory.h"

namespace connection_advisor::tool {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

constexpr size_t kPadding = 64;

class LogFileTest : public testing::Test {
 protected:
  std::vector<std::pair<uint64_t, std::string>> LinesOf(const std::string& text) {
    std::vector<std::pair<uint64_t, std::string>> lines;
    const absl::Status status = ForEachLine(
        directory_.Write("log", text).string(), kPadding,
        [&](const FileLine& line) {
          lines.emplace_back(line.number, line.text);
          last_has_ended_ = line.ended;
          // AddressSanitizer looks.
          for (size_t i = 0; i < kPadding; ++i) readable_ = readable_ + line.text.data()[line.text.size() + i];
        },
        [&](uint64_t bytes) { bytes_ += bytes; });
    EXPECT_TRUE(status.ok()) << status;
    return lines;
  }

  const ScratchDirectory directory_;
  uint64_t bytes_ = 0;
  bool last_has_ended_ = false;
  volatile int readable_ = 0;
};

TEST_F(LogFileTest, EveryLineIsVisitedWithItsNumber) {
  EXPECT_THAT(LinesOf("one\n\nthree\n"), ElementsAre(Pair(1, "one"), Pair(2, ""), Pair(3, "three")));
  EXPECT_TRUE(last_has_ended_);
  EXPECT_EQ(bytes_, 11u);
}

TEST_F(LogFileTest, TheLastLineMayLackItsEnd) {
  EXPECT_THAT(LinesOf("one\ntwo"), ElementsAre(Pair(1, "one"), Pair(2, "two")));
  EXPECT_FALSE(last_has_ended_);
}

TEST_F(LogFileTest, AnEmptyFileHasNone) { EXPECT_THAT(LinesOf(""), IsEmpty()); }

TEST_F(LogFileTest, LinesMayReachOverBlocks) {
  std::string text;
  std::vector<std::string> expected;
  for (int i = 0; i < 200; ++i) {
    expected.push_back(std::string(static_cast<size_t>(i) * 101, static_cast<char>('a' + i % 26)));
    text += expected.back() + "\n";
  }
  expected.push_back(std::string(3 << 20, 'x'));  // longer than a block
  text += expected.back() + "\n";
  const auto lines = LinesOf(text);
  ASSERT_EQ(lines.size(), expected.size());
  for (size_t i = 0; i < lines.size(); ++i) {
    EXPECT_EQ(lines[i].first, i + 1);
    EXPECT_EQ(lines[i].second, expected[i]);
  }
}

TEST_F(LogFileTest, WhatCannotBeReadIsSaid) {
  const auto read = [](const std::string& file) {
    return std::string(ForEachLine(
                           file, kPadding, [](const FileLine&) {}, [](uint64_t) {})
                           .message());
  };
  EXPECT_THAT(read("/nowhere/log"), HasSubstr("/nowhere/log can't be read: No such file or directory"));
  EXPECT_THAT(read(directory_.path().string()), HasSubstr("can't be read: Is a directory"));
  EXPECT_THAT(read(directory_.Write("log", std::string(20 << 20, 'x')).string()),
              HasSubstr("log:1: the line is longer than 16 MiB"));
}

}  // namespace
}  // namespace connection_advisor::tool
