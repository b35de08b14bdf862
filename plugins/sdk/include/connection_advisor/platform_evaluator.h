// The C++ face of the plugin ABI (C++17, header only, no dependency but the C++ language support headers).
//
// A platform is one .cc file that reads like the essay it comes from: its facts, small named conditions, and its table
// of rules, each row an id, a condition, an outcome and a summary, with its texts below it.
//
//   using namespace connection_advisor;
//
//   constexpr auto my_assessment = Choice<Assessment>("relationship.my_assessment");
//   constexpr auto met_in_person = Boolean("relationship.met_in_person").Favourable().MemberCanAct();
//   constexpr auto same_server   = OwnBoolean("mastodon.same_server", "Are you on the same server?").Assumed(false);
//
//   constexpr FactTable facts{my_assessment, met_in_person, same_server};
//
//   bool KnownForGoodWork(Case c) { return met_in_person(c) && my_assessment(c) == Assessment::kPositive; }
//
//   constexpr Rule rules[] = {
//       Rule("known_for_good_work", KnownForGoodWork, kConnect, "You have met and would speak well of their work.")
//           .Because("...")
//           .NextStep("..."),
//       Rule("same_server", Holds<same_server>, kMeetFirst, "..."),
//       Rule("stranger", kOtherwise, kDecline, "..."),
//   };
//
//   constexpr ExampleTable examples{
//       ExampleOf("somebody from a conference", {met_in_person.Is(true), my_assessment.Is(Assessment::kPositive)},
//                 kConnect, "known_for_good_work"),
//   };
//
//   constexpr advisor_evaluator mastodon = Evaluator("mastodon", "Mastodon", "Company worth keeping", 1)
//       .Facts(facts).Rules(rules).Examples(examples).NeutralTexts(when_connect, when_meet_first, when_decline);
//   constexpr const advisor_evaluator* evaluators[] = {&mastodon};
//
//   const advisor_plugin connection_advisor_plugin_v1 = Plugin("mastodon", "1.0.0", evaluators);
//
// Including this file also writes the ABI note by which the host knows, before it maps a plugin, for which ABI it was
// built.
//
// Everything here is a constant that the library exports as it stands; tables are `constexpr` at namespace scope, and
// what points at something that would not outlive its expression does not compile. plugin_abi.h says what a condition
// may do and what each text is for.
#ifndef CONNECTION_ADVISOR_PLATFORM_EVALUATOR_H_
#define CONNECTION_ADVISOR_PLATFORM_EVALUATOR_H_

#include <cstddef>
#include <cstdint>

#include "connection_advisor/contract_facts.h"
#include "connection_advisor/plugin_abi.h"

namespace connection_advisor {

namespace internal {
ADVISOR_ABI_NOTE;
}  // namespace internal

// ----------------------------------------------------------------------------------------------------------------
// Facts

// One case, as a condition sees it. Valid during the call.
using Case = const advisor_reader*;

// The contract's choices. The order is the contract's.
enum class WorkedTogether : uint32_t { kNever, kVirtually, kInPerson };
enum class Assessment : uint32_t { kNothingToSay, kNegative, kNeutral, kPositive };
enum class Direction : uint32_t { kIncoming, kOutgoing };
enum class MeetingResponse : uint32_t { kNotOffered, kAccepted, kRefused, kNoAnswer };

// The part of an integer fact that a number lies in: 0 below the first cut point, 1 from there on, and so forth. An
// enum of one's own in that order reads better.
using Part = uint32_t;

using ExampleFact = advisor_example_fact;

// A fact, called with the case to read it. `Value` is bool, an enum in the order of the values, or one for the parts.
template <typename Value>
struct Fact {
  advisor_fact row;

  Value operator()(Case c) const { return static_cast<Value>(c->value_of(c, &row)); }

  // A later value never worsens the verdict. The service proves it before the plugin serves.
  constexpr Fact Favourable() const { return With(ADVISOR_FAVOURABLE, row.assumption); }

  // The member can bring about another value.
  constexpr Fact MemberCanAct() const { return With(ADVISOR_MEMBER_CAN_ACT, row.assumption); }

