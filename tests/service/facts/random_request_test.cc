// Requests that nobody would send: nothing crashes, what is bound is in range, and nothing depends on the order in
// which a map happens to hold its entries.
#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "service/facts/binding.h"
#include "tests/service/facts/requests.h"
#include "tests/service/facts/sample_platform.h"

namespace connection_advisor::facts {
namespace {

using google::protobuf::Value;
using Random = std::mt19937;

std::string RandomText(Random& random) {
  const std::string pieces[] = {"true",         "false",     "POSITIVE", "ASSESSMENT_", "UNSPECIFIED", "below 10",
                                "at least 500", "VIRTUALLY", "42",       " ",           "é",           "🐕",
                                "\"",           "\n",        "dear",     "’",           "art",         "\u0301"};
  std::string text;
  for (auto length = random() % 4; length > 0; --length) text += pieces[random() % std::size(pieces)];
  return random() % 50 == 0 ? std::string(random() % 20'000, 'x') : text;
}

Value RandomValue(Random& random, int depth = 0) {
  const double numbers[] = {0, 1, -1, 0.5, 42, 2147483647, 2147483648.0, 1e308, std::nan(""), -INFINITY};
  switch (random() % (depth < 3 ? 8 : 6)) {
    case 0:
      return NullValue();
    case 1:
      return BoolValue(random() % 2 == 0);
    case 2:
      return NumberValue(numbers[random() % std::size(numbers)]);
    case 3:
      return Value();
    case 6: {
      Value list;
      *list.mutable_list_value()->add_values() = RandomValue(random, depth + 1);
      return list;
    }
    case 7: {
      Value object;
      (*object.mutable_struct_value()->mutable_fields())[RandomText(random)] = RandomValue(random, depth + 1);
      return object;
    }
    default:
      return TextValue(RandomText(random));
  }
}

std::string RandomId(Random& random, const platform::Platform& platform) {
  std::string id = platform.facts[random() % platform.facts.size()].id;
  if (random() % 8 == 0 && !id.empty()) id[random() % id.size()] = static_cast<char>('a' + random() % 26);
  return random() % 20 == 0 ? RandomText(random) : id;
}

v1::AdviseRequest RandomRequest(Random& random, const platform::Platform& platform) {
  v1::AdviseRequest request;
  for (auto i = random() % 6; i > 0; --i) SetEntry(&request, RandomId(random, platform), RandomValue(random));
  for (const advisor_contract_fact& fact : advisor_contract_facts) {
    if (random() % 6 == 0) SetField(&request, fact, platform.id, random() % 2);
  }
  if (random() % 2 == 0) {
    request.mutable_member()->set_profession(RandomText(random));
    request.mutable_candidate()->set_profession(RandomText(random));
    request.mutable_member()->add_purposes(RandomText(random));
    request.mutable_candidate()->add_passions(RandomText(random));
    request.mutable_member()->add_passions(RandomText(random));
    request.mutable_invitation()->set_message(RandomText(random));
    request.mutable_relationship()->add_connected_on(RandomText(random));
    (*request.mutable_member()->mutable_connection_counts())[RandomText(random)] = static_cast<int32_t>(random());
    request.mutable_relationship()->set_my_assessment(static_cast<v1::Assessment>(random() % 7));
  }
  return request;
}

TEST(RandomRequests, BindOrAreRefusedWithReasons) {
  const std::vector<platform::Platform> platforms = {SamplePlatform(), BarePlatform()};
  Random random(11);
  int clean = 0;
  for (int i = 0; i < 20'000; ++i) {
    const platform::Platform& platform = platforms[random() % platforms.size()];
    const v1::AdviseRequest request = RandomRequest(random, SamplePlatform());
    const Bound bound = CheckedAndBound(request, platform);
    for (const Violation& violation : bound.violations) {
      EXPECT_FALSE(violation.field.empty());
      EXPECT_GT(violation.description.size(), 20u);
      EXPECT_LT(violation.field.size() + violation.description.size(), 2'000u);
    }
    for (uint32_t fact = 0; fact < platform.facts.size(); ++fact) {
      const uint8_t value = bound.facts.values[fact];
      EXPECT_EQ(value == diagram::kUnknown, bound.facts.sources[fact] == Source::kUnknown);
      ASSERT_TRUE(value == diagram::kUnknown || value < platform.facts[fact].values.size());
      const bool explained = !FieldsBehind(request, platform, bound.facts, fact).empty();
      EXPECT_EQ(explained, value != diagram::kUnknown) << platform.facts[fact].id;
    }
    if (bound.violations.empty()) ++clean;
  }
  EXPECT_GT(clean, 1'000);  // the requests are not all nonsense
}

TEST(RandomRequests, AreJudgedTheSameWhateverTheOrderOfEntries) {
  const platform::Platform platform = SamplePlatform();
  Random random(5);
  for (int i = 0; i < 500; ++i) {
    std::vector<std::pair<std::string, Value>> entries;
    for (int j = 0; j < 20; ++j) entries.emplace_back(RandomId(random, platform), RandomValue(random));
    v1::AdviseRequest forward, backward;
    for (const auto& [id, value] : entries) SetEntry(&forward, id, value);
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
      if (forward.facts().fields().at(entry->first).SerializeAsString() == entry->second.SerializeAsString()) {
        SetEntry(&backward, entry->first, entry->second);
      }
    }
    const Bound a = CheckedAndBound(forward, platform);
    const Bound b = CheckedAndBound(backward, platform);
    ASSERT_EQ(a.violations.size(), b.violations.size());
    for (size_t j = 0; j < a.violations.size(); ++j) {
      EXPECT_EQ(a.violations[j].field, b.violations[j].field);
      EXPECT_EQ(a.violations[j].description, b.violations[j].description);
    }
  }
}

}  // namespace
}  // namespace connection_advisor::facts
