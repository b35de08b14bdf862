// What can be known of a case, and what to ask next: the states of knowledge of one platform.
//
// A state is the verdict diagram restricted to what is known; by reduction two requests that come to the same thing are
// in the same state. Every state, its best questions and the step that each answer leads to are tabulated when the
// platform is published, so that a request finds its questions in a few loads. A platform with too many states has no
// table (`tabulated()` is false).
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

class Knowledge {
 public:
  using State = uint32_t;

  // No states: `tabulated()` is false.
  Knowledge() = default;

  // Tabulates all states of `verdict` in `forest`, whose leaves are Outcome numbers; not tabulated where there are more
  // than `max_states`. Cost: states x facts x nodes of a state.
  static Knowledge Tabulate(const diagram::Forest& forest, diagram::Reference verdict,
                            uint32_t max_states = kMaxStates);

  bool tabulated() const { return !states_.empty(); }
  uint32_t state_count() const { return static_cast<uint32_t>(states_.size()); }

  // The state in which nothing is known.
  State Initial() const { return 0; }
  // The state after also learning that `variable` has `value`. Cost: a few loads.
  State Learn(State state, uint32_t variable, uint8_t value) const;
  // True if the verdict (or whether the case is possible) still depends on `variable`.
  bool DependsOn(State state, uint32_t variable) const { return states_[state].support.test(variable); }
  // The facts worth asking, best first; empty where the open cases agree.
  std::span<const uint8_t> Questions(State state) const {
    return {questions_.data() + states_[state].first_question, states_[state].question_count};
  }
  // True if some open case of `state` has `value` for `variable`.
  bool Open(State state, uint32_t variable, uint8_t value) const;

 private:
  struct Row {
    diagram::VariableSet support;
    uint32_t first_step;  // into steps_: for each variable of the support, ascending, one state per value
    uint32_t first_question;
    uint8_t question_count;
    bool possible;
  };

  std::vector<uint8_t> value_counts_;
  std::vector<Row> states_;
  std::vector<State> steps_;
  std::vector<uint8_t> questions_;

  friend class KnowledgeTabulator;
};

}  // namespace connection_advisor::platform

#endif  // SERVICE_PLATFORM_KNOWLEDGE_H_