  // The value taken where nobody states one. Without, the fact is asked for.
  constexpr Fact Assumed(Value value) const { return With(0, static_cast<int32_t>(value)); }

  // For examples: this fact with that value.
  constexpr ExampleFact Is(Value value) const { return {&row, static_cast<uint32_t>(value)}; }

 private:
  constexpr Fact With(uint32_t flags, int32_t assumption) const {
    Fact changed = *this;
    changed.row.flags |= flags;
    changed.row.assumption = assumption;
    return changed;
  }
};

namespace internal {

constexpr bool Equal(const char* a, const char* b) {
  while (*a != '\0' && *a == *b) ++a, ++b;
  return *a == *b;
}

// The contract's name for one of its enums, as advisor_contract_fact.value_prefix. None: an enum of one's own.
template <typename Enum>
inline constexpr const char* kValuePrefix = nullptr;
template <>
inline constexpr const char* kValuePrefix<WorkedTogether> = "WORKED_TOGETHER_";
template <>
inline constexpr const char* kValuePrefix<Assessment> = "ASSESSMENT_";
template <>
inline constexpr const char* kValuePrefix<Direction> = "DIRECTION_";
template <>
inline constexpr const char* kValuePrefix<MeetingResponse> = "MEETING_RESPONSE_";

constexpr bool IsFact(const advisor_contract_fact& fact, const char* id, uint32_t kind, const char* value_prefix) {
  return Equal(fact.id, id) && fact.kind == kind && (value_prefix == nullptr || Equal(fact.value_prefix, value_prefix));
}

// Fails to compile where the contract has no such fact of that kind, or has it with values of another enum: a subscript
// past the table is no constant.
constexpr const advisor_contract_fact& ContractFact(const char* id, uint32_t kind, const char* value_prefix = nullptr) {
  size_t i = 0;
  while (!IsFact(advisor_contract_facts[i], id, kind, value_prefix)) ++i;
  return advisor_contract_facts[i];
}

constexpr advisor_fact Row(uint32_t kind, const char* id, const char* question) {
  advisor_fact row{};
  row.struct_size = sizeof(advisor_fact);
  row.kind = kind;
  row.id = id;
  row.question = question;
  row.cut_point_size = sizeof(advisor_cut_point);
  row.assumption = ADVISOR_NO_ASSUMPTION;
  return row;
}

constexpr advisor_fact ChoiceRow(const char* id, const char* question, const char* const* values, size_t count) {
  advisor_fact row = Row(ADVISOR_CHOICE, id, question);
  row.values = values;
  row.value_count = static_cast<uint32_t>(count);
  return row;
}

constexpr advisor_fact IntegerRow(const char* id, const char* question, const advisor_cut_point* cuts, size_t count) {
  advisor_fact row = Row(ADVISOR_INTEGER, id, question);
  row.cut_points = cuts;
  row.cut_point_count = static_cast<uint32_t>(count);
  return row;
}

}  // namespace internal

// A number at which a new part of an integer fact begins: one that stands for itself, or one that a parameter gives.
using CutPoint = advisor_cut_point;
constexpr CutPoint At(int32_t number) { return {nullptr, number}; }
constexpr CutPoint AtParameter(const char* parameter_id) { return {parameter_id, 0}; }

// A fact of the contract, by its id; the contract has its question and values. A choice is read as the contract's enum
// for it, or as one of one's own in the order of the values.
constexpr Fact<bool> Boolean(const char* id) {
  internal::ContractFact(id, ADVISOR_BOOLEAN);
  return {internal::Row(ADVISOR_BOOLEAN, id, nullptr)};
}

template <typename Enum>
constexpr Fact<Enum> Choice(const char* id) {
  const advisor_contract_fact& fact = internal::ContractFact(id, ADVISOR_CHOICE, internal::kValuePrefix<Enum>);
  return {internal::ChoiceRow(id, nullptr, fact.values, fact.value_count)};
}

template <typename Value = Part, size_t count>
constexpr Fact<Value> Integer(const char* id, const CutPoint (&cut_points)[count]) {
  internal::ContractFact(id, ADVISOR_INTEGER);
  return {internal::IntegerRow(id, nullptr, cut_points, count)};
}

// A fact that only this platform knows: `<platform>.<name>`, and the question that people are asked.
constexpr Fact<bool> OwnBoolean(const char* id, const char* question) {
  return {internal::Row(ADVISOR_BOOLEAN, id, question)};
}

template <typename Enum, size_t count>
constexpr Fact<Enum> OwnChoice(const char* id, const char* question, const char* const (&values)[count]) {
  return {internal::ChoiceRow(id, question, values, count)};
}

template <typename Value = Part, size_t count>
constexpr Fact<Value> OwnInteger(const char* id, const char* question, const CutPoint (&cut_points)[count]) {
  return {internal::IntegerRow(id, question, cut_points, count)};
}

// The facts of a platform in their declared order: those that decide, then those that only notes read.
template <size_t count>
struct FactTable {
  template <typename... Values>
  constexpr explicit FactTable(const Fact<Values>&... facts) : rows{&facts.row...} {}

