#include "tests/integration/decision_log.h"

#include <fstream>
#include <utility>

#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/integration/guild/guild_table.h"
#include "tests/oracle/bundled_platforms.h"

namespace connection_advisor::integration {

using google::protobuf::Struct;

std::vector<Struct> LinesIn(const std::filesystem::path& log) {
  std::vector<Struct> lines;
  std::ifstream file(log);
  for (std::string line; std::getline(file, line);) {
    Struct parsed;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(line, &parsed).ok()) << line;
    lines.push_back(std::move(parsed));
  }
  return lines;
}

std::string TextOf(const Struct& line, const std::string& key) {
  const auto field = line.fields().find(key);
  return field == line.fields().end() ? "" : field->second.string_value();
}

const Struct& GroupOf(const Struct& line, const std::string& key) { return line.fields().at(key).struct_value(); }

v1::AdviseRequest RequestOf(const Struct& line) {
  v1::AdviseRequest request = RequestTo(TextOf(line, "platform"));
  request.mutable_facts()->MergeFrom(GroupOf(line, "stated"));
  request.mutable_facts()->MergeFrom(GroupOf(line, "derived"));
  return request;
}

std::string ShortName(v1::Verdict verdict) { return v1::Verdict_Name(verdict).substr(std::string("VERDICT_").size()); }

RandomRequests::RandomRequests(Random::result_type seed)
    : random_(seed), tables_({oracle::LinkedIn(), oracle::Twitter(), oracle::Facebook(), Guild()}) {}

v1::AdviseRequest RandomRequests::Next() {
  const oracle::PlatformTable& table = tables_[static_cast<size_t>(Below(random_, static_cast<int>(tables_.size())))];
  v1::AdviseRequest request = Anyhow(table, RandomKnowledge(table, random_), random_);
  request.set_request_id("r-" + std::to_string(++count_));
  if (Below(random_, 10) == 0) request.mutable_relationship()->set_my_assessment(static_cast<v1::Assessment>(77));
  return request;
}

std::vector<v1::AdviseRequest> RandomRequests::Next(int count) {
  std::vector<v1::AdviseRequest> requests(static_cast<size_t>(count));
  for (v1::AdviseRequest& request : requests) request = Next();
  return requests;
}

}  // namespace connection_advisor::integration
