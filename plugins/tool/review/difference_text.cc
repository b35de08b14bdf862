#include "plugins/tool/review/difference_text.h"

#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "plugins/tool/review/difference_words.h"
#include "plugins/tool/review/words.h"

namespace connection_advisor::tool {
namespace {

using analysis::CaseChange;
using analysis::Condition;
using analysis::ConditionLine;
using analysis::PlatformDifference;
using analysis::PluginDifference;

// Texts of several lines stay on one.
std::string OneLine(const std::string& text) { return absl::StrReplaceAll(text, {{"\n", "\\n"}, {"\r", "\\r"}}); }

// "a = X | Y, b = Z".
std::string ConditionsText(const std::vector<Condition>& conditions) {
  return absl::StrJoin(conditions, ", ", [](std::string* out, const Condition& condition) {
    absl::StrAppend(out, condition.fact_id, " = ", absl::StrJoin(condition.values, " | "));
  });
}

void PrintLines(const CaseChange& change, std::ostream& out) {
  const std::vector<Condition> shared = SharedConditions(change.lines);
  out << "    when" << (shared.empty() ? "" : absl::StrCat(" ", ConditionsText(shared), " and")) << "\n";
  for (const ConditionLine& line : change.lines) {
    const std::string conditions = ConditionsText(OwnConditions(line, shared));
    out << absl::StrFormat("    %12s  %s\n", CountInProse(line.cases), conditions.empty() ? "always" : conditions);
  }
  if (change.cases_beyond_lines > 0) {
    out << absl::StrFormat("    %12s  in lines beyond these\n", CountInProse(change.cases_beyond_lines));
  }
}

void PrintChange(const PlatformDifference& difference, const CaseChange& change, std::ostream& out) {
  out << absl::StrFormat("\n  %s: %s (%s)\n", TransitionInWords(change), CasesInWords(change.cases),
                         ShareInProse(change.cases, difference.cases));
  for (const analysis::RulePair& rules : change.rules) {
    out << absl::StrFormat("    %12s  by %s\n", CountInProse(rules.cases), RulesInWords(rules));
  }
  PrintLines(change, out);
  if (change.witness.to_before == change.witness.to_after) {
    out << "    shown by\n      " << change.witness.to_before << "\n";
  } else {
    out << "    shown by\n      before  " << change.witness.to_before << "\n      after   " << change.witness.to_after
        << "\n";
  }
}

void PrintDeclarations(const PlatformDifference& difference, std::ostream& out) {
  if (difference.declarations.empty()) return;
  out << "\n  declared otherwise\n";
  for (const analysis::DeclarationChange& change : difference.declarations) {
    out << absl::StrFormat("    %-12s  %s\n", analysis::Name(change.effect), ThingInWords(change));
    if (change.before) out << "      - " << OneLine(*change.before) << "\n";
    if (change.after) out << "      + " << OneLine(*change.after) << "\n";
  }
}

void PrintPlatform(const PlatformDifference& difference, std::ostream& out) {
  out << absl::StrFormat("\nplatform %s: %s\n", difference.platform,
                         difference.empty() ? "no difference" : analysis::Name(difference.effect));
  out << absl::StrFormat("  %s possible cases, %s decided as before\n", CountInProse(difference.cases),
                         CountInProse(difference.unchanged));
  for (const CaseChange& change : difference.verdict_changes) PrintChange(difference, change, out);
  for (const CaseChange& change : difference.rule_changes) PrintChange(difference, change, out);
  if (!difference.condition_changes.empty()) out << "\n  conditions that give another answer\n";
  for (const analysis::ConditionChange& change : difference.condition_changes) {
    out << absl::StrFormat("    %s: holds in %s cases more and in %s others no more\n",
                           change.rule_id.empty() ? "would vouch" : change.rule_id, CountInProse(change.starts_to_hold),
                           CountInProse(change.stops_holding));
  }
  PrintDeclarations(difference, out);
}

}  // namespace

void PrintDifference(const PluginDifference& difference, std::ostream& out) {
  out << absl::StrFormat("%s: from %s %s to %s %s\n", analysis::Name(difference.effect), difference.before.name,
                         difference.before.version, difference.after.name, difference.after.version);
  for (const std::string& id : difference.removed) out << "\nplatform " << id << " is gone\n";
  for (const std::string& id : difference.added) out << "\nplatform " << id << " is new\n";
  for (const PlatformDifference& platform : difference.platforms) PrintPlatform(platform, out);
}

}  // namespace connection_advisor::tool