  const advisor_fact* rows[count];
};
template <typename... Values>
FactTable(const Fact<Values>&...) -> FactTable<sizeof...(Values)>;

// ----------------------------------------------------------------------------------------------------------------
// Rules

enum Outcome : uint32_t {
  kImpossible = ADVISOR_IMPOSSIBLE,
  kDecline = ADVISOR_DECLINE,
  kMeetFirst = ADVISOR_MEET_FIRST,
  kConnect = ADVISOR_CONNECT,
  kNote = ADVISOR_NOTE,
};

// The condition that is a single boolean fact.
template <const Fact<bool>& fact>
bool Holds(Case c) {
  return fact(c);
}

// The condition of the last rule with a verdict: none.
inline constexpr advisor_condition kOtherwise = nullptr;

// One row. Of the rules with a verdict the first whose condition holds decides.
struct Rule : advisor_rule {
  constexpr Rule(const char* rule_id, advisor_condition holds, Outcome rule_outcome, const char* rule_summary)
      : advisor_rule{rule_id, holds, rule_summary, nullptr, nullptr, nullptr, rule_outcome} {}

  // Why the rule is as it is.
  constexpr Rule Because(const char* text) const {
    Rule next = *this;
    next.rationale = text;
    return next;
  }

  // What to do now: rules with a verdict.
  constexpr Rule NextStep(const char* text) const {
    Rule next = *this;
    next.next_step = text;
    return next;
  }

  // What to write to the candidate.
  constexpr Rule Reply(const char* text) const {
    Rule next = *this;
    next.reply = text;
    return next;
  }
};
static_assert(sizeof(Rule) == sizeof(advisor_rule), "a Rule adds nothing to the row");

// ---------------------------------------------------------------------------------------------- Texts, parameters,
// letter

// {id, description, source with a date, minimum, maximum, default}
using Parameter = advisor_parameter;

// What is said for a verdict where no single rule is sure to be the reason.
constexpr advisor_neutral_text NeutralText(const char* summary, const char* next_step, const char* reply = nullptr) {
  return {sizeof(advisor_neutral_text), summary, next_step, reply};
}

// How replies begin and end, with the names in them and without.
constexpr advisor_letter Letter(const char* greeting_with_name, const char* greeting, const char* closing_with_name,
                                const char* closing) {
  return {sizeof(advisor_letter), greeting_with_name, greeting, closing_with_name, closing};
}

// -------------------------------------------------------------------------------------------------------------
// Examples

template <size_t count>
struct ExampleRow {
  const char* name;
  ExampleFact facts[count];
  Outcome verdict;
  const char* rule_id;
};

// No other example of the platform has its name.
template <size_t count>
constexpr ExampleRow<count> ExampleOf(const char* name, const ExampleFact (&facts)[count], Outcome verdict,
                                      const char* rule_id) {
  ExampleRow<count> row{name, {}, verdict, rule_id};
  for (size_t i = 0; i < count; ++i) row.facts[i] = facts[i];
  return row;
}

// The examples of a platform, with the facts that they give.
template <size_t example_count, size_t fact_count>
struct ExampleTable {
  template <size_t... counts>
  constexpr explicit ExampleTable(const ExampleRow<counts>&... examples) : facts{}, rows{} {
    size_t next_row = 0, next_fact = 0;
    (Add(examples, next_row, next_fact), ...);
  }
  ExampleTable(const ExampleTable&) = delete;  // `rows` points into `facts`
  ExampleTable& operator=(const ExampleTable&) = delete;

