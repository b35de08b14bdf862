#include "tests/service/advice/answers.h"

#include <gtest/gtest.h>

#include "tests/generated/platform.h"

namespace connection_advisor::advice {
namespace {

template <typename Detail>
Detail DetailOf(const absl::Status& status) {
  Detail detail;
  const std::string url = "type.googleapis.com/" + detail.GetDescriptor()->full_name();
  const absl::optional<absl::Cord> payload = status.GetPayload(url);
  if (!payload) {
    ADD_FAILURE() << "no " << url << " in " << status;
  } else {
    EXPECT_TRUE(detail.ParseFromString(std::string(*payload)));
  }
  return detail;
}

}  // namespace

v1::AdviseRequest RequestOf(const oracle::PlatformTable& platform, const oracle::Knowledge& stated) {
  v1::AdviseRequest request;
  request.set_platform(platform.id);
  request.set_view(v1::ADVICE_VIEW_FULL);
  for (size_t fact = 0; fact < stated.size(); ++fact) {
    if (stated[fact] == oracle::kUnknown) continue;
    const oracle::Fact& row = platform.facts[fact];
    (*request.mutable_facts()->mutable_fields())[row.id].set_string_value(row.values[stated[fact]]);
  }
  return request;
}

oracle::Knowledge DrawKnowledge(const generated::Rows& rows, double known, std::mt19937_64& random) {
  oracle::Knowledge stated(rows.facts.size(), oracle::kUnknown);
  for (size_t fact = 0; fact < stated.size(); ++fact) {
    if (static_cast<double>(random() % 1000) < 1000 * known) {
      stated[fact] = static_cast<int>(random() % rows.facts[fact].value_count);
    }
  }
  return stated;
}

std::set<size_t> ContradictingFacts(const absl::Status& status, const oracle::PlatformTable& platform) {
  std::set<size_t> facts;
  const google::rpc::BadRequest bad_request = BadRequestOf(status);
  for (const auto& violation : bad_request.field_violations()) {
    size_t fact = 0;
    while (fact < platform.facts.size() && violation.field() != "facts[\"" + platform.facts[fact].id + "\"]") ++fact;
    EXPECT_LT(fact, platform.facts.size()) << violation.field();
    EXPECT_TRUE(facts.insert(fact).second) << violation.field() << " is named twice";
  }
  return facts;
}

google::rpc::BadRequest BadRequestOf(const absl::Status& status) { return DetailOf<google::rpc::BadRequest>(status); }
google::rpc::ErrorInfo ErrorInfoOf(const absl::Status& status) { return DetailOf<google::rpc::ErrorInfo>(status); }

Asked::Asked(const generated::Rows& rows) : platforms_({generated::PlatformOf(rows)}) {}

}  // namespace connection_advisor::advice
