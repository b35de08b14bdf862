#include "service/diagram/count.h"

#include <algorithm>

namespace connection_advisor::diagram {

void CountLeaves(const Forest& forest, Reference root, const uint8_t* values, const VariableSet& domain,
                 CountScratch& scratch, std::span<Count> counts) {
  Count total = 1;
  const std::span<const uint8_t> value_counts = forest.value_counts();
  for (uint32_t variable = 0; variable < value_counts.size(); ++variable) {
    if (domain.test(variable) && values[variable] == kUnknown) total *= value_counts[variable];
  }
  if (IsLeaf(root)) {
    counts[static_cast<size_t>(LeafNumber(root))] += total;
    return;
  }

  NodesInReach(forest, root, values, scratch.visited, &scratch.nodes);
  if (scratch.weights.size() < forest.node_count()) scratch.weights.resize(forest.node_count());
  for (const Reference node : scratch.nodes) scratch.weights[static_cast<size_t>(node)] = 0;

  // Parents have lower numbers, so that a node's weight, the number of assignments that lead through it, is complete
  // when its turn comes. They are independent of the node's own variable: each of its k values takes exactly one k-th.
  scratch.weights[static_cast<size_t>(root)] = total;
  const auto hand_on = [&](Reference child, Count weight) {
    (IsLeaf(child) ? counts[static_cast<size_t>(LeafNumber(child))] : scratch.weights[static_cast<size_t>(child)]) +=
        weight;
  };
  for (const Reference node : scratch.nodes) {
    const Count weight = scratch.weights[static_cast<size_t>(node)];
    const std::span<const Reference> children = forest.children(node);
    const uint8_t value = values[forest.variable(node)];
    if (value != kUnknown) {
      hand_on(children[value], weight);
    } else {
      const Count share = weight / children.size();
      for (const Reference child : children) hand_on(child, share);
    }
  }
}

std::string ToString(Count count) {
  std::string digits;
  do {
    digits.push_back(static_cast<char>('0' + static_cast<int>(count % 10)));
    count /= 10;
  } while (count != 0);
  std::reverse(digits.begin(), digits.end());
  return digits;
}

double Share(Count part, Count whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace connection_advisor::diagram
