// What the entries of `facts` say.
#ifndef SERVICE_FACTS_STRUCT_FACTS_H_
#define SERVICE_FACTS_STRUCT_FACTS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "google/protobuf/struct.pb.h"
#include "service/platform/platform.h"

namespace connection_advisor::facts {

// What one entry says of its fact.
struct Reading {
  enum class Kind : uint8_t {
    kWrong,    // nothing that the fact takes
    kUnknown,  // null, or the enum's unspecified value
    kValue,    // `number` is the index of a boolean's or a choice's value
    kNumber,   // `number` is an integer
    kPart,     // the text of an integer's part: which one, and whether there is such a part, is the platform's to say
  };
  Kind kind = Kind::kWrong;
  int32_t number = 0;
};

// Reads an entry for a fact of the contract. Allocates nothing.
Reading ReadContractEntry(uint32_t contract_fact, const google::protobuf::Value& value);

// The value of `fact`, which the platform uses, that `reading` of `value` comes to; diagram::kUnknown where it has no
// such part. Requires: the reading is a number or a part.
uint8_t PartOf(const platform::Fact& fact, const Reading& reading, const google::protobuf::Value& value);

// The part of an integer fact that `number`, at least 0, lies in.
uint8_t PartOf(const platform::Fact& fact, int32_t number);

// What an entry says of an own fact, whose values need no mapping.
struct OwnReading {
  bool wrong = false;
  uint8_t value = diagram::kUnknown;
};
OwnReading ReadOwnEntry(const platform::Fact& fact, const google::protobuf::Value& value);

// The entries of a map by ascending key, the first `limit` of them. Allocates nothing for a map within the limit.
template <size_t limit, typename Map>
auto EntriesByKey(const Map& map) {
  absl::InlinedVector<const typename Map::value_type*, limit> entries;
  for (const auto& entry : map) entries.push_back(&entry);
  const size_t count = std::min(entries.size(), limit);
  std::partial_sort(entries.begin(), entries.begin() + static_cast<ptrdiff_t>(count), entries.end(),
                    [](const auto* a, const auto* b) { return a->first < b->first; });
  entries.resize(count);
  return entries;
}

// As many entries as `facts` may have.
inline constexpr size_t kMaxStructEntries = 128;

}  // namespace connection_advisor::facts

#endif  // SERVICE_FACTS_STRUCT_FACTS_H_
