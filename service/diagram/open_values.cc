#include "service/diagram/open_values.h"

namespace connection_advisor::diagram {
namespace {

// One pass from the leaves marks the nodes that reach `leaf`, another from the root collects the edges between them: a
// variable has the values of its edges, and every value where some edge passes over its level.
class Pass {
 public:
  Pass(const Forest& forest, const uint8_t* values, int32_t leaf, OpenValuesScratch& scratch)
      : forest_(forest),
        values_(values),
        leaf_(leaf),
        scratch_(scratch),
        levels_(static_cast<uint32_t>(forest.order().size())) {}

  OpenValueSets Run(Reference root) {
    MarkLive(root);
    if (!IsLive(root)) return {};
    PassOver(0, LevelOf(root));
    for (const Reference node : scratch_.nodes) {
      if (IsLive(node)) FollowEdges(node);
    }
    OpenWhatIsPassedOver();
    return open_;
  }

 private:
  void MarkLive(Reference root) {
    NodesInReach(forest_, root, values_, scratch_.visited, &scratch_.nodes);
    if (scratch_.live.size() < forest_.node_count()) scratch_.live.resize(forest_.node_count());
    for (auto node = scratch_.nodes.rbegin(); node != scratch_.nodes.rend(); ++node) {
      bool live = false;
      VisitEdges(*node, [&](uint8_t, Reference child) { live = live || IsLive(child); });
      scratch_.live[static_cast<size_t>(*node)] = live ? 1 : 0;
    }
  }

  void FollowEdges(Reference node) {
    const uint32_t variable = forest_.variable(node);
    VisitEdges(node, [&](uint8_t value, Reference child) {
      if (!IsLive(child)) return;
      open_[variable] |= uint64_t{1} << value;
      PassOver(forest_.level(variable) + 1, LevelOf(child));
    });
  }

  void OpenWhatIsPassedOver() {
    int32_t passing = 0;
    for (uint32_t level = 0; level < levels_; ++level) {
      passing += passing_[level];
      if (passing == 0) continue;
      const uint32_t variable = forest_.order()[level];
      const uint8_t value = values_[variable];
      open_[variable] =
          value != kUnknown ? uint64_t{1} << value : ~uint64_t{0} >> (kMaxValues - forest_.value_counts()[variable]);
    }
  }

  template <typename Visitor>
  void VisitEdges(Reference node, Visitor visit) const {
    const std::span<const Reference> children = forest_.children(node);
    const uint8_t known = values_[forest_.variable(node)];
    if (known != kUnknown) return visit(known, children[known]);
    for (size_t value = 0; value < children.size(); ++value) visit(static_cast<uint8_t>(value), children[value]);
  }

  bool IsLive(Reference at) const {
    return IsLeaf(at) ? LeafNumber(at) == leaf_ : scratch_.live[static_cast<size_t>(at)] != 0;
  }
  uint32_t LevelOf(Reference at) const { return IsLeaf(at) ? levels_ : forest_.level(forest_.variable(at)); }

  // An edge passes over the levels from `first` to before `end`.
  void PassOver(uint32_t first, uint32_t end) {
    ++passing_[first];
    --passing_[end];
  }

  const Forest& forest_;
  const uint8_t* const values_;
  const int32_t leaf_;
  OpenValuesScratch& scratch_;
  const uint32_t levels_;
  OpenValueSets open_{};
  // By level: how many edges more pass over it than over the one above.
  std::array<int32_t, kMaxVariables + 1> passing_{};
};

}  // namespace

OpenValueSets OpenValues(const Forest& forest, Reference root, const uint8_t* values, int32_t leaf,
                         OpenValuesScratch& scratch) {
  return Pass(forest, values, leaf, scratch).Run(root);
}

}  // namespace connection_advisor::diagram
