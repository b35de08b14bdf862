#include "service/diagram/split.h"

#include <algorithm>
#include <utility>

namespace connection_advisor::diagram {
namespace {

// Both round up.
uint64_t Product(uint64_t a, uint64_t b) {
  return static_cast<uint64_t>((Count{a} * b + (kWholeShare - 1)) >> kShareBits);
}
uint64_t Part(uint64_t share, size_t parts) { return (share + parts - 1) / parts; }

LeafShares SharesOfLeaf(Reference leaf) {
  LeafShares shares{};
  shares[static_cast<size_t>(LeafNumber(leaf))] = kWholeShare;
  return shares;
}

}  // namespace

class SplittingPass {
 public:
  SplittingPass(const Forest& forest, const uint8_t* values, SplitScratch& scratch, Split& split)
      : forest_(forest), values_(values), scratch_(scratch), split_(split) {}

  void Run(Reference root) {
    NodesInReach(forest_, root, values_, scratch_.visited, &scratch_.nodes);
    split_.nodes_ = static_cast<uint32_t>(scratch_.nodes.size());
    if (scratch_.below.size() < forest_.node_count()) scratch_.below.resize(forest_.node_count());
    if (scratch_.above.size() < forest_.node_count()) scratch_.above.resize(forest_.node_count());
    MeasureBelow();
    split_.all_ = Below(root);
    LayOut();
    Collect(root);
    AddWhatIsPassedOver();
  }

 private:
  void MeasureBelow() {
    for (auto node = scratch_.nodes.rbegin(); node != scratch_.nodes.rend(); ++node) {
      const std::span<const Reference> children = forest_.children(*node);
      const uint8_t known = values_[forest_.variable(*node)];
      LeafShares& shares = scratch_.below[static_cast<size_t>(*node)];
      if (known != kUnknown) {
        shares = Below(children[known]);
        continue;
      }
      shares = {};
      for (const Reference child : children) {
        const LeafShares below = Below(child);
        for (size_t leaf = 0; leaf < kSplitLeaves; ++leaf) shares[leaf] += Part(below[leaf], children.size());
      }
    }
  }

  // Room for the values of the variables that are tested.
  void LayOut() {
    split_.value_count_.fill(0);
    uint32_t size = 0;
    for (const Reference node : scratch_.nodes) {
      const uint32_t variable = forest_.variable(node);
      if (values_[variable] != kUnknown || split_.value_count_[variable] > 0) continue;
      split_.value_count_[variable] = forest_.value_counts()[variable];
      split_.first_[variable] = std::exchange(size, size + forest_.value_counts()[variable]);
    }
    split_.shares_.assign(size, {});
  }

  void Collect(Reference root) {
    for (const Reference node : scratch_.nodes) scratch_.above[static_cast<size_t>(node)] = 0;
    if (!IsLeaf(root)) scratch_.above[static_cast<size_t>(root)] = kWholeShare;
    for (const Reference node : scratch_.nodes) {
      const uint32_t variable = forest_.variable(node);
      const std::span<const Reference> children = forest_.children(node);
      const uint64_t above = scratch_.above[static_cast<size_t>(node)];
      const uint8_t known = values_[variable];
      if (known != kUnknown) {
        HandOn(children[known], above);
        continue;
      }
      for (size_t value = 0; value < children.size(); ++value) {
        const uint64_t through = Part(above, children.size());
        HandOn(children[value], through);
        const LeafShares below = Below(children[value]);
        LeafShares& shares = SharesOf(variable)[value];
        for (size_t leaf = 0; leaf < kSplitLeaves; ++leaf) shares[leaf] += Product(through, below[leaf]);
      }
    }
  }

  // What comes to a leaf without a test of the variable has each of its values equally often.
  void AddWhatIsPassedOver() {
    for (uint32_t variable = 0; variable < kMaxVariables; ++variable) {
      const std::span<LeafShares> by_value = SharesOf(variable);
      for (size_t leaf = 0; !by_value.empty() && leaf < kSplitLeaves; ++leaf) {
        uint64_t passed_over = split_.all_[leaf];
        for (const LeafShares& shares : by_value) passed_over -= std::min(passed_over, shares[leaf]);
        for (LeafShares& shares : by_value) shares[leaf] += passed_over / by_value.size();
      }
    }
  }

  void HandOn(Reference child, uint64_t share) {
    if (!IsLeaf(child)) scratch_.above[static_cast<size_t>(child)] += share;
  }
  LeafShares Below(Reference at) const {
    return IsLeaf(at) ? SharesOfLeaf(at) : scratch_.below[static_cast<size_t>(at)];
  }
  std::span<LeafShares> SharesOf(uint32_t variable) {
    return {split_.shares_.data() + split_.first_[variable], split_.value_count_[variable]};
  }

  const Forest& forest_;
  const uint8_t* const values_;
  SplitScratch& scratch_;
  Split& split_;
};

void SplitByValue(const Forest& forest, Reference root, const uint8_t* values, SplitScratch& scratch, Split* split) {
  SplittingPass(forest, values, scratch, *split).Run(root);
}

}  // namespace connection_advisor::diagram
