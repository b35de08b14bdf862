#include "plugins/tool/review/table_markdown.h"

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "plugins/tool/review/markdown.h"
#include "plugins/tool/review/words.h"

namespace connection_advisor::tool {
namespace {

using analysis::Condition;
using analysis::DecisionLine;
using analysis::DecisionTable;
using platform::Fact;
using platform::Outcome;
using platform::Platform;
using platform::Rule;

std::string Bold(absl::string_view text) { return absl::StrCat("**", MarkdownText(text), "**"); }

std::string RuleIds(const Platform& platform, const std::vector<uint32_t>& rules) {
  std::vector<std::string> ids;
  ids.reserve(rules.size());
  for (const uint32_t rule : rules) ids.push_back(MarkdownCode(platform.rules[rule].id));
  return absl::StrJoin(ids, ", ");
}

std::string CellOf(const DecisionLine& line, const Fact& fact) {
  const auto condition = std::find_if(line.when.conditions.begin(), line.when.conditions.end(),
                                      [&](const Condition& one) { return one.fact_id == fact.id; });
  if (condition == line.when.conditions.end()) return "";
  return MarkdownText(ValuesInWords(condition->values, condition->other_values));
}

void PrintHowToRead(const Platform& platform, const DecisionTable& table, std::ostream& out) {
  out << "# " << MarkdownText(platform.display_name) << " (" << MarkdownCode(platform.id) << ")\n\n"
      << MarkdownText(platform.purpose) << ".\n\n"
      << "Every possible case is in exactly one of these " << table.lines.size()
      << " lines. An empty cell stands for any answer.";
  std::vector<std::string> impossible;
  for (const Rule& rule : platform.rules) {
    if (rule.outcome == Outcome::kImpossible) impossible.push_back(MarkdownText(rule.summary));
  }
  if (!impossible.empty()) {
    out << " What can't be is left out of account: a line may pass through it, and does not count it.\n";
    for (const std::string& summary : impossible) out << "\n- " << summary;
  }
  out << "\n\n";
}

void PrintLines(const Platform& platform, const DecisionTable& table, std::ostream& out) {
  const std::vector<std::string> names = ShortNames(platform.facts);
  std::vector<std::string> heads = {"line>"};
  for (const uint32_t fact : table.facts) heads.push_back(MarkdownText(names[fact]));
  for (const char* head : {"verdict", "by rule", "cases>", "share>"}) heads.emplace_back(head);
  MarkdownTable lines(heads);
  for (size_t number = 0; number < table.lines.size(); ++number) {
    const DecisionLine& line = table.lines[number];
    std::vector<std::string> cells = {absl::StrCat(number + 1)};
    for (const uint32_t fact : table.facts) cells.push_back(CellOf(line, platform.facts[fact]));
    cells.push_back(Bold(VerdictName(line.verdict)));
    cells.push_back(RuleIds(platform, line.rules));
    cells.push_back(CountInProse(line.when.cases));
    cells.push_back(ShareInProse(line.when.cases, platform.possible_cases));
    lines.Add(std::move(cells));
  }
  std::vector<std::string> sum(heads.size());
  sum[heads.size() - 2] = Bold(CountInProse(platform.possible_cases));
  sum[heads.size() - 1] = Bold(ShareInProse(platform.possible_cases, platform.possible_cases));
  lines.Add(std::move(sum));
  lines.Print(out);
}

void PrintFacts(const Platform& platform, const DecisionTable& table, std::ostream& out) {
  const std::vector<std::string> names = ShortNames(platform.facts);
  out << "\n## The facts\n\n";
  MarkdownTable facts({"fact", "question", "answers", "unless stated"});
  for (const uint32_t index : table.facts) {
    const Fact& fact = platform.facts[index];
    std::vector<std::string> values;
    values.reserve(fact.values.size());
    for (const std::string& value : fact.values) values.push_back(MarkdownText(ValueInWords(value)));
    facts.Add({MarkdownText(names[index]), MarkdownText(fact.question), absl::StrJoin(values, ", "),
               fact.assumption ? MarkdownText(ValueInWords(fact.values[*fact.assumption])) : "asked"});
  }
  facts.Print(out);
}

void PrintRules(const Platform& platform, std::ostream& out) {
  out << "\n## The rules\n\nThe first that holds decides.\n\n";
  MarkdownTable rules({"rule", "holds when", "verdict", "cases>"});
  for (const Rule& rule : platform.rules) {
    if (rule.outcome == Outcome::kImpossible || rule.outcome == Outcome::kNote) continue;
    rules.Add(
        {MarkdownCode(rule.id), MarkdownText(rule.summary), Bold(VerdictName(rule.outcome)), CountInProse(rule.cases)});
  }
  rules.Print(out);
}

}  // namespace

void PrintTable(const Platform& platform, const DecisionTable& table, std::ostream& out) {
  PrintHowToRead(platform, table, out);
  PrintLines(platform, table, out);
  PrintFacts(platform, table, out);
  PrintRules(platform, out);
}

}  // namespace connection_advisor::tool
