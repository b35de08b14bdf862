// What can be known of a case, and what to ask next: the states of knowledge of one platform.
//
// A state is the verdict diagram restricted to what is known; by reduction, two requests that come to the same thing
// are in the same state. Every state, the step that each answer leads to and the best questions are tabulated when the
// platform is published, so that a request finds its questions in a few loads. A platform with too many states has no
// table.
//
// The questions minimise the number still to be asked, on average over the open cases. In integers, so that no rounding
// decides:
//   T(state) = 0 where the open cases agree, else (their number) + the least A(fact)
//   A(fact)  = the sum of T over the states that the fact's values lead to
// A question is listed where A < T: others cannot help.
//
// Immutable after Tabulate; thread-safe.
#ifndef SERVICE_PLATFORM_KNOWLEDGE_H_
#define SERVICE_PLATFORM_KNOWLEDGE_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "service/diagram/forest.h"
#include "service/diagram/reference.h"

namespace connection_advisor::platform {

struct KnowledgeLimits {
  uint32_t max_states = 100'000;
  // The table has a step for every state and every value that makes a difference, 4 bytes each: 64 MiB. Where 167
  // values or fewer make a difference, it is the states that count.
  uint32_t max_steps = uint32_t{1} << 24;
  // Past it there is no table either. Who sets one looks at the time afterwards, lest a table depend on the clock.
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
};

class Knowledge {
 public:
  using State = uint32_t;

  // All states of `verdict` in `forest`, whose leaves are the Outcomes of a case (0 to 3); nothing where they pass the
  // limits. Requires at most 2^kMaxCountBits cases. Cost: a restriction for each state and value; values between which
  // the verdict makes no difference, such as all but one of a fact that is only asked for that one, are one.
  static std::optional<Knowledge> Tabulate(const diagram::Forest& forest, diagram::Reference verdict,
                                           const KnowledgeLimits& limits = {});
  // The same for one of several that share the limits: the steps that were made, for a table or in vain, are taken off.
  static std::optional<Knowledge> Tabulate(const diagram::Forest& forest, diagram::Reference verdict,
                                           KnowledgeLimits* shared);

  // The four settled states included, whether or not the verdict can come to them.
  uint32_t state_count() const { return static_cast<uint32_t>(states_.size()); }

  // The state in which nothing is known.
  State Initial() const { return initial_; }
  // The state after also learning that `variable`, unknown so far, has `value`. Cost: three loads.
  State Learn(State state, uint32_t variable, uint8_t value) const {
    const int32_t first_value = first_values_[variable];
    if (first_value < 0) return state;
    return steps_[static_cast<size_t>(state) * steps_per_state_ +
                  step_of_value_[static_cast<uint32_t>(first_value) + value]];
  }
  // The facts on which the verdict, or whether the case is possible, still depends.
  const diagram::VariableSet& Support(State state) const { return states_[state].support; }
  // The outcomes of the open cases, as bits by Outcome number; 0 where no case is possible.
  uint8_t Outcomes(State state) const { return states_[state].outcomes; }
  // The facts worth asking, best first; none where the open cases agree.
  std::span<const uint8_t> Questions(State state) const {
    return {questions_.data() + states_[state].first_question, states_[state].question_count};
  }

 private:
  struct Row {
    diagram::VariableSet support;
    uint32_t first_question = 0;
    uint8_t question_count = 0;
    uint8_t outcomes = 0;
  };

  State initial_ = 0;
  std::vector<Row> states_;
  std::vector<int32_t> first_values_;    // by variable: where its values begin below; -1 where no state depends on it
  std::vector<uint16_t> step_of_value_;  // the column of `steps_`
  uint32_t steps_per_state_ = 0;
  std::vector<State> steps_;
  std::vector<uint8_t> questions_;

  friend class KnowledgeTabulator;
};

}  // namespace connection_advisor::platform

#endif  // SERVICE_PLATFORM_KNOWLEDGE_H_
