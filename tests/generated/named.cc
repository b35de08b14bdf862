#include "tests/generated/named.h"

#include <string>

#include "tests/generated/edit.h"
#include "tests/generated/lawful.h"

namespace connection_advisor::generated {
namespace {

struct Row {
  std::string_view name;
  uint64_t seed;
  Shape shape;
};

constexpr Shape Ordered(uint32_t facts) {
  return {.facts = facts, .rules = facts * 5 / 3, .window = facts < 12 ? facts : 12};
}

constexpr Shape kVersioned = {.facts = 5,
                              .note_facts = 1,
                              .rules = 6,
                              .impossible = 2,
                              .notes = 2,
                              .alternatives = 2,
                              .assumed_of_ten = 3,
                              .would_vouch = true};

// Of the figures' platforms, seeds that give no dead rule.
constexpr Row kRows[] = {
    {"small",
     1,
     {.facts = 6,
      .note_facts = 2,
      .rules = 6,
      .impossible = 2,
      .notes = 3,
      .alternatives = 2,
      .assumed_of_ten = 3,
      .would_vouch = true}},
    {"a", 21, kVersioned},
    {"b", 22, kVersioned},
    {"c", 23, kVersioned},
    {"d", 24, kVersioned},
    {"e", 25, kVersioned},
    {"ordered", 7, SixtyFacts(false)},
    {"ordered_b", 11, SixtyFacts(false)},
    {"ordered_c", 14, SixtyFacts(false)},
    {"ordered_30", 2, Ordered(30)},
    {"ordered_10", 1, Ordered(10)},
    {"shuffled", 2, SixtyFacts(true)},
    {"shuffled_b", 6, SixtyFacts(true)},
    {"shuffled_c", 7, SixtyFacts(true)},
};

// Other versions of some.
struct ChangedRow {
  std::string_view name;
  int changes;
  uint64_t seed;
};

constexpr ChangedRow kChangedRows[] = {{"a", 1, 1}, {"b", 1, 2}, {"c", 2, 3}, {"d", 3, 4}, {"e", 6, 5}};

}  // namespace

Rows Named(std::string_view name) {
  for (const Row& row : kRows) {
    if (row.name == name) return Lawful(Draw(row.shape, row.seed, std::string(name)));
  }
  for (const ChangedRow& row : kChangedRows) {
    if (std::string(row.name) + "_changed" == name) return Edited(Named(row.name), row.changes, row.seed);
  }
  return {};
}

}  // namespace connection_advisor::generated
