#include "client/advisorctl/text.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace connection_advisor::client {
namespace {

using testing::ElementsAre;

TEST(Text, WhatCouldTakeOverATerminalIsDropped) {
  EXPECT_EQ(Printable("a\033[31mb\x07\x7f"), "a[31mb");
  EXPECT_EQ(Printable("line\nline\tend\r"), "line\nline end");
  EXPECT_EQ(Printable("a\xE2\x80\xAE"  // NOLINT(misc-misleading-bidirectional): the point of it
                      "b"),
            "ab");  // U+202E turns what follows around
  EXPECT_EQ(Printable("a\xC2\x9B"
                      "31mb"),
            "a31mb");  // U+009B starts a sequence in one character
}

TEST(Text, OtherLettersStay) {
  EXPECT_EQ(Printable("Žofie, 李, 👩‍💻"), "Žofie, 李, 👩‍💻");
  EXPECT_EQ(Printable("a\xFFz"), "a\xEF\xBF\xBDz");
}

TEST(Text, Utf8IsTold) {
  for (const char* text : {"", "plain", "Žofie, 李"}) EXPECT_TRUE(IsUtf8(text)) << text;
  for (const char* text : {"Jos\xE9", "\xC3", "\xED\xA0\x80", "\xC0\x80"}) EXPECT_FALSE(IsUtf8(text)) << text;
}

TEST(Text, ColumnsAreWhatATerminalShows) {
  EXPECT_EQ(Columns(""), 0);
  EXPECT_EQ(Columns("Žofie"), 5);
  EXPECT_EQ(Columns("李"), 2);
  EXPECT_EQ(Columns("e\xCC\x81"), 1);  // an accent of its own takes no room
}

TEST(Text, WrapsAtSpacesAndKeepsLines) {
  EXPECT_THAT(Wrap("one two three", 7), ElementsAre("one two", "three"));
  EXPECT_THAT(Wrap("one\n\ntwo", 7), ElementsAre("one", "", "two"));
  EXPECT_THAT(Wrap("", 7), ElementsAre(""));
}

TEST(Text, AWordLongerThanTheLineIsBroken) {
  EXPECT_THAT(Wrap("a abcdefgh b", 3), ElementsAre("a", "abc", "def", "gh", "b"));
  EXPECT_THAT(Wrap("李李", 1), ElementsAre("李", "李"));
}

TEST(Text, PaddedToAWidthButNeverCut) {
  EXPECT_EQ(Padded("李", 4), "李  ");
  EXPECT_EQ(Padded("abcd", 2), "abcd");
}

TEST(Text, ASharePretendsNeitherNoneNorAll) {
  EXPECT_EQ(ShareText(0), "0 %");
  EXPECT_EQ(ShareText(0.0001), "under 1 %");
  EXPECT_EQ(ShareText(0.5), "50 %");
  EXPECT_EQ(ShareText(0.9999), "over 99 %");
  EXPECT_EQ(ShareText(1), "100 %");
}

}  // namespace
}  // namespace connection_advisor::client
