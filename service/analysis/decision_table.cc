#include "service/analysis/decision_table.h"

#include <optional>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "service/diagram/lines.h"

namespace connection_advisor::analysis {
namespace {

using platform::Fact;
using platform::Outcome;
using platform::Platform;

DecisionLine DecisionLineOf(const Platform& platform, const diagram::Line& line) {
  DecisionLine row{.verdict = static_cast<Outcome>(line.leaf)};
  row.when.cases = line.count;
  for (size_t index = 0; index < platform.facts.size(); ++index) {
    const Fact& fact = platform.facts[index];
    const diagram::ValueSet set = line.values[index];
    if (set == diagram::kAnyValue) continue;
    row.when.conditions.push_back(
        {fact.id, ValueTexts(fact.values, fact.cut_points, set), ValueTexts(fact.values, fact.cut_points, ~set)});
  }
  for (const int32_t leaf : diagram::LeavesWithin(platform.forest, platform.decision, line.values)) {
    if (leaf > 0) row.rules.push_back(static_cast<uint32_t>(leaf) - 1);
  }
  return row;
}

}  // namespace

absl::StatusOr<DecisionTable> TableOf(const Platform& platform, const DecisionTableLimits& limits) {
  const std::optional<diagram::Lines> lines =
      diagram::FewestLines(platform.verdict_forest, platform.verdict, platform.deciding,
                           {.free_leaf = static_cast<int32_t>(Outcome::kImpossible),
                            .max_lines = limits.max_lines,
                            .max_work = limits.max_work,
                            .max_nodes = limits.max_nodes,
                            .deadline = limits.deadline});
  if (!lines) {
    return absl::ResourceExhaustedError(
        absl::StrCat("platform '", platform.id, "': time was up while its table was made"));
  }
  if (lines->beyond > 0) {
    return absl::ResourceExhaustedError(absl::StrCat("platform '", platform.id, "': its table has more than ",
                                                     limits.max_lines, " lines, which nobody can review"));
  }
  DecisionTable table;
  diagram::VariableSet used;
  for (const diagram::Line& line : lines->lines) {
    table.lines.push_back(DecisionLineOf(platform, line));
    for (uint32_t fact = 0; fact < platform.facts.size(); ++fact) {
      if (line.values[fact] != diagram::kAnyValue) used.set(fact);
    }
  }
  for (uint32_t fact = 0; fact < platform.facts.size(); ++fact) {
    if (used.test(fact)) table.facts.push_back(fact);
  }
  return table;
}

}  // namespace connection_advisor::analysis
