// How the sentences of an answer are put together.
#include "service/advice/sentence.h"

#include <gtest/gtest.h>

namespace connection_advisor::advice {
namespace {

struct HeadlineRow {
  const char* sentence;
  const char* headline;
};

constexpr HeadlineRow kHeadlines[] = {
    {"You know their work.", "Connect: you know their work."},
    {"A friend vouches for them.", "Connect: a friend vouches for them."},
    {"What would you say, if asked?", "Connect: what would you say, if asked?"},
    {"They've met you.", "Connect: they've met you."},
    {"Yes.", "Connect: yes."},
    // Not capital only because the sentence begins there.
    {"I know their work.", "Connect: I know their work."},
    {"I'd vouch for them.", "Connect: I'd vouch for them."},
    {"I’d vouch for them.", "Connect: I’d vouch for them."},
    {"I, for one, agree.", "Connect: I, for one, agree."},
    {"LinkedIn allows no more.", "Connect: LinkedIn allows no more."},
    {"X is full.", "Connect: x is full."},  // one letter is a word like "A"; summaries begin with no name
    {"IBM knows them.", "Connect: IBM knows them."},
    {"Übung macht den Meister.", "Connect: Übung macht den Meister."},
    {"already small.", "Connect: already small."},
    {"30,000 connections are the limit.", "Connect: 30,000 connections are the limit."},
};

TEST(Headline, JoinsVerdictAndSentence) {
  for (const HeadlineRow& row : kHeadlines) EXPECT_EQ(Headline("Connect", row.sentence), row.headline);
}

const platform::Letter kLetter = {"Hello {candidate},", "Hello,", "Yours,\n{member}", "Yours"};
constexpr char kText[] = "{greeting}\n\nThank you.\n\n{closing}";

struct ReplyRow {
  const char* candidate;
  const char* member;
  const char* reply;
};

constexpr ReplyRow kReplies[] = {
    {"Jane", "Miriam", "Hello Jane,\n\nThank you.\n\nYours,\nMiriam"},
    {"", "Miriam", "Hello,\n\nThank you.\n\nYours,\nMiriam"},
    {"Jane", "", "Hello Jane,\n\nThank you.\n\nYours"},
    {"", "", "Hello,\n\nThank you.\n\nYours"},
    // Blank is not given, whatever it is made of.
    {"  \t", "\n", "Hello,\n\nThank you.\n\nYours"},
    {"\u00a0\u3000", "\x01\x7f", "Hello,\n\nThank you.\n\nYours"},
    {"\u0085", "\u2028", "Hello,\n\nThank you.\n\nYours"},
    // A name stays on its line, and can't pass for more of the letter than a name.
    {" Jane  Doe\n", "Miriam\r\n\r\nP.S.", "Hello Jane Doe,\n\nThank you.\n\nYours,\nMiriam P.S."},
    {"Jane\x01\x02"
     "Doe",
     "\x1bMiriam", "Hello Jane Doe,\n\nThank you.\n\nYours,\nMiriam"},
    {"Jane\u0085Doe", "M\u2029M", "Hello Jane Doe,\n\nThank you.\n\nYours,\nM M"},
    // Braces are no placeholders where a caller writes them.
    {"{closing}", "{greeting}", "Hello {closing},\n\nThank you.\n\nYours,\n{greeting}"},
    {"{member}", "{candidate}", "Hello {member},\n\nThank you.\n\nYours,\n{candidate}"},
    {"{candidate}", "{member}", "Hello {candidate},\n\nThank you.\n\nYours,\n{member}"},
    {"{", "}", "Hello {,\n\nThank you.\n\nYours,\n}"},
    {"Žofie Nováková", "李娜", "Hello Žofie Nováková,\n\nThank you.\n\nYours,\n李娜"},
};

TEST(Reply, IsALetterWithTheNamesThatAreGiven) {
  for (const ReplyRow& row : kReplies) EXPECT_EQ(Reply(kLetter, kText, row.candidate, row.member), row.reply);
}

TEST(Reply, TakesTextWithoutPlaceholders) { EXPECT_EQ(Reply(kLetter, "No.", "Jane", "Miriam"), "No."); }

}  // namespace
}  // namespace connection_advisor::advice
