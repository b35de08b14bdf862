#include "tests/service/diagram/generated_function.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace connection_advisor::diagram {
namespace {

Reference BuildBelow(Builder& builder, const Table& table, const std::vector<uint32_t>& order, Assignment& assignment,
                     size_t depth) {
  if (depth == order.size()) return Leaf(table(assignment));
  const uint32_t variable = order[depth];
  std::vector<Reference> children;
  for (uint8_t value = 0; value < table.domain->value_counts()[variable]; ++value) {
    assignment[variable] = value;
    children.push_back(BuildBelow(builder, table, order, assignment, depth + 1));
  }
  return builder.Case(variable, children);
}

}  // namespace

Domain::Domain(std::vector<uint8_t> value_counts) : value_counts_(std::move(value_counts)) {
  Assignment assignment(value_counts_.size(), 0);
  for (;;) {
    assignments_.push_back(assignment);
    size_t variable = 0;
    while (variable < assignment.size() && ++assignment[variable] == value_counts_[variable])
      assignment[variable++] = 0;
    if (variable == assignment.size()) return;
  }
}

size_t Domain::NumberOf(const Assignment& assignment) const {
  size_t number = 0;
  for (size_t variable = value_counts_.size(); variable-- > 0;) {
    number = number * value_counts_[variable] + assignment[variable];
  }
  return number;
}

bool Agrees(const Assignment& complete, const Assignment& partial) {
  return std::equal(complete.begin(), complete.end(), partial.begin(),
                    [](uint8_t value, uint8_t wanted) { return wanted == kUnknown || wanted == value; });
}

Assignment Overridden(Assignment complete, const Assignment& partial) {
  for (size_t variable = 0; variable < complete.size(); ++variable) {
    if (partial[variable] != kUnknown) complete[variable] = partial[variable];
  }
  return complete;
}

bool Table::DependsOn(uint32_t variable) const {
  return std::any_of(domain->assignments().begin(), domain->assignments().end(), [&](Assignment assignment) {
    const int32_t leaf = (*this)(assignment);
    assignment[variable] = 0;
    return (*this)(assignment) != leaf;
  });
}

Table Tabulate(const Domain& domain, const std::function<int32_t(const Assignment&)>& function) {
  Table table{&domain, {}};
  for (const Assignment& assignment : domain.assignments()) table.leaves.push_back(function(assignment));
  return table;
}

Domain Generator::SmallDomain(uint32_t fewest_variables, uint32_t most_variables) {
  std::vector<uint8_t> value_counts(fewest_variables + Below(most_variables - fewest_variables + 1));
  for (uint8_t& count : value_counts) count = static_cast<uint8_t>(2 + Below(3));
  return Domain(std::move(value_counts));
}

std::vector<uint32_t> Generator::Order(uint32_t variable_count) {
  std::vector<uint32_t> order(variable_count);
  std::iota(order.begin(), order.end(), 0u);
  std::shuffle(order.begin(), order.end(), random_);
  return order;
}

Table Generator::Function(const Domain& domain, int32_t leaf_count) {
  Assignment mask(domain.variable_count());
  for (uint8_t& keep : mask) keep = OneIn(3) ? 0 : 1;
  Table table{&domain, std::vector<int32_t>(domain.assignments().size())};
  for (int32_t& leaf : table.leaves) leaf = static_cast<int32_t>(Below(static_cast<uint32_t>(leaf_count)));
  return diagram::Tabulate(domain, [&](Assignment assignment) {
    for (size_t variable = 0; variable < mask.size(); ++variable) assignment[variable] *= mask[variable];
    return table(assignment);
  });
}

Assignment Generator::PartialAssignment(const Domain& domain) {
  Assignment values;
  for (const uint8_t count : domain.value_counts()) {
    values.push_back(OneIn(2) ? kUnknown : static_cast<uint8_t>(Below(count)));
  }
  return values;
}

VariableSet Generator::SetAround(const Table& table) {
  VariableSet set;
  for (uint32_t variable = 0; variable < table.domain->variable_count(); ++variable) {
    if (table.DependsOn(variable) || OneIn(2)) set.set(variable);
  }
  return set;
}

Reference Generator::Build(Builder& builder, const Table& table, const std::vector<uint32_t>& order) {
  Assignment assignment(order.size(), 0);
  return BuildBelow(builder, table, order, assignment, 0);
}

Reference Generator::Build(Builder& builder, const Table& table) {
  return Build(builder, table, Order(table.domain->variable_count()));
}

int32_t Evaluate(const Builder& builder, Reference root, const Assignment& assignment) {
  while (!IsLeaf(root)) root = builder.children(root)[assignment[builder.variable(root)]];
  return LeafNumber(root);
}

Table TableOf(const Builder& builder, Reference root, const Domain& domain) {
  return Tabulate(domain, [&](const Assignment& assignment) { return Evaluate(builder, root, assignment); });
}

Table TableOf(const Forest& forest, Reference root, const Domain& domain) {
  return Tabulate(domain, [&](const Assignment& assignment) { return forest.Walk(root, assignment.data()); });
}

FrozenFunctions Frozen(const Builder& builder, const std::vector<Reference>& roots) {
  FrozenFunctions frozen;
  frozen.forest = Freeze(builder, roots, &frozen.roots);
  return frozen;
}

}  // namespace connection_advisor::diagram
