// The C++ face of the plugin ABI (C++17, header only, no dependency but the C++ language support headers).
//
// A platform is one .cc file that reads like the essay it comes from: its facts, its conditions, its table of rules.
//
//   using namespace connection_advisor;
//
//   constexpr auto met      = MemberCanAct(Favourable(Boolean("relationship.met_in_person")));
//   constexpr auto my_view  = Choice<Assessment>("relationship.my_assessment");
//   constexpr auto recruits = Assumed(Boolean("candidate.is_recruiter"), false);
//   constexpr auto server   = OwnBoolean("mastodon.same_server", "Are you on the same server?");
//
//   constexpr const advisor_fact* facts[] = {&my_view.row, &met.row, &recruits.row};
//
//   constexpr Rule rules[] = {
//       {"friend_of_work", [](Case c) { return met(c) && my_view(c) == Assessment::kPositive; }, "You have met…", …},
//   };
//
// A fact is called with the case to read it; a condition is a lambda without captures. plugin_abi.h says what a condition
// may do and what each text is for; everything here is a constant that the library exports as it stands.
#ifndef CONNECTION_ADVISOR_PLATFORM_EVALUATOR_H_
#define CONNECTION_ADVISOR_PLATFORM_EVALUATOR_H_

#include <cstddef>
#include <cstdint>

#include "connection_advisor/contract_facts.h"
#include "connection_advisor/plugin_abi.h"

namespace connection_advisor {

// One case, as a condition sees it. Valid during the call.
using Case = const advisor_reader*;

// The contract's enums. The order is the contract's.
enum class WorkedTogether : uint32_t { kNever, kVirtually, kInPerson };
enum class Assessment : uint32_t { kNothingToSay, kNegative, kNeutral, kPositive };
enum class Direction : uint32_t { kIncoming, kOutgoing };
enum class MeetingResponse : uint32_t { kNotOffered, kAccepted, kRefused, kNoAnswer };

// The outcome of a rule.
enum Outcome : uint32_t {
  kImpossible = ADVISOR_IMPOSSIBLE,
  kDecline = ADVISOR_DECLINE,
  kMeetFirst = ADVISOR_MEET_FIRST,
  kConnect = ADVISOR_CONNECT,
  kNote = ADVISOR_NOTE,
};

using CutPoint = advisor_cut_point;
using Rule = advisor_rule;
using Parameter = advisor_parameter;
using Example = advisor_example;
using ExampleFact = advisor_example_fact;

// A fact whose values are read as `Value`: bool, an enum in the order of the values, or the index of an integer's part.
template <typename Value>
struct Fact {
  advisor_fact row;

  Value operator()(Case c) const { return static_cast<Value>(c->value_of(c, &row)); }

