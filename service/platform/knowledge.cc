#include "service/platform/knowledge.h"

#include <algorithm>
#include <array>
#include <bit>
#include <span>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "service/diagram/builder.h"

namespace connection_advisor::platform {

using diagram::Count;
using diagram::Reference;
using diagram::VariableSet;

// The leaves are the first states, then the builder's nodes by number: a node of a restricted diagram is itself the
// diagram restricted to the path that leads to it, so nodes and states are one to one.
class KnowledgeTabulator {
 public:
  KnowledgeTabulator(const diagram::Forest& forest, KnowledgeLimits& limits)
      : limits_(limits),
        builder_({forest.value_counts().begin(), forest.value_counts().end()},
                 {forest.order().begin(), forest.order().end()},
                 {.max_nodes = limits.max_states, .deadline = limits.deadline}) {}

  std::optional<Knowledge> Tabulate(const diagram::Forest& forest, Reference verdict) {
    const Reference root = builder_.Import(forest, verdict);
    if (PastLimits()) return std::nullopt;
    table_.initial_ = StateOf(root);
    LayOutSteps(root);
    // Restricting appends the nodes that it comes upon, which are looked at in their turn.
    for (uint32_t state = 0; !PastLimits() && state < StateCount(); ++state) AddSteps(state);
    if (PastLimits()) return std::nullopt;
    AddQuestions();
    return std::move(table_);
  }

 private:
  static constexpr uint32_t kLeaves = 4;  // the numbers of Outcome that a verdict can have

  // Over the facts of a state's support: the others multiply all three alike.
  struct Figures {
    Count cases = 1;
    Count open = 0;      // possible ones
    Count expected = 0;  // T
  };
  struct Step {
    uint32_t variable;
    uint8_t value;    // the first of those that take it
    uint32_t values;  // how many do
  };
  using State = Knowledge::State;

  static uint32_t StateOf(Reference reference) {
    return diagram::IsLeaf(reference) ? static_cast<uint32_t>(diagram::LeafNumber(reference))
                                      : kLeaves + static_cast<uint32_t>(reference);
  }
  static Reference ReferenceOf(uint32_t state) {
    return state < kLeaves ? diagram::Leaf(static_cast<int32_t>(state)) : static_cast<Reference>(state - kLeaves);
  }

  size_t StateCount() const { return kLeaves + builder_.node_count(); }
  bool PastLimits() const {
    const size_t states_to_do = StateCount() - table_.states_.size();
    return builder_.exhausted() || StateCount() > limits_.max_states ||
           states_to_do * table_.steps_per_state_ > limits_.max_steps;
  }

  // Values with which the verdict comes to the same take the same step, from every state.
  void LayOutSteps(Reference root) {
    table_.first_values_.assign(builder_.value_counts().size(), -1);
    for (uint32_t variable = 0; variable < table_.first_values_.size(); ++variable) {
      if (!builder_.Support(root).test(variable)) continue;
      table_.first_values_[variable] = static_cast<int32_t>(table_.step_of_value_.size());
      absl::flat_hash_map<Reference, size_t> alike;
      for (uint8_t value = 0; value < builder_.value_counts()[variable]; ++value) {
        const Reference restricted = builder_.Restrict(root, variable, value);
        const auto [found, first] = alike.emplace(restricted, steps_.size());
        if (first) steps_.push_back({.variable = variable, .value = value, .values = 0});
        ++steps_[found->second].values;
        table_.step_of_value_.push_back(static_cast<uint16_t>(found->second));
      }
    }
    table_.steps_per_state_ = static_cast<uint32_t>(steps_.size());
  }

  // A node is made after its children, so the rows of these are there: restricting a node is restricting its children,
  // which is looked up, and finding the node that has the results.
  void AddSteps(uint32_t state) {
    const Reference reference = ReferenceOf(state);
    VariableSet support;
    if (!diagram::IsLeaf(reference)) {
      support.set(builder_.variable(reference));
      for (const Reference child : builder_.children(reference)) support |= table_.states_[StateOf(child)].support;
    }
    table_.states_.push_back({.support = support});
    for (size_t step = 0; step < steps_.size(); ++step) {
      table_.steps_.push_back(support.test(steps_[step].variable) ? StateOf(Restrict(reference, step)) : state);
    }
    limits_.max_steps -= table_.steps_per_state_;
  }

