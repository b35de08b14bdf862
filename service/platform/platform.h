// A platform as it serves: what its plugin declared, compiled, verified and bound to the contract. The two flows meet
// in it: deploying makes one, serving reads it.
//
// Immutable once published, so every thread may read it without a lock. Owned by the published set.
#ifndef SERVICE_PLATFORM_PLATFORM_H_
#define SERVICE_PLATFORM_PLATFORM_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "connection_advisor/contract_facts.h"
#include "service/diagram/forest.h"
#include "service/diagram/reference.h"
#include "service/platform/knowledge.h"

namespace connection_advisor::platform {

inline constexpr uint32_t kContractFactCount = ADVISOR_CONTRACT_FACT_COUNT;

// The order is the order of caution: what is earlier is worse, and wins ties.
enum class Outcome : uint8_t { kImpossible = 0, kDecline = 1, kMeetFirst = 2, kConnect = 3, kNote = 4 };
inline constexpr size_t kOutcomeCount = 5;
inline constexpr std::array kVerdicts = {Outcome::kDecline, Outcome::kMeetFirst, Outcome::kConnect};

enum class FactKind : uint8_t { kBoolean = 0, kChoice = 1, kInteger = 2 };

struct Fact {
  std::string id;
  FactKind kind = FactKind::kBoolean;
  std::string question;
  std::vector<std::string> values;  // as answers write them: "false", "VIRTUALLY", "below 30000"
  std::vector<int32_t> cut_points;  // integers: part i is below cut_points[i]
  std::optional<uint8_t> assumption;
  bool favourable = false;
  bool member_can_act = false;
  bool own = false;
  bool notes_only = false;  // only notes read it: it never decides and does not count as a case
};

struct Rule {
  std::string id;
  Outcome outcome = Outcome::kNote;
  std::string summary;
  std::string rationale;
  std::string next_step;
  std::string reply;
  bool otherwise = false;
  diagram::Reference condition = diagram::kFalse;  // leaves: ConditionLeaf
  diagram::Count cases = 0;                        // possible cases that it decides
};

// Leaves of Rule::condition and Platform::would_vouch.
enum ConditionLeaf : int32_t { kLeafImpossible = 0, kLeafDoesNotHold = 1, kLeafHolds = 2, kConditionLeafCount = 3 };
// Leaves of Platform::decision: 0 impossible, 1 + i the rule with index i.
constexpr int32_t DecisionLeaf(uint32_t rule) { return static_cast<int32_t>(rule) + 1; }

// What a decision looks at of a rule with a condition.
struct RuleCondition {
  uint32_t rule;
  diagram::Reference condition;
};

struct Parameter {
  std::string id;
  std::string description;
  std::string source;
  int32_t minimum = 0;
  int32_t maximum = 0;
  int32_t default_value = 0;
  int32_t value = 0;
};

struct ExampleFact {
  uint32_t fact;
  uint8_t value;
};

struct Example {
  std::string name;
  std::vector<ExampleFact> facts;
  Outcome verdict = Outcome::kDecline;
  uint32_t rule = 0;
};

struct NeutralText {
  std::string summary;
  std::string next_step;
  std::string reply;
};

// How a reply begins and ends. The first of each pair holds {candidate} or {member}.
struct Letter {
  std::string greeting_with_name;
  std::string greeting;
  std::string closing_with_name;
  std::string closing;
};

struct PluginIdentity {
  std::string name;
  std::string version;
  std::string sha256;
};

// Where a fact of the contract goes on this platform.
struct ContractBinding {
  static constexpr uint32_t kMaxContractValues = 8;
  int32_t fact = -1;  // index into Platform::facts; -1: unused here
  // By the contract's value index; diagram::kUnknown where the plugin is older than the value. Not for integers.
  std::array<uint8_t, kMaxContractValues> values{};
};

struct Platform {
  std::string id;
  std::string display_name;
  std::string purpose;
  uint32_t significance = 0;
  PluginIdentity plugin;
  std::vector<Fact> facts;  // at most diagram::kMaxVariables; a fact's index is its variable
  std::vector<Rule> rules;  // in declared order, impossible rules and notes included
  std::vector<Parameter> parameters;
  std::vector<std::string> stock_texts;
  std::vector<Example> examples;
  std::array<NeutralText, 4> neutral;  // by Outcome; [0] unused
  std::optional<Letter> letter;

  std::array<ContractBinding, kContractFactCount> contract;  // by the index in advisor_contract_facts
  absl::flat_hash_map<std::string, uint32_t> fact_index;     // of facts, by id

  diagram::Forest forest;  // of decision, the rules' conditions and would_vouch
  diagram::Reference decision = diagram::kFalse;
  std::optional<diagram::Reference> would_vouch;
  std::array<std::vector<RuleCondition>, kOutcomeCount> conditions;  // by Outcome, in rule order; no otherwise
  diagram::Forest verdict_forest;
  diagram::Reference verdict = diagram::kFalse;   // leaves: numbers of Outcome
  diagram::Reference possible = diagram::kFalse;  // in verdict_forest; leaves: diagram::kFalse, diagram::kTrue

  diagram::Count possible_cases = 0;
  std::array<diagram::Count, 4> verdict_cases{};  // by Outcome; [0]: impossible ones
  diagram::VariableSet impossible_reads;          // the facts on which it depends whether a case is possible
  diagram::VariableSet deciding;       // the facts that verdicts and impossible rules read: the domain of cases
  std::optional<Knowledge> knowledge;  // nothing where they pass KnowledgeLimits
};

}  // namespace connection_advisor::platform

#endif  // SERVICE_PLATFORM_PLATFORM_H_
