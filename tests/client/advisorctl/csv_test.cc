#include "client/advisorctl/csv.h"

#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace connection_advisor::client {
namespace {

using Record = std::vector<std::string>;
using testing::ElementsAre;

std::vector<Record> Records(const std::string& text) {
  std::istringstream in(text);
  std::vector<Record> records;
  int lines = 0;
  for (Record record; ReadCsvRecord(in, &record, &lines);) records.push_back(record);
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
  EXPECT_TRUE(ReadCsvRecord(in, &record, &lines));
  EXPECT_EQ(lines, 2);
  EXPECT_TRUE(ReadCsvRecord(in, &record, &lines));
  EXPECT_EQ(lines, 3);
}

TEST(Csv, WhatIsWrittenIsReadAgain) {
  for (const std::string text : {"plain", "a,b", "say \"hi\"", "two\nlines", ""}) {
    EXPECT_THAT(Records(CsvField(text) + ",end\n"), ElementsAre(Record{text, "end"}));
  }
  EXPECT_EQ(CsvField("plain"), "plain");
}

}  // namespace
}  // namespace connection_advisor::client
