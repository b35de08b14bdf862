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

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "service/diagram/forest.h"
#include "service/diagram/reference.h"

namespace connection_advisor::platform {

inline constexpr uint32_t kMaxStates = 100'000;
// The table has a step for every state and every value of every fact that the verdict depends on, 4 bytes each. More
// than these (128 MiB) are too many states as well: with 335 values or fewer, it is the states that count.
inline constexpr uint32_t kMaxSteps = uint32_t{1} << 25;

class Knowledge {
 public:
  using State = uint32_t;

  // All states of `verdict` in `forest`, whose leaves are the Outcomes of a case (0 to 3); nothing where there are more
  // than `max_states`, or more than kMaxSteps steps. Cost: states x values of the facts that the verdict depends on,
  // each a restriction.
  static std::optional<Knowledge> Tabulate(const diagram::Forest& forest, diagram::Reference verdict,
                                           uint32_t max_states = kMaxStates);

  // The four settled states included, whether or not the verdict can come to them.
  uint32_t state_count() const { return static_cast<uint32_t>(states_.size()); }

  // The state in which nothing is known.
  State Initial() const { return initial_; }
  // The state after also learning that `variable`, unknown so far, has `value`. Cost: two loads.
  State Learn(State state, uint32_t variable, uint8_t value) const {
    const int32_t step = first_step_[variable];
    return step < 0 ? state
                    : steps_[static_cast<size_t>(state) * steps_per_state_ + static_cast<uint32_t>(step) + value];
  }
  // True if the verdict, or whether the case is possible, still depends on `variable`.
  bool DependsOn(State state, uint32_t variable) const { return states_[state].support.test(variable); }
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
  std::vector<int32_t> first_step_;  // by variable; -1 where no state depends on it
  uint32_t steps_per_state_ = 0;
  std::vector<State> steps_;
  std::vector<uint8_t> questions_;

  friend class KnowledgeTabulator;
};

}  // namespace connection_advisor::platform

#endif  // SERVICE_PLATFORM_KNOWLEDGE_H_
