#include "tests/generated/named.h"

#include <string>

#include "tests/generated/lawful.h"

namespace connection_advisor::generated {
namespace {

struct Row {
  std::string_view name;
  Shape shape;
};

constexpr Shape Ordered(uint32_t facts) {
  return {.facts = facts, .rules = facts * 5 / 3, .window = facts < 12 ? facts : 12};
}

constexpr Row kRows[] = {
    {"small",
     {.facts = 6,
      .note_facts = 2,
      .rules = 6,
      .impossible = 2,
      .notes = 3,
      .alternatives = 2,
      .assumed_of_ten = 3,
      .would_vouch = true}},
    {"ordered", SixtyFacts(false)},
    {"ordered_30", Ordered(30)},
    {"ordered_10", Ordered(10)},
    {"shuffled", SixtyFacts(true)},
};

}  // namespace

Rows Named(std::string_view name) {
  for (const Row& row : kRows) {
    if (row.name == name) return Lawful(Draw(row.shape, /*seed=*/1, std::string(name)));
  }
  return {};
}

}  // namespace connection_advisor::generated
