#include "plugins/tool/review/difference_markdown.h"

#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "plugins/tool/review/difference_words.h"
#include "plugins/tool/review/markdown.h"
#include "plugins/tool/review/words.h"

namespace connection_advisor::tool {
namespace {

using analysis::CaseChange;
using analysis::Condition;
using analysis::ConditionLine;
using analysis::PlatformDifference;
using analysis::PluginDifference;

std::string ConditionsText(const std::vector<Condition>& conditions) {
  return absl::StrJoin(conditions, "; ", [](std::string* out, const Condition& condition) {
    absl::StrAppend(out, MarkdownCode(condition.fact_id), " ",
                    MarkdownText(ValuesInWords(condition.values, condition.other_values)));
  });
}

void PrintLines(const CaseChange& change, std::ostream& out) {
  const std::vector<Condition> shared = SharedConditions(change.lines);
  MarkdownTable lines({"cases>", shared.empty() ? "when" : absl::StrCat("when ", ConditionsText(shared), " and")});
  for (const ConditionLine& line : change.lines) {
    const std::string conditions = ConditionsText(OwnConditions(line, shared));
    lines.Add({CountInProse(line.cases), conditions.empty() ? "always" : conditions});
  }
  if (change.cases_beyond_lines > 0) lines.Add({CountInProse(change.cases_beyond_lines), "in lines beyond these"});
  lines.Print(out);
}

void PrintChange(const PlatformDifference& difference, const CaseChange& change, std::ostream& out) {
  out << "### " << MarkdownText(TransitionInWords(change)) << ": " << CasesInWords(change.cases) << " ("
      << MarkdownText(ShareInProse(change.cases, difference.cases)) << ")\n\n";
  MarkdownTable rules({"cases>", "by rule"});
  for (const analysis::RulePair& pair : change.rules) {
    rules.Add({CountInProse(pair.cases), MarkdownText(RulesInWords(pair))});
  }
  rules.Print(out);
  out << "\n";
  PrintLines(change, out);
  out << "\nShown by\n\n```json\n" << change.witness.to_before << "\n";
  if (change.witness.to_after != change.witness.to_before) out << change.witness.to_after << "\n";
  out << "```\n\n";
}

void PrintConditions(const PlatformDifference& difference, std::ostream& out) {
  if (difference.condition_changes.empty()) return;
  out << "### Conditions that give another answer\n\n";
  MarkdownTable table({"rule", "holds in cases more>", "holds in cases no more>"});
  for (const analysis::ConditionChange& change : difference.condition_changes) {
    table.Add({change.rule_id.empty() ? "would vouch" : MarkdownCode(change.rule_id),
               CountInProse(change.starts_to_hold), CountInProse(change.stops_holding)});
  }
  table.Print(out);
  out << "\n";
}

void PrintDeclarations(const PlatformDifference& difference, std::ostream& out) {
  if (difference.declarations.empty()) return;
  out << "### Declared otherwise\n\n";
  MarkdownTable table({"what", "before", "after", "for callers"});
  for (const analysis::DeclarationChange& change : difference.declarations) {
    table.Add({MarkdownText(ThingInWords(change)), MarkdownText(change.before.value_or("")),
               MarkdownText(change.after.value_or("")), MarkdownText(analysis::Name(change.effect))});
  }
  table.Print(out);
  out << "\n";
}

void PrintPlatform(const PlatformDifference& difference, std::ostream& out) {
  out << "## " << MarkdownText(difference.platform) << ": "
      << (difference.empty() ? "no difference" : analysis::Name(difference.effect)) << "\n\n"
      << CountInProse(difference.cases) << " possible cases, " << CountInProse(difference.unchanged)
      << " decided as before.\n\n";
  for (const CaseChange& change : difference.verdict_changes) PrintChange(difference, change, out);
  for (const CaseChange& change : difference.rule_changes) PrintChange(difference, change, out);
  PrintConditions(difference, out);
  PrintDeclarations(difference, out);
}

}  // namespace

void PrintDifferenceAsMarkdown(const PluginDifference& difference, std::ostream& out) {
  out << "# " << MarkdownText(absl::StrCat(difference.before.name, " ", difference.before.version)) << " to "
      << MarkdownText(absl::StrCat(difference.after.name, " ", difference.after.version)) << ": "
      << analysis::Name(difference.effect) << "\n\n";
  for (const std::string& id : difference.removed) out << "Platform " << MarkdownCode(id) << " is gone.\n\n";
  for (const std::string& id : difference.added) out << "Platform " << MarkdownCode(id) << " is new.\n\n";
  for (const PlatformDifference& platform : difference.platforms) PrintPlatform(platform, out);
}

}  // namespace connection_advisor::tool
