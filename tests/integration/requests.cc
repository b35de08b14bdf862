#include "tests/integration/requests.h"

#include <algorithm>
#include <limits>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "tests/oracle/bundled_platforms.h"

namespace connection_advisor::integration {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr char kConnectionCount[] = "member.connection_count";

// The message and the field that a fact's id names; the field is nullptr where the contract has none.
struct Place {
  Message* message;
  const FieldDescriptor* field;
};

Place PlaceOf(const std::string& fact_id, v1::AdviseRequest* request) {
  const size_t dot = fact_id.find('.');
  const FieldDescriptor* part = request->GetDescriptor()->FindFieldByName(fact_id.substr(0, dot));
  if (part == nullptr || part->message_type() == nullptr) return {nullptr, nullptr};
  Message* message = request->GetReflection()->MutableMessage(request, part);
  return {message, message->GetDescriptor()->FindFieldByName(fact_id.substr(dot + 1))};
}

// "ASSESSMENT_" of ASSESSMENT_UNSPECIFIED.
std::string PrefixOf(const EnumDescriptor& descriptor) {
  const std::string unspecified = descriptor.value(0)->name();
  return unspecified.substr(0, unspecified.size() - std::string("UNSPECIFIED").size());
}

// A number in that part: an end of it or anything between.
int32_t NumberIn(const oracle::Fact& fact, int part, Random& random) {
  const int32_t low = part == 0 ? 0 : fact.cut_points[part - 1];
  const int32_t high = part == static_cast<int>(fact.cut_points.size()) ? std::numeric_limits<int32_t>::max()
                                                                        : fact.cut_points[part] - 1;
  const int choice = Below(random, 3);
  if (choice < 2) return choice == 0 ? low : high;
  return std::uniform_int_distribution<int32_t>(low, high)(random);
}

void SetNumber(const std::string& platform, int32_t number, v1::AdviseRequest* request) {
  (*request->mutable_member()->mutable_connection_counts())[platform] = number;
}

google::protobuf::Value& Entry(const oracle::Fact& fact, v1::AdviseRequest* request) {
  return (*request->mutable_facts()->mutable_fields())[fact.id];
}

// Every fact of the contract that a bundled platform uses.
const std::vector<oracle::Fact>& ContractFacts() {
  static const auto* const kFacts = [] {
    auto* facts = new std::vector<oracle::Fact>;
    for (const oracle::PlatformTable& platform : {oracle::LinkedIn(), oracle::Twitter(), oracle::Facebook()}) {
      for (const oracle::Fact& fact : platform.facts) {
        if (fact.id != kConnectionCount) facts->push_back(fact);
      }
    }
    return facts;
  }();
  return *kFacts;
}

void SayUnknown(const oracle::Fact& fact, v1::AdviseRequest* request) {
  const Place place = PlaceOf(fact.id, request);
  if (fact.kind == oracle::Kind::kChoice && place.field != nullptr) {
    Entry(fact, request).set_string_value(place.field->enum_type()->value(0)->name());
  } else {
    Entry(fact, request).set_null_value(google::protobuf::NULL_VALUE);
  }
}

}  // namespace

int Below(Random& random, int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(random); }

v1::AdviseRequest RequestTo(const std::string& platform) {
  v1::AdviseRequest request;
  request.set_platform(platform);
  return request;
}

void StateInField(const std::string& platform, const oracle::Fact& fact, int value, v1::AdviseRequest* request) {
  if (fact.id == kConnectionCount) {
    return SetNumber(platform, value == 0 ? 0 : fact.cut_points[value - 1], request);
  }
  const auto [message, field] = PlaceOf(fact.id, request);
  if (field->enum_type() == nullptr) {
    message->GetReflection()->SetBool(message, field, value != 0);
  } else {
    const std::string name = PrefixOf(*field->enum_type()) + fact.values[value];
    message->GetReflection()->SetEnum(message, field, field->enum_type()->FindValueByName(name));
  }
}

