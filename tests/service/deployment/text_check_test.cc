#include "service/deployment/text_check.h"

#include <string>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace connection_advisor::deployment {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Optional;
using ::testing::SizeIs;

constexpr absl::string_view kPlaceholders[] = {"greeting", "closing"};

std::optional<std::string> Fault(absl::string_view text, LineFeeds line_feeds = LineFeeds::kRefused) {
  return TextFault(text, line_feeds, kPlaceholders);
}

TEST(TextFaultTest, IsNoneInProse) {
  for (const char* text :
       {"Accept.", "Grüße, 你好, שלום, 👩‍👩‍👧", "{greeting} there{closing}", "a\u00a0b"}) {
    EXPECT_EQ(Fault(text), std::nullopt) << text;
  }
  EXPECT_EQ(Fault("one\n\ntwo", LineFeeds::kAllowed), std::nullopt);
  EXPECT_EQ(Fault(std::string(4096, 'x')), std::nullopt);
}

TEST(TextFaultTest, NamesWhatIsWrong) {
  const struct {
    std::string text;
    const char* fault;
  } rows[] = {
      {"", "is empty"},
      {" \t\n", "is empty"},
      {std::string(10000, 'x'), "is too long"},
      {"a\xc3", "is not valid UTF-8 at byte 1"},
      {"ab\xc0\xaf", "is not valid UTF-8 at byte 2"},        // a slash in too many bytes
      {"ab\xed\xa0\x80", "is not valid UTF-8 at byte 2"},    // a surrogate
      {"\xf4\x90\x80\x80", "is not valid UTF-8 at byte 0"},  // past the last code point
      {std::string("a\0b", 3), "has a control character at byte 1"},
      {"a\x1b[2J", "has a control character at byte 1"},
      {"a\x7f", "has a control character at byte 1"},
      {"a\u0085", "has a control character at byte 1"},
      {"a\rb", "has a control character at byte 1"},
      {"a\nb", "has a control character at byte 1"},
      {"a\u2028b", "has a control character at byte 1"},
      {"a\u2029b", "has a control character at byte 1"},
      // NOLINTBEGIN(misc-misleading-bidirectional): it is what they are about
      {"a\u202eb", "has a character that changes the direction of text at byte 1"},
      {"\u2067", "has a character that changes the direction of text at byte 0"},
      // NOLINTEND(misc-misleading-bidirectional)
      {"\u200fb", "has a character that changes the direction of text at byte 0"},
      {"\u061cb", "has a character that changes the direction of text at byte 0"},
      {"{candidate}", "has the placeholder {candidate}; here there are parameters' ids, greeting, closing"},
      {"{}", "has the placeholder {}"},
      {"{greeting} {Greeting}", "has the placeholder {Greeting}"},
      {"{{greeting}}", "has the placeholder {{greeting}"},
      {"a { b", "has a brace without its partner"},
      {"a } b", "has a brace without its partner"},
  };
  for (const auto& row : rows) EXPECT_THAT(Fault(row.text), Optional(HasSubstr(row.fault))) << row.text;
}

TEST(TextFaultTest, SparesNothingButLineFeedsWhereThoseMayBe) {
  EXPECT_THAT(Fault("a\tb", LineFeeds::kAllowed), Optional(HasSubstr("control character")));
  EXPECT_THAT(Fault("a\r\nb", LineFeeds::kAllowed), Optional(HasSubstr("control character")));
}

TEST(IsIdTest, TakesLowerCaseNamesAlone) {
  for (const char* id : {"a", "linkedin", "a_1", "z__"}) EXPECT_TRUE(IsId(id)) << id;
  EXPECT_TRUE(IsId(std::string(64, 'a')));
  for (const char* id : {"", "1a", "_a", "A", "aB", "a-b", "a.b", "a b", "ä", "a\n"}) EXPECT_FALSE(IsId(id)) << id;
  EXPECT_FALSE(IsId(std::string(65, 'a')));
  EXPECT_FALSE(IsId(absl::string_view("a\0", 2)));
}

TEST(IsValueNameTest, TakesCapitalsAlone) {
  for (const char* name : {"A", "IN_PERSON", "V2"}) EXPECT_TRUE(IsValueName(name)) << name;
  for (const char* name : {"", "a", "In", "2V", "_A", "A-B"}) EXPECT_FALSE(IsValueName(name)) << name;
}

TEST(IsVersionTest, TakesThreeNumbersAlone) {
  for (const char* version : {"0.0.0", "1.0.0", "10.20.30", "999999999.0.1"}) EXPECT_TRUE(IsVersion(version));
  for (const char* version : {"", "1", "1.0", "1.0.0.0", "1..0", "01.0.0", "1.0.00", "1.0.x", "1.0.-1", "1.0.0-rc1",
                              "v1.0.0", " 1.0.0", "1234567890.0.0"}) {
    EXPECT_FALSE(IsVersion(version)) << version;
  }
}

TEST(PrintableTest, LeavesProseAlone) {
  EXPECT_EQ(Printable("rule 'größe': 30,000 \\ {x}"), "rule 'größe': 30,000 \\ {x}");
}

TEST(PrintableTest, WritesOutWhatWouldActOnATerminal) {
  EXPECT_EQ(Printable("\x1b[2J"), "\\x1b[2J");
  EXPECT_EQ(Printable("one\ntwo"), "one\\x0atwo");
  EXPECT_EQ(Printable("a\u202eb"), "a\\xe2\\x80\\xaeb");  // NOLINT(misc-misleading-bidirectional)
  EXPECT_EQ(Printable("a\u2028b"), "a\\xe2\\x80\\xa8b");
  EXPECT_EQ(Printable("a\xff\xc3"), "a\\xff\\xc3");
  EXPECT_EQ(Printable(absl::string_view("\0", 1)), "\\x00");
}

TEST(PrintableTest, CutsWhatIsLongBetweenCharacters) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "ü";
  const std::string printed = Printable(text);
  EXPECT_LT(printed.size(), kMaxPrintableBytes + 10);
  EXPECT_THAT(printed, ::testing::EndsWith("ü..."));
  EXPECT_EQ(TextFault(printed, LineFeeds::kRefused), std::nullopt);
}

TEST(PrintableLinesTest, AreEachFitToPrint) {
  EXPECT_THAT(PrintableLines(absl::StrSplit("one\n\x1b[2J\n", '\n')), ElementsAre("one", "\\x1b[2J", ""));
  EXPECT_THAT(PrintableLines(std::vector<std::string>()), IsEmpty());
}

TEST(PrintableLinesTest, AreAsFewAsAReaderCanBear) {
  const std::string most(kMaxPrintableLines - 1, '\n');
  EXPECT_THAT(PrintableLines(absl::StrSplit(most, '\n')), AllOf(SizeIs(kMaxPrintableLines), Each("")));
  const std::string millions(size_t{10} << 20, '\n');
  const std::vector<std::string> lines = PrintableLines(absl::StrSplit(millions, '\n'));
  ASSERT_THAT(lines, SizeIs(kMaxPrintableLines));
  EXPECT_EQ(lines[kMaxPrintableLines - 2], "");
  EXPECT_EQ(lines.back(), "and 10485662 more");
}

}  // namespace
}  // namespace connection_advisor::deployment
