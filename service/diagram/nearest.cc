#include "service/diagram/nearest.h"

#include <algorithm>
#include <array>
#include <limits>

namespace connection_advisor::diagram {
namespace {

constexpr uint32_t kNoWay = std::numeric_limits<uint32_t>::max() / 2;
// Of a change; one in the preferred variables costs one less, and there are fewer variables than that.
constexpr uint32_t kChangeCost = 256;
static_assert(kMaxVariables < kChangeCost);

// Changes one variable after the other: of all cheapest ways to the leaf, the least change that one of them has comes
// first, and what is left is looked for with that variable fixed.
class Search {
 public:
  Search(const Forest& forest, Reference root, const uint8_t* values, const VariableSet& preferred, int32_t leaf,
         int32_t ignored, NearestScratch& scratch)
      : forest_(forest), root_(root), preferred_(preferred), leaf_(leaf), ignored_(ignored), scratch_(scratch) {
    std::copy_n(values, forest.value_counts().size(), values_.begin());
    for (uint32_t variable = 0; variable < forest.value_counts().size(); ++variable) {
      changeable_[variable] = values[variable] != kUnknown;
    }
    if (scratch.below.size() < forest.node_count()) scratch.below.resize(forest.node_count());
    if (scratch.above.size() < forest.node_count()) scratch.above.resize(forest.node_count());
  }

  std::optional<Nearest> Find() {
    Nearest nearest;
    for (;;) {
      MeasureBelow(/*unknown_cost=*/0);
      if (Below(root_) == kNoWay) return std::nullopt;
      if (Below(root_) == 0) break;
      MeasureAbove();
      nearest.changes.push_back(FirstChange());
      Set(nearest.changes.back());
    }
    nearest.settings = SettingsOnTheWay();
    for (const Change& setting : nearest.settings) Set(setting);
    DropWhatIsNotNeeded(&nearest.settings);
    return nearest;
  }

 private:
  // Calls `visit` with the value, the child and the cost of each edge that may be taken.
  template <typename Visitor>
  void VisitEdges(Reference node, uint32_t unknown_cost, Visitor visit) const {
    const uint32_t variable = forest_.variable(node);
    const std::span<const Reference> children = forest_.children(node);
    const uint8_t known = values_[variable];
    if (known != kUnknown && !changeable_.test(variable)) return visit(known, children[known], 0u);
    const uint32_t cost = known == kUnknown ? unknown_cost : kChangeCost - (preferred_.test(variable) ? 1 : 0);
    for (size_t value = 0; value < children.size(); ++value) {
      visit(static_cast<uint8_t>(value), children[value], value == known ? 0u : cost);
    }
  }

  void MeasureBelow(uint32_t unknown_cost) {
    // Children have higher numbers than their parents.
    for (Reference node = static_cast<Reference>(forest_.node_count()); node-- > 0;) {
      uint32_t least = kNoWay;
      VisitEdges(node, unknown_cost,
                 [&](uint8_t, Reference child, uint32_t cost) { least = std::min(least, cost + Below(child)); });
      scratch_.below[static_cast<size_t>(node)] = least;
    }
  }

  void MeasureAbove() {
    std::fill_n(scratch_.above.begin(), forest_.node_count(), kNoWay);
    scratch_.above[static_cast<size_t>(root_)] = 0;
    for (Reference node = root_; node < static_cast<Reference>(forest_.node_count()); ++node) {
      const uint32_t above = scratch_.above[static_cast<size_t>(node)];
      if (above == kNoWay) continue;
      VisitEdges(node, 0, [&](uint8_t, Reference child, uint32_t cost) {
        if (IsLeaf(child)) return;
        uint32_t& least = scratch_.above[static_cast<size_t>(child)];
        least = std::min(least, above + cost);
      });
    }
  }

  // The least change on some cheapest way. Requires that there is one, and that both costs were measured.
  Change FirstChange() const {
    Change first{kMaxVariables, 0};
    for (Reference node = root_; node < static_cast<Reference>(forest_.node_count()); ++node) {
      const uint32_t above = scratch_.above[static_cast<size_t>(node)];
      if (above == kNoWay) continue;
      VisitEdges(node, 0, [&](uint8_t value, Reference child, uint32_t cost) {
        if (cost == 0 || above + cost + Below(child) != Below(root_)) return;
        first = std::min(first, Change{forest_.variable(node), value});
      });
    }
    return first;
  }

  void Set(const Change& change) {
    values_[change.variable] = change.value;
    changeable_.reset(change.variable);
  }

  // Those of a way to the leaf with the fewest unknown variables, ties to the lower values from the top.
  std::vector<Change> SettingsOnTheWay() {
    changeable_.reset();
    MeasureBelow(/*unknown_cost=*/1);
    std::vector<Change> settings;
    for (Reference at = root_; !IsLeaf(at);) {
      const uint32_t variable = forest_.variable(at);
      const uint32_t left = Below(at);
      Reference next = at;
      VisitEdges(at, 1, [&](uint8_t value, Reference child, uint32_t cost) {
        if (next != at || cost + Below(child) != left) return;
        next = child;
        if (cost > 0) settings.push_back({variable, value});
      });
      at = next;
    }
    std::sort(settings.begin(), settings.end());
    return settings;
  }

  void DropWhatIsNotNeeded(std::vector<Change>* settings) {
    for (size_t i = settings->size(); i-- > 0;) {
      const Change setting = (*settings)[i];
      values_[setting.variable] = kUnknown;
      if (ComesToTheLeaf()) {
        settings->erase(settings->begin() + static_cast<std::ptrdiff_t>(i));
      } else {
        values_[setting.variable] = setting.value;
      }
    }
  }

  bool ComesToTheLeaf() {
    bool comes = true;
    VisitLeavesInReach(forest_, root_, values_.data(), scratch_.visited, [&](int32_t leaf) {
      comes = leaf == leaf_ || leaf == ignored_;
      return comes;
    });
    return comes;
  }

  uint32_t Below(Reference at) const {
    if (IsLeaf(at)) return LeafNumber(at) == leaf_ ? 0 : kNoWay;
    return scratch_.below[static_cast<size_t>(at)];
  }

  const Forest& forest_;
  const Reference root_;
  std::array<uint8_t, kMaxVariables> values_{};
  VariableSet changeable_;
  const VariableSet preferred_;
  const int32_t leaf_;
  const int32_t ignored_;
  NearestScratch& scratch_;
};

}  // namespace

std::optional<Nearest> FindNearest(const Forest& forest, Reference root, const uint8_t* values,
                                   const VariableSet& preferred, int32_t leaf, int32_t ignored,
                                   NearestScratch& scratch) {
  return Search(forest, root, values, preferred, leaf, ignored, scratch).Find();
}

}  // namespace connection_advisor::diagram
