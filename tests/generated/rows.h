// A platform that nobody wrote: facts and rules drawn from a seed, as plain rows.
//
// The same shape and seed give the same rows on every machine.
#ifndef TESTS_GENERATED_ROWS_H_
#define TESTS_GENERATED_ROWS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace connection_advisor::generated {

enum class Kind { kBoolean, kChoice, kInteger };

struct Fact {
  std::string id;  // an own fact of the platform
  Kind kind = Kind::kBoolean;
  uint32_t value_count = 2;  // booleans: 2
  std::optional<uint32_t> assumption;
  bool decides = true;               // false: only notes read it
  std::vector<int> cut_points = {};  // of an integer; empty: as texts.h has them
  bool member_can_act = false;

  bool operator==(const Fact&) const = default;
};

// Holds where the fact has one of these values, a bit each.
struct Literal {
  uint32_t fact;
  uint64_t values;

  bool operator==(const Literal&) const = default;
};

// Holds where every literal of some alternative does. Asked from left to right, with ordinary short-circuit.
using Condition = std::vector<std::vector<Literal>>;

// In the order of the image and of the ABI.
enum class Outcome : uint32_t { kImpossible = 0, kDecline = 1, kMeetFirst = 2, kConnect = 3, kNote = 4 };

struct Rule {
  std::string id;
  Outcome outcome = Outcome::kDecline;
  std::optional<Condition> condition;  // nothing: the otherwise, the last that decides
  bool reply = false;

  bool operator==(const Rule&) const = default;
};

using Values = std::vector<uint8_t>;  // by fact

struct Example {
  uint32_t rule;
  Outcome verdict;
  Values values;  // a complete case
};

struct Rows {
  std::string platform;
  std::vector<Fact> facts;
  std::vector<Rule> rules;
  std::optional<Condition> would_vouch;
  std::vector<Example> examples;
};

// What to draw.
struct Shape {
  uint32_t facts = 8;
  uint32_t note_facts = 0;  // further facts, the last ones, that only notes read
  uint32_t min_values = 2;
  uint32_t max_values = 4;
  uint32_t rules = 8;  // with a verdict, the otherwise not counted
  uint32_t impossible = 0;
  uint32_t notes = 0;
  uint32_t min_facts_read = 2;
  uint32_t max_facts_read = 4;
  uint32_t alternatives = 1;    // at most so many in a condition
  uint32_t window = 0;          // rule i reads facts of a window that moves over them with i; 0: any facts
  bool shuffled = false;        // the rules in another order than that of their windows
  uint32_t assumed_of_ten = 0;  // so many facts of ten have an assumption, on average
  bool would_vouch = false;
};

// What the figures are about: 60 facts of 2 to 4 values and 100 rules, each on 2 to 4 facts of a window of 12.
constexpr Shape SixtyFacts(bool shuffled) { return {.facts = 60, .rules = 100, .window = 12, .shuffled = shuffled}; }

// Draws them. No law is looked at: see lawful.h.
Rows Draw(const Shape& shape, uint64_t seed, std::string platform = "generated");

// `values` by fact.
bool Holds(const Condition& condition, std::span<const uint8_t> values);
inline bool Decides(const Rule& rule) { return rule.outcome != Outcome::kImpossible && rule.outcome != Outcome::kNote; }

// The index of the rule that decides a complete case; nothing where it is impossible.
std::optional<uint32_t> DecidingRule(const Rows& rows, std::span<const uint8_t> values);

}  // namespace connection_advisor::generated

#endif  // TESTS_GENERATED_ROWS_H_