  // For examples: this fact with that value.
  constexpr ExampleFact Is(Value value) const { return {&row, static_cast<uint32_t>(value)}; }
};

// The part of an integer fact that a number lies in: 0 below the first cut point, 1 from there on, and so forth.
using Part = uint32_t;

namespace internal {

constexpr bool Equal(const char* a, const char* b) {
  while (*a != '\0' && *a == *b) ++a, ++b;
  return *a == *b;
}

// Fails to compile where the contract has no such fact of that kind: a subscript past the table is no constant.
constexpr const advisor_contract_fact& ContractFact(const char* id, uint32_t kind) {
  size_t i = 0;
  while (!Equal(advisor_contract_facts[i].id, id) || advisor_contract_facts[i].kind != kind) ++i;
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

}  // namespace internal

// A fact of the contract, by its id.
constexpr Fact<bool> Boolean(const char* id) {
  internal::ContractFact(id, ADVISOR_BOOLEAN);
  return {internal::Row(ADVISOR_BOOLEAN, id, nullptr)};
}

template <typename Enum>
constexpr Fact<Enum> Choice(const char* id) {
  const advisor_contract_fact& fact = internal::ContractFact(id, ADVISOR_CHOICE);
  advisor_fact row = internal::Row(ADVISOR_CHOICE, id, nullptr);
  row.values = fact.values;
  row.value_count = fact.value_count;
  return {row};
}

template <size_t count>
constexpr Fact<Part> Integer(const char* id, const CutPoint (&cut_points)[count]) {
  internal::ContractFact(id, ADVISOR_INTEGER);
  advisor_fact row = internal::Row(ADVISOR_INTEGER, id, nullptr);
  row.cut_points = cut_points;
  row.cut_point_count = count;
  return {row};
}

// A fact that only this platform knows: `<platform>.<name>`, and the question that people are asked.
constexpr Fact<bool> OwnBoolean(const char* id, const char* question) {
  return {internal::Row(ADVISOR_BOOLEAN, id, question)};
}

template <typename Enum, size_t count>
constexpr Fact<Enum> OwnChoice(const char* id, const char* question, const char* const (&values)[count]) {
  advisor_fact row = internal::Row(ADVISOR_CHOICE, id, question);
  row.values = values;
  row.value_count = count;
  return {row};
}

template <size_t count>
constexpr Fact<Part> OwnInteger(const char* id, const char* question, const CutPoint (&cut_points)[count]) {
  advisor_fact row = internal::Row(ADVISOR_INTEGER, id, question);
  row.cut_points = cut_points;
  row.cut_point_count = count;
  return {row};
}

// A cut point that stands for itself, and one that a parameter gives.
constexpr CutPoint At(int32_t number) { return {nullptr, number}; }
constexpr CutPoint AtParameter(const char* parameter_id) { return {parameter_id, 0}; }

// What else a fact may be.
template <typename Value>
constexpr Fact<Value> Favourable(Fact<Value> fact) {
  fact.row.flags |= ADVISOR_FAVOURABLE;
  return fact;
}

template <typename Value>
constexpr Fact<Value> MemberCanAct(Fact<Value> fact) {
  fact.row.flags |= ADVISOR_MEMBER_CAN_ACT;
  return fact;
}

template <typename Value>
constexpr Fact<Value> Assumed(Fact<Value> fact, Value value) {
  fact.row.assumption = static_cast<int32_t>(value);
  return fact;
}

// An example row.
template <size_t count>
constexpr Example ExampleOf(const char* name, const ExampleFact (&facts)[count], Outcome verdict, const char* rule_id) {
  return {name, rule_id, facts, count, sizeof(ExampleFact), verdict};
}

constexpr advisor_neutral_text NeutralText(const char* summary, const char* next_step, const char* reply = nullptr) {
  return {sizeof(advisor_neutral_text), summary, next_step, reply};
}

// The tables of an evaluator, put in one by one.
class Evaluator {
 public:
  constexpr Evaluator(const char* platform, const char* display_name, const char* purpose, uint32_t significance)
      : row_{} {
    row_.struct_size = sizeof(advisor_evaluator);
    row_.platform = platform;
    row_.display_name = display_name;
    row_.purpose = purpose;
    row_.significance = significance;
    row_.rule_size = sizeof(advisor_rule);
    row_.parameter_size = sizeof(advisor_parameter);
    row_.example_size = sizeof(advisor_example);
  }
  template <size_t count>
  constexpr Evaluator Facts(const advisor_fact* const (&facts)[count]) const {
    Evaluator next = *this;
    next.row_.facts = facts;
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
  template <size_t count>
  constexpr Evaluator Parameters(const Parameter (&parameters)[count]) const {
    Evaluator next = *this;
    next.row_.parameters = parameters;
    next.row_.parameter_count = count;
    return next;
  }
  template <size_t count>
  constexpr Evaluator StockTexts(const char* const (&texts)[count]) const {
    Evaluator next = *this;
    next.row_.stock_texts = texts;
    next.row_.stock_text_count = count;
    return next;
  }
  template <size_t count>
  constexpr Evaluator Examples(const Example (&examples)[count]) const {
    Evaluator next = *this;
    next.row_.examples = examples;
    next.row_.example_count = count;
    return next;
  }
  constexpr Evaluator NeutralTexts(const advisor_neutral_text* connect, const advisor_neutral_text* meet_first,
                                   const advisor_neutral_text* decline) const {
    Evaluator next = *this;
    next.row_.when_connect = connect;
    next.row_.when_meet_first = meet_first;
    next.row_.when_decline = decline;
    return next;
  }
  constexpr Evaluator Letter(const advisor_letter* letter) const {
    Evaluator next = *this;
    next.row_.letter = letter;
    return next;
  }
  constexpr Evaluator WouldVouch(advisor_condition condition) const {
    Evaluator next = *this;
    next.row_.would_vouch = condition;
    return next;
  }
  constexpr operator advisor_evaluator() const { return row_; }  // NOLINT(google-explicit-constructor)

 private:
  advisor_evaluator row_;
};

// The export:  const advisor_plugin connection_advisor_plugin_v1 = Plugin("example", "1.0.0", evaluators);
template <size_t count>
constexpr advisor_plugin Plugin(const char* name, const char* version,
                                const advisor_evaluator* const (&evaluators)[count]) {
  return {sizeof(advisor_plugin), ADVISOR_ABI_MINOR, name, version, evaluators, count};
}

}  // namespace connection_advisor

#endif  // CONNECTION_ADVISOR_PLATFORM_EVALUATOR_H_
