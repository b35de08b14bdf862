#include "service/deployment/explorer.h"

#include <algorithm>
#include <new>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace connection_advisor::deployment {
namespace {

using diagram::Reference;

constexpr uint32_t kPathsPerClockLook = 256;

// The runs of one exploration. A plugin that means harm may overwrite all of it, and so harm its own compilation.
class Replay {
 public:
  struct Step {
    uint32_t fact;
    uint32_t value;
    std::vector<Reference> children;
  };

  Replay(const absl::flat_hash_map<const advisor_fact*, uint32_t>& index, std::span<const uint8_t> value_counts,
         ValueOrder order)
      : index_(index), value_counts_(value_counts), order_(order), place_(value_counts.size(), kNotAsked) {
    handle_ = {{sizeof(advisor_reader), &Replay::ValueOf}, this};
  }

  // Runs the condition once along the script, which grows by what it asks beyond.
  absl::StatusOr<bool> Run(advisor_condition condition) {
    asked_ = 0;
    std::fill(place_.begin(), place_.end(), kNotAsked);
    bool holds = false;
    try {
      holds = condition(&handle_.reader);
    } catch (const std::bad_alloc&) {
      out_of_memory_ = true;
    } catch (...) {
      return absl::InvalidArgumentError("it threw an exception; a condition must not");
    }
    if (out_of_memory_) return absl::ResourceExhaustedError("there is no memory left for it");
    if (asked_for_stranger_) {
      return absl::InvalidArgumentError("it asked for a fact that the platform does not list");
    }
    if (impure_ || asked_ != steps.size()) {
      return absl::InvalidArgumentError(
          "it is not reproducible: after the same answers it asked for other facts than before; a condition may depend "
          "on the answers alone");
    }
    return holds;
  }

  bool IsLast(const Step& step) const {
    return order_ == ValueOrder::kAscending ? step.value + 1 == value_counts_[step.fact] : step.value == 0;
  }
  void Advance(Step& step) const { step.value += order_ == ValueOrder::kAscending ? 1 : -1; }

  std::vector<Step> steps;
  std::vector<uint32_t> first_asked;

 private:
  static constexpr int32_t kNotAsked = -1;

  // What the plugin is handed: the reader as the first member of a standard-layout structure, so that it leads back.
  struct Handle {
    advisor_reader reader;
    Replay* replay;
  };

  // No exception may pass through the plugin's code.
  static uint32_t ValueOf(const advisor_reader* reader, const advisor_fact* fact) noexcept {
    Replay* const replay = reinterpret_cast<const Handle*>(reader)->replay;
    try {
      return replay->Answer(fact);
    } catch (const std::bad_alloc&) {
      replay->out_of_memory_ = true;
      return 0;
    }
  }

  uint32_t Answer(const advisor_fact* fact) {
    const auto found = index_.find(fact);
    if (found == index_.end()) {
      asked_for_stranger_ = true;
      return 0;
    }
    const uint32_t index = found->second;
    if (place_[index] != kNotAsked) return steps[static_cast<size_t>(place_[index])].value;
    if (asked_ == steps.size()) {
      const uint32_t first = order_ == ValueOrder::kAscending ? 0u : value_counts_[index] - 1u;
      steps.push_back({index, first, std::vector<Reference>(value_counts_[index], diagram::kFalse)});
      if (std::find(first_asked.begin(), first_asked.end(), index) == first_asked.end()) first_asked.push_back(index);
    } else if (steps[asked_].fact != index) {
      impure_ = true;
      return 0;
    }
    place_[index] = static_cast<int32_t>(asked_);
    return steps[asked_++].value;
  }

  const absl::flat_hash_map<const advisor_fact*, uint32_t>& index_;
  std::span<const uint8_t> value_counts_;
  ValueOrder order_;
  std::vector<int32_t> place_;  // by fact: where in `steps` it was asked in this run
  size_t asked_ = 0;
  bool asked_for_stranger_ = false;
  bool impure_ = false;
  bool out_of_memory_ = false;
  Handle handle_;
};

}  // namespace

Explorer::Explorer(std::span<const advisor_fact* const> facts, std::span<const uint8_t> value_counts,
                   std::chrono::steady_clock::time_point deadline)
    : value_counts_(value_counts), deadline_(deadline) {
  for (uint32_t fact = 0; fact < facts.size(); ++fact) index_.emplace(facts[fact], fact);
}

absl::StatusOr<DecisionTree> Explorer::Explore(advisor_condition condition, ValueOrder order) const {
  DecisionTree tree;
  Replay replay(index_, value_counts_, order);
  for (uint32_t path = 1;; ++path) {
    const absl::StatusOr<bool> holds = replay.Run(condition);
    if (!holds.ok()) return holds.status();
    if (path > kMaxPaths || (path % kPathsPerClockLook == 0 && std::chrono::steady_clock::now() > deadline_)) {
      return absl::ResourceExhaustedError(
          absl::StrCat("it was still asking for further combinations of facts after ", path,
                       " runs; let it read fewer facts, or split it into several rules"));
    }
    Reference reference = *holds ? diagram::kTrue : diagram::kFalse;
    while (!replay.steps.empty()) {
      Replay::Step& step = replay.steps.back();
      step.children[step.value] = reference;
      if (!replay.IsLast(step)) {
        replay.Advance(step);
        break;
      }
      reference = static_cast<Reference>(tree.nodes.size());
      tree.nodes.push_back({step.fact, std::move(step.children)});
      replay.steps.pop_back();
    }
    if (replay.steps.empty()) {
      tree.root = reference;
      tree.first_asked = std::move(replay.first_asked);
      return tree;
    }
  }
}

Reference DecisionTree::Fold(diagram::Builder& builder) const {
  std::vector<Reference> folded(nodes.size());
  std::vector<Reference> children;
  for (size_t node = 0; node < nodes.size() && !builder.exhausted(); ++node) {
    children = nodes[node].children;
    for (Reference& child : children) {
      if (!diagram::IsLeaf(child)) child = folded[static_cast<size_t>(child)];
    }
    folded[node] = builder.Case(nodes[node].fact, children);
  }
  return diagram::IsLeaf(root) ? root : folded[static_cast<size_t>(root)];
}

}  // namespace connection_advisor::deployment
