#include "tests/generated/lawful.h"

#include <algorithm>
#include <random>
#include <utility>

namespace connection_advisor::generated {
namespace {

constexpr uint8_t kOpen = 0xFF;
constexpr int kTries = 50;
constexpr int kRepairs = 100;

// Looks for possible cases: draws one at random, and draws anew what makes a rule hold that must not.
class Search {
 public:
  explicit Search(const Rows& rows) : rows_(rows) {}

  // With the values of `fixed` that are not open.
  std::optional<Values> Possible(const Values& fixed) { return Find(fixed, 0); }

  // In which the rule decides; or, of any other rule, holds.
  std::optional<Values> Example(uint32_t index) {
    const Rule& rule = rows_.rules[index];
    for (int i = 0; i < kTries; ++i) {
      const Values fixed = rule.condition ? DrawToHold(*rule.condition) : Open();
      if (rule.outcome == Outcome::kImpossible) return Complete(fixed);
      if (auto found = Find(fixed, Decides(rule) ? index : 0)) return found;
    }
    return std::nullopt;
  }

  // Two possible cases that differ in nothing but `fact`, of which the condition holds in one.
  bool Matters(const Condition& condition, uint32_t fact) {
    for (int i = 0; i < kTries; ++i) {
      const std::optional<Values> found = Find(DrawToHold(condition), 0);
      if (!found) continue;
      Values other = *found;
      for (other[fact] = 0; other[fact] < rows_.facts[fact].value_count; ++other[fact]) {
        if (IsPossible(other) && !Holds(condition, other)) return true;
      }
    }
    return false;
  }

  Values Open() const { return Values(rows_.facts.size(), kOpen); }

 private:
  uint32_t Below(size_t bound) { return static_cast<uint32_t>(random_() % bound); }
  uint8_t DrawValue(uint32_t fact) { return static_cast<uint8_t>(Below(rows_.facts[fact].value_count)); }

  Values DrawToHold(const Condition& condition) {
    Values fixed = Open();
    for (const Literal& literal : condition[Below(condition.size())]) {
      do {
        fixed[literal.fact] = DrawValue(literal.fact);
      } while ((literal.values >> fixed[literal.fact] & 1) == 0);
    }
    return fixed;
  }

  Values Complete(Values values) {
    for (uint32_t fact = 0; fact < values.size(); ++fact) {
      if (values[fact] == kOpen) values[fact] = DrawValue(fact);
    }
    return values;
  }

  // A possible case in which no rule above `end` decides.
  std::optional<Values> Find(const Values& fixed, uint32_t end) {
    Values values = Complete(fixed);
    for (int repair = 0; repair < kRepairs; ++repair) {
      const Rule* unwanted = Unwanted(values, end);
      if (unwanted == nullptr) return values;
      const uint32_t fact = FactOfHolding(*unwanted->condition, values);
      if (fixed[fact] == kOpen) values[fact] = DrawValue(fact);
    }
    return std::nullopt;
  }

  const Rule* Unwanted(const Values& values, uint32_t end) const {
    for (uint32_t index = 0; index < rows_.rules.size(); ++index) {
      const Rule& rule = rows_.rules[index];
      const bool unwanted = rule.outcome == Outcome::kImpossible || (index < end && Decides(rule));
      if (unwanted && Holds(*rule.condition, values)) return &rule;
    }
    return nullptr;
  }

  bool IsPossible(const Values& values) const { return Unwanted(values, 0) == nullptr; }

  // One of the facts that make the condition hold.
  uint32_t FactOfHolding(const Condition& condition, const Values& values) {
    std::vector<uint32_t> facts;
    for (const std::vector<Literal>& alternative : condition) {
      if (!Holds({alternative}, values)) continue;
      for (const Literal& literal : alternative) facts.push_back(literal.fact);
    }
    return facts[Below(facts.size())];
  }

  const Rows& rows_;
  std::mt19937_64 random_{0};
};

bool EveryValueHasACase(const Rows& rows) {
  Search search(rows);
  for (uint32_t fact = 0; fact < rows.facts.size(); ++fact) {
    for (uint32_t value = 0; value < rows.facts[fact].value_count; ++value) {
      Values fixed = search.Open();
      fixed[fact] = static_cast<uint8_t>(value);
      if (!search.Possible(fixed)) return false;
    }
  }
  Values assumed = search.Open();
  for (size_t fact = 0; fact < assumed.size(); ++fact) {
    assumed[fact] = static_cast<uint8_t>(rows.facts[fact].assumption.value_or(kOpen));
  }
  return search.Possible(assumed).has_value();
}

bool IsOtherwise(const Rule& rule) { return !rule.condition; }

// The otherwise decides in some case: without the last rules above it, as far as it must be.
void KeepOtherwiseAlive(Rows* rows) {
  for (;;) {
    const auto otherwise = std::find_if(rows->rules.begin(), rows->rules.end(), IsOtherwise);
    if (Search(*rows).Example(static_cast<uint32_t>(otherwise - rows->rules.begin()))) return;
    rows->rules.erase(otherwise - 1);
  }
}

// Drops the rules that have no example, and gives one to each of the others. From the last to the first: an example
// stays one when a rule above goes.
void KeepLiveRules(Rows* rows) {
  for (uint32_t index = static_cast<uint32_t>(rows->rules.size()); index-- > 0;) {
    std::optional<Values> values = Search(*rows).Example(index);
    if (values) {
      rows->examples.insert(rows->examples.begin(), {index, Outcome::kDecline, *std::move(values)});
    } else {
      rows->rules.erase(rows->rules.begin() + index);
      for (Example& example : rows->examples) --example.rule;
    }
  }
  std::erase_if(rows->examples,
                [&](const Example& example) { return rows->rules[example.rule].outcome == Outcome::kImpossible; });
  for (Example& example : rows->examples) {
    example.verdict = rows->rules[*DecidingRule(*rows, example.values)].outcome;
  }
}

void FindFactsThatDecide(Rows* rows) {
  Search search(*rows);
  for (uint32_t fact = 0; fact < rows->facts.size(); ++fact) {
    Fact& row = rows->facts[fact];
    row.decides = std::any_of(rows->rules.begin(), rows->rules.end(), [&](const Rule& rule) {
      if (!rule.condition || rule.outcome == Outcome::kNote) return false;
      const bool reads = std::any_of(rule.condition->begin(), rule.condition->end(), [&](const auto& alternative) {
        return std::any_of(alternative.begin(), alternative.end(),
                           [&](const Literal& literal) { return literal.fact == fact; });
      });
      return reads && (rule.outcome == Outcome::kImpossible || search.Matters(*rule.condition, fact));
    });
    if (!row.decides && !row.assumption) row.assumption = 0;
  }
}

}  // namespace

Rows Lawful(Rows rows) {
  while (!EveryValueHasACase(rows)) {
    const auto impossible = std::find_if(rows.rules.begin(), rows.rules.end(),
                                         [](const Rule& rule) { return rule.outcome == Outcome::kImpossible; });
    rows.rules.erase(impossible);
  }
  KeepOtherwiseAlive(&rows);
  KeepLiveRules(&rows);
  FindFactsThatDecide(&rows);
  return rows;
}

}  // namespace connection_advisor::generated
