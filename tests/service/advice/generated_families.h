// The generated platforms that advice is judged on: five families of a hundred each, and what is stated of their facts.
#ifndef TESTS_SERVICE_ADVICE_GENERATED_FAMILIES_H_
#define TESTS_SERVICE_ADVICE_GENERATED_FAMILIES_H_

#include <cstdint>
#include <ostream>
#include <random>
#include <vector>

#include "tests/generated/rows.h"
#include "tests/oracle/oracle.h"
#include "tests/service/advice/answers.h"

namespace connection_advisor::advice {

struct Family {
  const char* name;
  generated::Shape shape;
};

constexpr Family kFamilies[] = {
    {"plain", {.facts = 5, .rules = 6}},
    {"everything",
     {.facts = 6,
      .note_facts = 1,
      .rules = 8,
      .impossible = 3,
      .notes = 3,
      .alternatives = 2,
      .assumed_of_ten = 3,
      .would_vouch = true}},
    {"contradictory", {.facts = 6, .rules = 6, .impossible = 8, .assumed_of_ten = 5, .would_vouch = true}},
    {"narrow", {.facts = 8, .max_values = 2, .rules = 14, .impossible = 2, .notes = 2, .assumed_of_ten = 2}},
    {"wide", {.facts = 4, .min_values = 4, .max_values = 7, .rules = 8, .impossible = 3, .alternatives = 2}},
};

constexpr uint64_t kSeeds = 100;
constexpr int kRequests = 10;

inline void PrintTo(const Family& family, std::ostream* out) { *out << family.name; }

// Much and little of what there is to state; contradictions among it.
inline std::vector<oracle::Knowledge> DrawStatements(const generated::Rows& rows, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<oracle::Knowledge> statements;
  for (int i = 0; i < kRequests; ++i) statements.push_back(DrawKnowledge(rows, i / double{kRequests - 1}, random));
  return statements;
}

}  // namespace connection_advisor::advice

#endif  // TESTS_SERVICE_ADVICE_GENERATED_FAMILIES_H_
