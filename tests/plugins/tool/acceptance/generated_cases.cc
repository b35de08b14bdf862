#include "tests/plugins/tool/acceptance/generated_cases.h"

#include <algorithm>

#include "plugins/tool/acceptance/suggest.h"
#include "tests/generated/lawful.h"
#include "tests/generated/oracle.h"
#include "tests/generated/platform.h"

namespace connection_advisor::tool {
namespace {

using oracle::Knowledge;

std::string Edge(diagram::Reference node, int value) {
  return "edge " + std::to_string(node) + " " + std::to_string(value);
}

Knowledge KnowledgeOf(const std::vector<uint8_t>& values) {
  Knowledge knowledge;
  for (const uint8_t value : values) knowledge.push_back(value == diagram::kUnknown ? oracle::kUnknown : value);
  return knowledge;
}

}  // namespace

GeneratedPlatform::GeneratedPlatform(const generated::Shape& shape, uint64_t seed)
    : rows_(generated::Lawful(generated::Draw(shape, seed))),
      platform_(generated::PlatformOf(rows_)),
      oracle_(generated::TableOf(rows_)) {}

Statement GeneratedPlatform::DrawStatement(double known, std::mt19937_64& random) const {
  Statement stated(*platform_);
  for (size_t fact = 0; fact < stated.values.size(); ++fact) {
    if (static_cast<double>(random() % 1000) >= 1000 * known) continue;
    const std::vector<int32_t>& cuts = platform_->facts[fact].cut_points;
    const auto part = static_cast<uint8_t>(random() % platform_->facts[fact].values.size());
    stated.values[fact] = part;
    if (cuts.empty() || random() % 3 == 0) continue;
    const int32_t first = part == 0 ? 0 : cuts[part - 1];
    const int32_t last = part == cuts.size() ? cuts[part - 1] + 10 : cuts[part] - 1;
    const int32_t numbers[] = {first, last, (first + last) / 2};
    stated.numbers[fact] = numbers[random() % 3];
  }
  return stated;
}

Expectation GeneratedPlatform::DrawExpectation(const Statement& stated, std::mt19937_64& random) const {
  Expectation expected = ExpectationNow(*platform_, stated);
  // Two impossible rules, one on either side of a boundary, are not told apart by the definition below.
  if (random() % 2 == 0 || expected.verdict == Verdict::kImpossible) expected.rule.reset();
  if (random() % 2 == 0) expected.notes.reset();
  if (random() % 2 == 0) expected.without_notes.reset();
  if (random() % 2 == 0) expected.first_question.reset();
  return expected;
}

void GeneratedPlatform::ForEachStatement(size_t size, const std::function<void(const Statement&)>& visit) const {
  Statement stated(*platform_);
  const std::function<void(size_t, size_t)> state = [&](size_t fact, size_t left) {
    if (left == 0) return visit(stated);
    if (fact == stated.values.size()) return;
    state(fact + 1, left);
    for (size_t part = 0; part < platform_->facts[fact].values.size(); ++part) {
      const auto value = static_cast<uint8_t>(part);
      const std::vector<int32_t>& cuts = platform_->facts[fact].cut_points;
      std::set<std::optional<int32_t>> numbers;
      if (cuts.empty()) numbers.insert(std::nullopt);
      if (!cuts.empty() && value > 0) numbers.insert(cuts[value - 1]);
      if (!cuts.empty() && value < cuts.size()) numbers.insert(cuts[value] - 1);
      stated.values[fact] = value;
      for (const std::optional<int32_t>& number : numbers) {
        stated.numbers[fact] = number;
        state(fact + 1, left - 1);
      }
    }
    stated.values[fact] = diagram::kUnknown;
    stated.numbers[fact].reset();
  };
  state(0, size);
}

std::optional<oracle::Answer> GeneratedPlatform::Decide(const Knowledge& stated) const {
  if (!oracle_.Possible(stated)) return std::nullopt;
  return oracle_.Decide(stated);
}

std::string GeneratedPlatform::SaidWhereExpected(const Knowledge& stated, const Expectation& expected) const {
  const std::optional<oracle::Answer> answer = Decide(stated);
  if (!answer) return "impossible";
  std::string said = "verdict " + std::to_string(static_cast<int>(answer->verdict));
  if (expected.rule) {
    const bool is_reason = !answer->reasons.empty() && !answer->reasons.front().tentative &&
                           answer->reasons.front().rule_id == platform_->rules[*expected.rule].id;
    said += is_reason ? ", by it" : ", not by it";
  }
  for (const oracle::Speaks& note : answer->notes) {
    for (uint32_t rule = 0; rule < platform_->rules.size(); ++rule) {
      const bool asked = expected.notes.test(rule) || expected.without_notes.test(rule);
      if (asked && platform_->rules[rule].id == note.rule_id) said += ", " + note.rule_id;
    }
  }
  if (expected.first_question) {
    const bool is_first = !answer->questions.empty() &&
                          answer->questions.front().fact_id == platform_->facts[*expected.first_question].id;
    said += is_first ? ", asking it" : ", not asking it";
  }
  return said;
}

std::set<std::string> GeneratedPlatform::CoveredByDefinition(const Statement& stated,
                                                             const Expectation& expected) const {
  std::set<std::string> covered;
  const Knowledge known = KnowledgeOf(stated.values);
  const std::optional<oracle::Answer> answer = Decide(known);
  if (answer) {
    const bool decided = answer->verdict != oracle::Verdict::kNeedsInformation;
    std::set<int> deciding;
    oracle::ForEachAssignment(oracle_.platform(), oracle_.WithAssumptions(known), [&](const oracle::Case& one_case) {
      const std::optional<int> rule = oracle_.cases().DecidingRule(one_case);
      if (!rule) return;
      deciding.insert(*rule);
      const diagram::Forest& forest = platform_->verdict_forest;
      for (diagram::Reference at = platform_->verdict; decided && !diagram::IsLeaf(at);) {
        const int value = one_case[forest.variable(at)];
        covered.insert(Edge(at, value));
        at = forest.children(at)[static_cast<size_t>(value)];
      }
    });
    if (deciding.size() == 1) {
      covered.insert("rule " + oracle_.platform().rules[static_cast<size_t>(*deciding.begin())].id);
    }
    for (const oracle::Speaks& note : answer->notes) covered.insert("rule " + note.rule_id);
  } else {
    for (const oracle::Remark& rule : oracle_.platform().impossible) {
      bool holds = true;
      oracle::ForEachAssignment(oracle_.platform(), known,
                                [&](const oracle::Case& one_case) { holds = holds && rule.holds(one_case); });
      if (holds) covered.insert("rule " + rule.id);
    }
  }

  for (uint32_t fact = 0; fact < known.size(); ++fact) {
    const std::vector<int32_t>& cuts = platform_->facts[fact].cut_points;
    if (known[fact] == oracle::kUnknown) continue;
    for (uint32_t cut = 0; cut < cuts.size(); ++cut) {
      for (const bool above : {false, true}) {
        const int part = static_cast<int>(cut) + (above ? 1 : 0);
        const int32_t number = above ? cuts[cut] : cuts[cut] - 1;
        if (known[fact] != part || stated.numbers[fact].value_or(number) != number) continue;
        Knowledge across = known;
        across[fact] = static_cast<int>(cut) + (above ? 0 : 1);
        if (SaidWhereExpected(known, expected) == SaidWhereExpected(across, expected)) continue;
        covered.insert(Text(BoundaryGoal{fact, cut, above}));
      }
    }
  }
  return covered;
}

std::string GeneratedPlatform::Text(const Goal& goal) const {
  if (const auto* rule = std::get_if<RuleGoal>(&goal)) return "rule " + platform_->rules[rule->rule].id;
  if (const auto* edge = std::get_if<EdgeGoal>(&goal)) return Edge(edge->node, edge->value);
  const auto& boundary = std::get<BoundaryGoal>(goal);
  return platform_->facts[boundary.fact].id + (boundary.above ? " from " : " to ") +
         std::to_string(boundary.number(*platform_));
}

}  // namespace connection_advisor::tool
