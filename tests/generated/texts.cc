#include "tests/generated/texts.h"

namespace connection_advisor::generated {

const char* Name(Outcome outcome) {
  constexpr const char* kNames[] = {"IMPOSSIBLE", "DECLINE", "MEET_FIRST", "CONNECT", "NOTE"};
  return kNames[static_cast<size_t>(outcome)];
}

std::string Question(const Fact& fact) { return "What is " + fact.id + "?"; }

std::vector<std::string> ChoiceValues(const Fact& fact) {
  std::vector<std::string> values;
  for (uint32_t value = 0; value < fact.value_count; ++value) values.push_back("V" + std::to_string(value));
  return values;
}

std::vector<int> CutPoints(const Fact& fact) {
  if (!fact.cut_points.empty()) return fact.cut_points;
  std::vector<int> cut_points;
  for (uint32_t value = 1; value < fact.value_count; ++value) cut_points.push_back(static_cast<int>(10 * value));
  return cut_points;
}

std::string Summary(const Rule& rule) { return "The rule " + rule.id + " holds."; }
std::string Rationale(const Rule& rule) { return "It was drawn as " + rule.id + "."; }
std::string NextStep(const Rule& rule) { return "Do what " + rule.id + " says."; }
std::string Reply(const Rule& rule) {
  return rule.reply ? "{greeting}\n\nThis is what " + rule.id + " answers.\n\n{closing}" : "";
}

std::string NeutralSummary(Outcome verdict) { return std::string("What is known comes to ") + Name(verdict) + "."; }
std::string NeutralNextStep(Outcome verdict) { return std::string("Do what ") + Name(verdict) + " asks for."; }
std::string NeutralReply(Outcome verdict) {
  return std::string("{greeting}\n\nIn a word, ") + Name(verdict) + ".\n\n{closing}";
}

std::string ExampleName(const Rows& rows, const Example& example) { return "a case of " + rows.rules[example.rule].id; }

}  // namespace connection_advisor::generated
