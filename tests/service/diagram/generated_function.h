// Functions stated the long way, a leaf for every assignment, and generated ones to hold diagrams against.
#ifndef TESTS_SERVICE_DIAGRAM_GENERATED_FUNCTION_H_
#define TESTS_SERVICE_DIAGRAM_GENERATED_FUNCTION_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <random>
#include <vector>

#include "service/diagram/builder.h"
#include "service/diagram/forest.h"
#include "service/diagram/reference.h"

namespace connection_advisor::diagram {

// A value for each variable; in a partial one, kUnknown where open.
using Assignment = std::vector<uint8_t>;

// All assignments over some variables, numbered.
class Domain {
 public:
  explicit Domain(std::vector<uint8_t> value_counts);

  const std::vector<uint8_t>& value_counts() const { return value_counts_; }
  uint32_t variable_count() const { return static_cast<uint32_t>(value_counts_.size()); }
  const std::vector<Assignment>& assignments() const { return assignments_; }
  size_t NumberOf(const Assignment& assignment) const;

 private:
  std::vector<uint8_t> value_counts_;
  std::vector<Assignment> assignments_;
};

// True if `complete` has the value of `partial` wherever that has one.
bool Agrees(const Assignment& complete, const Assignment& partial);
// `complete` with the values of `partial` put over it.
Assignment Overridden(Assignment complete, const Assignment& partial);

// The leaf of every assignment, by the domain's numbers.
struct Table {
  const Domain* domain;
  std::vector<int32_t> leaves;

  int32_t operator()(const Assignment& assignment) const { return leaves[domain->NumberOf(assignment)]; }
  bool DependsOn(uint32_t variable) const;
  bool operator==(const Table& other) const { return leaves == other.leaves; }
};

Table Tabulate(const Domain& domain, const std::function<int32_t(const Assignment&)>& function);

// Reproducible: the same seed, the same functions.
class Generator {
 public:
  explicit Generator(uint32_t seed) : random_(seed) {}

  // 0 to bound - 1.
  uint32_t Below(uint32_t bound) { return static_cast<uint32_t>(random_() % bound); }
  bool OneIn(uint32_t bound) { return Below(bound) == 0; }

  Domain SmallDomain(uint32_t fewest_variables = 2, uint32_t most_variables = 6);
  std::vector<uint32_t> Order(uint32_t variable_count);
  // Random leaves below `leaf_count` over a random subset of the variables, so that some make no difference.
  Table Function(const Domain& domain, int32_t leaf_count);
  // Each variable open in half of the cases.
  Assignment PartialAssignment(const Domain& domain);
  // The variables on which the table depends, and some more.
  VariableSet SetAround(const Table& table);

  // Builds the table with a case distinction over the variables in `order`, whatever the builder's own.
  static Reference Build(Builder& builder, const Table& table, const std::vector<uint32_t>& order);
  // The same in a random order.
  Reference Build(Builder& builder, const Table& table);

 private:
  std::mt19937 random_;
};

// The leaf to which the diagram leads an assignment.
int32_t Evaluate(const Builder& builder, Reference root, const Assignment& assignment);
Table TableOf(const Builder& builder, Reference root, const Domain& domain);
Table TableOf(const Forest& forest, Reference root, const Domain& domain);

struct FrozenFunctions {
  Forest forest;
  std::vector<Reference> roots;
};
FrozenFunctions Frozen(const Builder& builder, const std::vector<Reference>& roots);

}  // namespace connection_advisor::diagram

#endif  // TESTS_SERVICE_DIAGRAM_GENERATED_FUNCTION_H_
