#include "client/advisorctl/csv.h"

#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace connection_advisor::client {
namespace {

using Record = std::vector<std::string>;
using testing::ElementsAre;

// True where there was one.
bool Read(std::istream& in, Record* record, int* lines) {
  const absl::StatusOr<bool> read = ReadCsvRecord(in, record, lines);
  EXPECT_TRUE(read.ok()) << read.status();
  return read.ok() && *read;
}

std::vector<Record> Records(const std::string& text) {
  std::istringstream in(text);
  std::vector<Record> records;
  int lines = 0;
  for (Record record; Read(in, &record, &lines);) records.push_back(record);
  return records;
}

TEST(Csv, FieldsArePartedByCommas) {
  EXPECT_THAT(Records("a,b\nc,\n"), ElementsAre(Record{"a", "b"}, Record{"c", ""}));
  EXPECT_THAT(Records("a,b\r\nc,d"), ElementsAre(Record{"a", "b"}, Record{"c", "d"}));
  EXPECT_THAT(Records(""), ElementsAre());
}

TEST(Csv, QuotesHoldCommasQuotesAndLines) {
  EXPECT_THAT(Records("\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\"\nx\n"),
              ElementsAre(Record{"a,b", "say \"hi\"", "two\nlines"}, Record{"x"}));
}

TEST(Csv, LinesAreCountedInsideQuotesToo) {
  std::istringstream in("\"two\nlines\"\nx\n");
  Record record;
  int lines = 0;
  EXPECT_TRUE(Read(in, &record, &lines));
  EXPECT_EQ(lines, 2);
  EXPECT_TRUE(Read(in, &record, &lines));
  EXPECT_EQ(lines, 3);
}

TEST(Csv, AQuoteThatIsNeverClosedIsNamedByItsLine) {
  std::istringstream in("a,b\n\"two\nlines\",\"and no end\nc,d\n");
  Record record;
  int lines = 0;
  EXPECT_TRUE(Read(in, &record, &lines));
  EXPECT_EQ(ReadCsvRecord(in, &record, &lines).status(),
            absl::InvalidArgumentError("line 3: a quote is opened and never closed; close it, or, if it is part of the "
                                       "text, write the cell as \"5\"\" pipe\""));
}

std::string Mistake(const std::string& text) {
  std::istringstream in(text);
  Record record;
  int lines = 0;
  absl::StatusOr<bool> read = true;
  while (read.ok() && *read) read = ReadCsvRecord(in, &record, &lines);
  return std::string(read.status().message());
}

// Else the next quote, lines below, would end what this one began.
TEST(Csv, AQuoteInsideACellIsNamedByItsLine) {
  EXPECT_EQ(Mistake("r-1,Jane\nr-2,Ann \"Annie Lee\nr-3,Bob\nr-4,Tom \"Tommy Fox\n"),
            "line 2: a quote stands inside a cell; if it is part of the text, write the cell as \"5\"\" pipe\"");
}

TEST(Csv, TextBehindAClosingQuoteIsNamedByItsLine) {
  for (const char* text : {"a,\"two\nlines\"b\n", "a\n\"b\" \"c\"\n"}) {
    EXPECT_EQ(Mistake(text),
              "line 2: text follows a closing quote; end the cell with the quote, or, if it is part of the text, write "
              "the cell as \"5\"\" pipe\"");
  }
  EXPECT_EQ(Mistake("\"a\",\"\"\r\n\"b\"\r\n"), "");
}

TEST(Csv, AByteOrderMarkIsNoPartOfTheFirstCell) {
  EXPECT_THAT(Records("\xEF\xBB\xBF\"a,b\",c\n"), ElementsAre(Record{"a,b", "c"}));
  EXPECT_THAT(Records("\xEF\xBB\xBFx\n\xEF\xBB\xBFy\n"), ElementsAre(Record{"x"}, Record{"\xEF\xBB\xBFy"}));
}

TEST(Csv, WhatIsWrittenIsReadAgain) {
  for (const std::string text : {"plain", "a,b", "say \"hi\"", "two\nlines", ""}) {
    EXPECT_THAT(Records(CsvField(text) + ",end\n"), ElementsAre(Record{text, "end"}));
  }
  EXPECT_EQ(CsvField("plain"), "plain");
}

}  // namespace
}  // namespace connection_advisor::client
