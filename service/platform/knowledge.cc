#include "service/platform/knowledge.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "service/diagram/builder.h"

namespace connection_advisor::platform {

using diagram::Count;
using diagram::Reference;
using diagram::VariableSet;

// The leaves are the first states, then the builder's nodes by number: a node of a restricted diagram is itself the
// diagram restricted to the path that leads to it, so nodes and states are one to one.
class KnowledgeTabulator {
 public:
  KnowledgeTabulator(const diagram::Forest& forest, uint32_t max_states)
      : max_states_(max_states),
        builder_({forest.value_counts().begin(), forest.value_counts().end()},
                 {forest.order().begin(), forest.order().end()}, {.max_nodes = max_states}) {}

  std::optional<Knowledge> Tabulate(const diagram::Forest& forest, Reference verdict) {
    const Reference root = builder_.Import(forest, verdict);
    if (TooMany()) return std::nullopt;
    table_.initial_ = StateOf(root);
    LayOutSteps(builder_.Support(root));
    // Restricting appends the nodes that it comes upon, which are looked at in their turn.
    for (uint32_t state = 0; state < StateCount(); ++state) {
      AddSteps(state);
      if (TooMany()) return std::nullopt;
    }
    AddQuestions();
    return std::move(table_);
  }

 private:
  static constexpr uint32_t kLeaves = 4;  // the numbers of Outcome that a verdict can have

  struct Figures {
    Count open = 0;      // cases over the state's support
    Count expected = 0;  // T
  };

  static uint32_t StateOf(Reference reference) {
    return diagram::IsLeaf(reference) ? static_cast<uint32_t>(diagram::LeafNumber(reference))
                                      : kLeaves + static_cast<uint32_t>(reference);
  }
  static Reference ReferenceOf(uint32_t state) {
    return state < kLeaves ? diagram::Leaf(static_cast<int32_t>(state)) : static_cast<Reference>(state - kLeaves);
  }

  size_t StateCount() const { return kLeaves + builder_.node_count(); }
  // An exhausted builder has more nodes than there may be states.
  bool TooMany() const { return StateCount() > max_states_ || StateCount() * table_.steps_per_state_ > kMaxSteps; }

  void LayOutSteps(const VariableSet& support) {
    table_.first_step_.assign(builder_.value_counts().size(), -1);
    for (uint32_t variable = 0; variable < table_.first_step_.size(); ++variable) {
      if (!support.test(variable)) continue;
      table_.first_step_[variable] = static_cast<int32_t>(table_.steps_per_state_);
      table_.steps_per_state_ += builder_.value_counts()[variable];
    }
  }

  void AddSteps(uint32_t state) {
    const Reference reference = ReferenceOf(state);
    const VariableSet support = builder_.Support(reference);
    table_.states_.push_back({.support = support});
    for (uint32_t variable = 0; variable < table_.first_step_.size(); ++variable) {
      if (table_.first_step_[variable] < 0) continue;
      for (uint32_t value = 0; value < builder_.value_counts()[variable]; ++value) {
        table_.steps_.push_back(support.test(variable)
                                    ? StateOf(builder_.Restrict(reference, variable, static_cast<uint8_t>(value)))
                                    : state);
      }
    }
  }

  // Learning anything makes the support smaller, so that by ascending support every step leads to a state that is done.
  void AddQuestions() {
    figures_.resize(table_.states_.size());
    std::vector<uint32_t> by_support(table_.states_.size());
    for (uint32_t state = 0; state < by_support.size(); ++state) by_support[state] = state;
    std::stable_sort(by_support.begin(), by_support.end(), [&](uint32_t a, uint32_t b) {
      return table_.states_[a].support.count() < table_.states_[b].support.count();
    });
    for (const uint32_t state : by_support) {
      if (state < kLeaves) {
        table_.states_[state].outcomes = static_cast<uint8_t>(state == 0 ? 0 : 1u << state);
        figures_[state].open = state == 0 ? 0 : 1;
      } else {
        Judge(state);
      }
    }
  }

  void Judge(uint32_t state) {
    Knowledge::Row& row = table_.states_[state];
    std::vector<std::pair<Count, uint8_t>> asked;  // A(fact), fact
    for (uint32_t variable = 0; variable < table_.first_step_.size(); ++variable) {
      if (!row.support.test(variable)) continue;
      Count open = 0;
      Count expected = 0;
      for (uint32_t value = 0; value < builder_.value_counts()[variable]; ++value) {
        const uint32_t next = table_.Learn(state, variable, static_cast<uint8_t>(value));
        const Count scale = CasesOver(row.support, variable, table_.states_[next].support);
        open += figures_[next].open * scale;
        expected += figures_[next].expected * scale;
        row.outcomes |= table_.states_[next].outcomes;
      }
      figures_[state].open = open;
      asked.emplace_back(expected, static_cast<uint8_t>(variable));
    }
    if (std::popcount(row.outcomes) <= 1) return;

    std::stable_sort(asked.begin(), asked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    figures_[state].expected = figures_[state].open + asked.front().first;
    row.first_question = static_cast<uint32_t>(table_.questions_.size());
    for (const auto& [expected, variable] : asked) {
      if (expected < figures_[state].expected) table_.questions_.push_back(variable);
    }
    row.question_count = static_cast<uint8_t>(table_.questions_.size() - row.first_question);
  }

  // The number of cases over the facts of `support` that are neither `asked` nor in `left`.
  Count CasesOver(VariableSet support, uint32_t asked, const VariableSet& left) const {
    support &= ~left;
    support.reset(asked);
    Count cases = 1;
    for (uint32_t variable = 0; support.any() && variable < table_.first_step_.size(); ++variable) {
      if (support.test(variable)) cases *= builder_.value_counts()[variable];
    }
    return cases;
  }

  const uint32_t max_states_;
  diagram::Builder builder_;
  Knowledge table_;
  std::vector<Figures> figures_;
};

std::optional<Knowledge> Knowledge::Tabulate(const diagram::Forest& forest, Reference verdict, uint32_t max_states) {
  return KnowledgeTabulator(forest, max_states).Tabulate(forest, verdict);
}

}  // namespace connection_advisor::platform
