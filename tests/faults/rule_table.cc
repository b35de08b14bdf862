#include "tests/faults/rule_table.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <numeric>

#include "absl/container/flat_hash_map.h"
#include "service/deployment/explorer.h"
#include "service/deployment/fold.h"
#include "service/deployment/plugin_loader.h"
#include "service/deployment/plugin_reader.h"

namespace connection_advisor::faults {
namespace {

using deployment::DecisionTree;
using diagram::Reference;

template <typename Value>
Value OrEnd(absl::StatusOr<Value> value) {
  if (value.ok()) return *std::move(value);
  std::fprintf(stderr, "a bundled plugin can't be read: %s\n", value.status().ToString().c_str());
  std::abort();
}

std::vector<uint32_t> DeclaredOrder(size_t fact_count) {
  std::vector<uint32_t> order(fact_count);
  std::iota(order.begin(), order.end(), 0u);
  return order;
}

DecisionTree TreeOf(const diagram::Builder& builder, Reference condition) {
  DecisionTree tree;
  absl::flat_hash_map<Reference, Reference> places;
  const std::function<Reference(Reference)> add = [&](Reference at) -> Reference {
    if (diagram::IsLeaf(at)) return at;
    if (const auto known = places.find(at); known != places.end()) return known->second;
    const uint32_t fact = builder.variable(at);
    if (std::find(tree.first_asked.begin(), tree.first_asked.end(), fact) == tree.first_asked.end()) {
      tree.first_asked.push_back(fact);
    }
    DecisionTree::Node node{fact, {}};
    for (const Reference child : builder.children(at)) node.children.push_back(add(child));
    tree.nodes.push_back(std::move(node));
    const auto place = static_cast<Reference>(tree.nodes.size() - 1);
    places.emplace(at, place);
    return place;
  };
  tree.root = add(condition);
  return tree;
}

}  // namespace

RuleTable ReadRuleTable(const std::string& file) {
  const advisor_plugin* plugin = OrEnd(deployment::PluginLoader::Load(file));
  const deployment::PluginContents contents = OrEnd(deployment::ReadPlugin(*plugin, {}));
  const deployment::EvaluatorCode& code = contents.code.front();
  RuleTable table;
  table.description = contents.description.platforms(0);
  table.value_counts = code.value_counts;
  table.builder = std::make_shared<diagram::Builder>(table.value_counts, DeclaredOrder(table.value_counts.size()));
  const deployment::Explorer explorer(code.facts, code.value_counts, std::chrono::steady_clock::time_point::max());
  const auto explore = [&](advisor_condition condition) {
    if (condition == nullptr) return diagram::kTrue;
    return OrEnd(explorer.Explore(condition, deployment::ValueOrder::kAscending)).Fold(*table.builder);
  };
  for (const advisor_condition condition : code.conditions) table.conditions.push_back(explore(condition));
  table.conditions.push_back(explore(code.would_vouch));
  return table;
}

image::v1::PlatformImage Compiled(const RuleTable& table) {
  std::vector<DecisionTree> trees;
  for (const Reference condition : table.conditions) trees.push_back(TreeOf(*table.builder, condition));
  image::v1::PlatformImage image = table.description;
  OrEnd(deployment::FoldInBestOrder(image, table.value_counts, trees, {}, [](const std::string&) {})).WriteTo(&image);
  return image;
}

}  // namespace connection_advisor::faults
