#include "tests/generated/rows.h"

#include <algorithm>
#include <random>
#include <utility>

namespace connection_advisor::generated {
namespace {

std::string Numbered(const char* letter, size_t number) {
  return letter + std::string(number < 10 ? "0" : "") + std::to_string(number);
}

class Drawing {
 public:
  Drawing(const Shape& shape, uint64_t seed, std::string platform) : shape_(shape), random_(seed) {
    rows_.platform = std::move(platform);
  }

  Rows Draw() {
    for (uint32_t fact = 0; fact < shape_.facts; ++fact) AddFact(Below(10) < shape_.assumed_of_ten, true);
    for (uint32_t fact = 0; fact < shape_.note_facts; ++fact) AddFact(true, false);
    for (uint32_t i = 0; i < shape_.impossible; ++i) Add("i", i, Outcome::kImpossible, Pick(0, shape_.facts));
    AddRules();
    rows_.rules.push_back({.id = "otherwise", .outcome = Verdict(), .condition = {}, .reply = Below(2) == 0});
    for (uint32_t i = 0; i < shape_.notes; ++i) {
      Add("n", i, Outcome::kNote, Pick(i < shape_.note_facts ? shape_.facts : 0, AllFacts()));
    }
    if (shape_.would_vouch) rows_.would_vouch = DrawCondition(Pick(0, shape_.facts));
    for (Fact& fact : rows_.facts) fact.member_can_act = Below(3) == 0;
    return std::move(rows_);
  }

 private:
  // The distributions of the standard library differ from one to the next.
  uint32_t Below(uint32_t bound) { return static_cast<uint32_t>(random_() % bound); }
  uint32_t Between(uint32_t low, uint32_t high) { return low + Below(high - low + 1); }
  uint32_t AllFacts() const { return shape_.facts + shape_.note_facts; }
  Outcome Verdict() { return static_cast<Outcome>(1 + Below(3)); }

  void AddFact(bool assumed, bool decides) {
    Fact fact{.id = rows_.platform + "." + Numbered("f", rows_.facts.size()),
              .value_count = Between(shape_.min_values, shape_.max_values),
              .assumption = {},
              .decides = decides};
    fact.kind = Below(2) == 0 ? Kind::kInteger : fact.value_count == 2 ? Kind::kBoolean : Kind::kChoice;
    if (assumed) fact.assumption = Below(fact.value_count);
    rows_.facts.push_back(std::move(fact));
  }

  void AddRules() {
    std::vector<std::vector<uint32_t>> read(shape_.rules);
    for (uint32_t i = 0; i < shape_.rules; ++i) {
      const uint32_t width = shape_.window == 0 ? shape_.facts : std::min(shape_.window, shape_.facts);
      const uint32_t first = shape_.rules < 2 ? 0 : i * (shape_.facts - width) / (shape_.rules - 1);
      read[i] = Pick(first, first + width);
    }
    if (shape_.shuffled) {
      for (uint32_t i = shape_.rules; i > 1; --i) std::swap(read[i - 1], read[Below(i)]);
    }
    for (uint32_t i = 0; i < shape_.rules; ++i) Add("r", i, Verdict(), std::move(read[i]));
  }

  void Add(const char* letter, uint32_t number, Outcome outcome, std::vector<uint32_t> read) {
    Rule rule{.id = Numbered(letter, number), .outcome = outcome, .condition = DrawCondition(std::move(read))};
    rule.reply = Decides(rule) && Below(2) == 0;
    rows_.rules.push_back(std::move(rule));
  }

  // Some of the facts from `first` to before `end`, none twice.
  std::vector<uint32_t> Pick(uint32_t first, uint32_t end) {
    std::vector<uint32_t> facts;
    for (uint32_t fact = first; fact < end; ++fact) facts.push_back(fact);
    const uint32_t count = std::min(Between(shape_.min_facts_read, shape_.max_facts_read), end - first);
    for (uint32_t i = 0; i < count; ++i) std::swap(facts[i], facts[i + Below(end - first - i)]);
    facts.resize(count);
    return facts;
  }

  // One value, or all but one.
  Literal DrawLiteral(uint32_t fact) {
    const uint32_t value_count = rows_.facts[fact].value_count;
    const uint64_t one = uint64_t{1} << Below(value_count);
    const uint64_t all = (uint64_t{1} << value_count) - 1;
    return {fact, shape_.alternatives > 1 && Below(4) == 0 ? all & ~one : one};
  }

  Condition DrawCondition(std::vector<uint32_t> facts) {
    Condition condition(std::min<size_t>(Between(1, shape_.alternatives), facts.size()));
    for (size_t i = 0; i < facts.size(); ++i) condition[i % condition.size()].push_back(DrawLiteral(facts[i]));
    return condition;
  }

  const Shape& shape_;
  std::mt19937_64 random_;
  Rows rows_;
};

}  // namespace

Rows Draw(const Shape& shape, uint64_t seed, std::string platform) {
  return Drawing(shape, seed, std::move(platform)).Draw();
}

bool Holds(const Condition& condition, std::span<const uint8_t> values) {
  return std::any_of(condition.begin(), condition.end(), [&](const std::vector<Literal>& alternative) {
    return std::all_of(alternative.begin(), alternative.end(),
                       [&](const Literal& literal) { return (literal.values >> values[literal.fact] & 1) != 0; });
  });
}

std::optional<uint32_t> DecidingRule(const Rows& rows, std::span<const uint8_t> values) {
  for (const Rule& rule : rows.rules) {
    if (rule.outcome == Outcome::kImpossible && Holds(*rule.condition, values)) return std::nullopt;
  }
  for (uint32_t index = 0; index < rows.rules.size(); ++index) {
    const Rule& rule = rows.rules[index];
    if (!Decides(rule)) continue;
    if (!rule.condition || Holds(*rule.condition, values)) return index;
  }
  return std::nullopt;
}

}  // namespace connection_advisor::generated