  ExampleFact facts[fact_count];
  advisor_example rows[example_count];

 private:
  template <size_t count>
  constexpr void Add(const ExampleRow<count>& example, size_t& next_row, size_t& next_fact) {
    rows[next_row++] = {example.name, example.rule_id, facts + next_fact, count, sizeof(ExampleFact), example.verdict};
    for (const ExampleFact& fact : example.facts) facts[next_fact++] = fact;
  }
};
template <size_t... counts>
ExampleTable(const ExampleRow<counts>&...) -> ExampleTable<sizeof...(counts), (counts + ...)>;

// ------------------------------------------------------------------------------------------------ Evaluator and plugin

// The rules of one platform, put together table by table.
class Evaluator {
 public:
  constexpr Evaluator(const char* platform, const char* display_name, const char* purpose, uint32_t significance)
      : row_{} {
    row_.struct_size = sizeof(advisor_evaluator);
    row_.platform = platform;
    row_.display_name = display_name;
    row_.purpose = purpose;
    row_.significance = significance;
    row_.rule_size = sizeof(Rule);
    row_.parameter_size = sizeof(Parameter);
    row_.example_size = sizeof(advisor_example);
  }

  template <size_t count>
  constexpr Evaluator Facts(const FactTable<count>& facts) const {
    Evaluator next = *this;
    next.row_.facts = facts.rows;
    next.row_.fact_count = count;
    return next;
  }

  template <size_t count>
  constexpr Evaluator Rules(const Rule (&rules)[count]) const {
    Evaluator next = *this;
    next.row_.rules = rules;
    next.row_.rule_count = count;
    return next;
  }

  // Would the member recommend the candidate, or pass on a lead? Leave out where the platform has no such question.
  constexpr Evaluator WouldVouch(advisor_condition condition) const {
    Evaluator next = *this;
    next.row_.would_vouch = condition;
    return next;
  }

  template <size_t count>
  constexpr Evaluator Parameters(const Parameter (&parameters)[count]) const {
    Evaluator next = *this;
    next.row_.parameters = parameters;
    next.row_.parameter_count = count;
    return next;
  }

  // Invitation texts that the platform itself offers: no personal message.
  template <size_t count>
  constexpr Evaluator StockTexts(const char* const (&texts)[count]) const {
    Evaluator next = *this;
    next.row_.stock_texts = texts;
    next.row_.stock_text_count = count;
    return next;
  }

  constexpr Evaluator NeutralTexts(const advisor_neutral_text& connect, const advisor_neutral_text& meet_first,
                                   const advisor_neutral_text& decline) const {
    Evaluator next = *this;
    next.row_.when_connect = &connect;
    next.row_.when_meet_first = &meet_first;
    next.row_.when_decline = &decline;
    return next;
  }

  // Needed where rules have replies.
  constexpr Evaluator Letter(const advisor_letter& letter) const {
    Evaluator next = *this;
    next.row_.letter = &letter;
    return next;
  }

  template <size_t example_count, size_t fact_count>
  constexpr Evaluator Examples(const ExampleTable<example_count, fact_count>& examples) const {
    Evaluator next = *this;
    next.row_.examples = examples.rows;
    next.row_.example_count = example_count;
    return next;
  }

  constexpr operator advisor_evaluator() const { return row_; }  // NOLINT(google-explicit-constructor)

 private:
  advisor_evaluator row_;
};

// What the library exports:  const advisor_plugin connection_advisor_plugin_v1 = Plugin("mastodon", "1.0.0",
// evaluators);
template <size_t count>
constexpr advisor_plugin Plugin(const char* name, const char* version,
                                const advisor_evaluator* const (&evaluators)[count]) {
  return {sizeof(advisor_plugin), ADVISOR_ABI_MINOR, name, version, evaluators, count};
}

}  // namespace connection_advisor

#endif  // CONNECTION_ADVISOR_PLATFORM_EVALUATOR_H_