void StateAsAnswered(const oracle::Fact& fact, int value, v1::AdviseRequest* request) {
  Entry(fact, request).set_string_value(fact.values[value]);
}

void StateInFacts(const oracle::Fact& fact, int value, Random& random, v1::AdviseRequest* request) {
  StateAsAnswered(fact, value, request);
  if (Below(random, 2) == 0) return;
  switch (fact.kind) {
    case oracle::Kind::kBoolean:
      return Entry(fact, request).set_bool_value(value != 0);
    case oracle::Kind::kInteger:
      return Entry(fact, request).set_number_value(NumberIn(fact, value, random));
    case oracle::Kind::kChoice: {
      if (fact.own) return;
      const FieldDescriptor* field = PlaceOf(fact.id, request).field;
      return Entry(fact, request).set_string_value(PrefixOf(*field->enum_type()) + fact.values[value]);
    }
  }
}

v1::AdviseRequest Plainly(const oracle::PlatformTable& platform, const oracle::Knowledge& known) {
  v1::AdviseRequest request = RequestTo(platform.id);
  for (size_t i = 0; i < known.size(); ++i) {
    if (known[i] == oracle::kUnknown) continue;
    if (platform.facts[i].own) {
      StateAsAnswered(platform.facts[i], known[i], &request);
    } else {
      StateInField(platform.id, platform.facts[i], known[i], &request);
    }
  }
  return request;
}

v1::AdviseRequest Anyhow(const oracle::PlatformTable& platform, const oracle::Knowledge& known, Random& random) {
  v1::AdviseRequest request = RequestTo(platform.id);
  for (size_t i = 0; i < known.size(); ++i) {
    const oracle::Fact& fact = platform.facts[i];
    if (known[i] == oracle::kUnknown) {
      if (Below(random, 8) == 0) SayUnknown(fact, &request);
      continue;
    }
    const int way = fact.own ? 0 : Below(random, 5);
    if (way < 3) StateInFacts(fact, known[i], random, &request);
    if (way > 1) StateInField(platform.id, fact, known[i], &request);
    if (way > 1 && fact.id == kConnectionCount) SetNumber(platform.id, NumberIn(fact, known[i], random), &request);
  }
  for (const oracle::Fact& fact : ContractFacts()) {
    if (oracle::FactIndex(platform, fact.id) >= 0 || Below(random, 10) != 0) continue;
    StateInField(platform.id, fact, Below(random, 2), &request);
  }
  if (Below(random, 10) == 0) SetNumber("elsewhere", Below(random, 40000), &request);
  request.set_view(static_cast<v1::AdviceView>(Below(random, 3)));
  return request;
}

oracle::Knowledge RandomKnowledge(const oracle::PlatformTable& platform, Random& random) {
  oracle::Knowledge known(platform.facts.size(), oracle::kUnknown);
  const double chance = std::uniform_real_distribution<double>(0, 1)(random);
  for (size_t i = 0; i < known.size(); ++i) {
    if (std::bernoulli_distribution(chance)(random)) {
      known[i] = Below(random, static_cast<int>(platform.facts[i].values.size()));
    }
  }
  return known;
}

oracle::Case RandomCase(const oracle::PlatformTable& platform, Random& random) {
  oracle::Case one_case(platform.facts.size());
  do {
    for (size_t i = 0; i < one_case.size(); ++i) {
      one_case[i] = Below(random, static_cast<int>(platform.facts[i].values.size()));
    }
  } while (std::any_of(platform.impossible.begin(), platform.impossible.end(),
                       [&](const oracle::Remark& impossible) { return impossible.holds(one_case); }));
  return one_case;
}

std::string FactOfField(const std::string& platform, const std::string& field) {
  if (field == "member.connection_counts[\"" + platform + "\"]") return kConnectionCount;
  const std::string entry = "facts[\"";
  if (field.rfind(entry, 0) == 0) return field.substr(entry.size(), field.size() - entry.size() - 2);
  return field;
}

}  // namespace connection_advisor::integration