  Reference Restrict(Reference node, size_t step) {
    const std::span<const Reference> children = builder_.children(node);
    if (builder_.variable(node) == steps_[step].variable) return children[steps_[step].value];
    std::array<Reference, diagram::kMaxValues> restricted;
    for (size_t value = 0; value < children.size(); ++value) {
      restricted[value] = ReferenceOf(table_.steps_[StateOf(children[value]) * steps_.size() + step]);
    }
    return builder_.Case(builder_.variable(node), std::span(restricted).first(children.size()));
  }

  // Learning anything makes the support smaller, so that by ascending support every step leads to a state that is done.
  void AddQuestions() {
    figures_.resize(table_.states_.size());
    std::vector<std::pair<size_t, uint32_t>> by_support;  // its size, the state
    for (uint32_t state = 0; state < table_.states_.size(); ++state) {
      by_support.emplace_back(table_.states_[state].support.count(), state);
    }
    std::sort(by_support.begin(), by_support.end());
    for (const auto& [size, state] : by_support) {
      if (state < kLeaves) {
        table_.states_[state].outcomes = static_cast<uint8_t>(state == 0 ? 0 : 1u << state);
        figures_[state] = {.cases = 1, .open = state == 0 ? 0u : 1u};
      } else {
        Judge(state);
      }
    }
  }

  void Judge(uint32_t state) {
    Knowledge::Row& row = table_.states_[state];
    Figures& figures = figures_[state];
    for (uint32_t variable = 0; variable < table_.first_values_.size(); ++variable) {
      if (row.support.test(variable)) figures.cases *= builder_.value_counts()[variable];
    }
    const State* const next = &table_.steps_[static_cast<size_t>(state) * table_.steps_per_state_];
    asked_.clear();
    for (size_t step = 0; step < steps_.size();) {
      const uint32_t variable = steps_[step].variable;
      Count open = 0;
      Count expected = 0;
      for (; step < steps_.size() && steps_[step].variable == variable; ++step) {
        if (!row.support.test(variable)) continue;
        const Figures& then = figures_[next[step]];
        // The facts that no longer matter then may have any value.
        const Count scale = figures.cases / builder_.value_counts()[variable] / then.cases * steps_[step].values;
        open += then.open * scale;
        expected += then.expected * scale;
        row.outcomes |= table_.states_[next[step]].outcomes;
      }
      if (!row.support.test(variable)) continue;
      figures.open = open;
      asked_.emplace_back(expected, static_cast<uint8_t>(variable));
    }
    if (std::popcount(row.outcomes) <= 1) return;

    std::sort(asked_.begin(), asked_.end());
    figures.expected = figures.open + asked_.front().first;
    row.first_question = static_cast<uint32_t>(table_.questions_.size());
    for (const auto& [expected, variable] : asked_) {
      if (expected < figures.expected) table_.questions_.push_back(variable);
    }
    row.question_count = static_cast<uint8_t>(table_.questions_.size() - row.first_question);
  }

  KnowledgeLimits& limits_;  // max_steps: what is left of it
  diagram::Builder builder_;
  Knowledge table_;
  std::vector<Step> steps_;  // by variable
  std::vector<Figures> figures_;
  std::vector<std::pair<Count, uint8_t>> asked_;  // of one state: A(fact), fact; kept for its memory
};

std::optional<Knowledge> Knowledge::Tabulate(const diagram::Forest& forest, Reference verdict,
                                             const KnowledgeLimits& limits) {
  KnowledgeLimits own = limits;
  return Tabulate(forest, verdict, &own);
}

std::optional<Knowledge> Knowledge::Tabulate(const diagram::Forest& forest, Reference verdict,
                                             KnowledgeLimits* shared) {
  return KnowledgeTabulator(forest, *shared).Tabulate(forest, verdict);
}

}  // namespace connection_advisor::platform
