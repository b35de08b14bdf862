#include "plugins/tool/acceptance/case_writer.h"

#include <algorithm>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "plugins/tool/acceptance/goal.h"
#include "service/diagram/reference.h"

namespace connection_advisor::tool {
namespace {

using platform::Platform;

// Ids, names of values and numbers need no quotes in YAML.
std::string ValueText(const Platform& platform, const Statement& stated, uint32_t fact) {
  if (stated.numbers[fact]) return absl::StrCat(*stated.numbers[fact]);
  return platform.facts[fact].values[stated.values[fact]];
}

// The facts without their first part, which says least: "met_in_person true, worked_together NEVER".
std::string NameOf(const Platform& platform, const Statement& stated) {
  std::vector<std::string> facts;
  for (uint32_t fact = 0; fact < stated.values.size(); ++fact) {
    if (stated.values[fact] == diagram::kUnknown) continue;
    const std::string& id = platform.facts[fact].id;
    facts.push_back(absl::StrCat(id.substr(id.find('.') + 1), " ", ValueText(platform, stated, fact)));
  }
  return facts.empty() ? "nothing known" : absl::StrJoin(facts, ", ");
}

// The rules and boundaries by name, the edges by number.
std::string Closes(const Platform& platform, const std::vector<Goal>& closes) {
  std::vector<std::string> texts;
  size_t edges = 0;
  for (const Goal& goal : closes) {
    if (std::holds_alternative<EdgeGoal>(goal)) {
      ++edges;
    } else {
      texts.push_back(Describe(platform, goal));
    }
  }
  if (edges > 0) texts.push_back(absl::StrCat(edges, edges == 1 ? " edge" : " edges"));
  return absl::StrJoin(texts, "; ");
}

std::string Notes(const Platform& platform, const advice::RuleSet& notes) {
  std::vector<std::string> ids;
  for (uint32_t rule = 0; rule < platform.rules.size(); ++rule) {
    if (notes.test(rule)) ids.push_back(platform.rules[rule].id);
  }
  return absl::StrCat("[", absl::StrJoin(ids, ", "), "]");
}

void WriteCase(const Platform& platform, const Suggestion& suggestion, std::ostream& out) {
  const Statement& stated = suggestion.stated;
  const Expectation& expected = suggestion.expected;
  const auto review = [&](std::string_view key, std::string_view value) {
    out << "    " << key << ": " << value << "  # review\n";
  };
  out << "\n  # Covers: " << Closes(platform, suggestion.closes) << "\n";
  out << "  - name: \"" << platform.id << ": " << NameOf(platform, stated) << "\"\n";
  out << "    platform: " << platform.id << "\n";
  out << "    facts:";
  bool any = false;
  for (uint32_t fact = 0; fact < stated.values.size(); ++fact) {
    if (stated.values[fact] == diagram::kUnknown) continue;
    out << "\n      " << platform.facts[fact].id << ": " << ValueText(platform, stated, fact);
    any = true;
  }
  out << (any ? "\n" : " {}\n");
  review("verdict", NameOf(expected.verdict));
  if (expected.rule) review("rule", platform.rules[*expected.rule].id);
  if (expected.notes.any()) review("notes", Notes(platform, expected.notes));
  if (expected.without_notes.any()) review("without_notes", Notes(platform, expected.without_notes));
  if (expected.first_question) review("first_question", platform.facts[*expected.first_question].id);
}

}  // namespace

void WriteCaseFile(const std::string& plugin, std::span<const PlatformSuggestions> platforms, std::ostream& out) {
  const bool any = std::any_of(platforms.begin(), platforms.end(),
                               [](const PlatformSuggestions& row) { return !row.suggestions.empty(); });
  if (!any) {
    out << "# The cases of " << plugin << " cover everything that cases can.\ncases: []\n";
    return;
  }
  out << "# Cases for what no case of " << plugin << " covers yet, written by advisor-plugin test --suggest.\n"
      << "# Each says what the plugin answers now. Is that what it should answer? Put right what is not, give the case "
         "a\n"
      << "# name that says who this is, and move it to your own file.\n"
      << "cases:\n";
  for (const PlatformSuggestions& row : platforms) {
    for (const Suggestion& suggestion : row.suggestions) WriteCase(*row.platform, suggestion, out);
  }
}

}  // namespace connection_advisor::tool
