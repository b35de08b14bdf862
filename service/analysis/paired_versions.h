// Two versions of a platform as functions over the same variables, so that it can be said of every case what both make
// of it.
#ifndef SERVICE_ANALYSIS_PAIRED_VERSIONS_H_
#define SERVICE_ANALYSIS_PAIRED_VERSIONS_H_

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "service/analysis/difference.h"
#include "service/analysis/unified_facts.h"
#include "service/diagram/builder.h"
#include "service/diagram/combine.h"
#include "service/diagram/frozen_function.h"
#include "service/diagram/reference.h"
#include "service/platform/platform.h"

namespace connection_advisor::analysis {

// Orders of the unified facts in which the two versions are likely to be small together, the likelier first.
std::vector<std::vector<uint32_t>> OrdersOf(const platform::Platform& before, const platform::Platform& after,
                                            const std::vector<UnifiedFact>& facts);

class PairedVersions {
 public:
  // What a version comes to in a case that has a value which it does not know.
  static constexpr int32_t kNoSuchCase = std::numeric_limits<int32_t>::max();

  // All that is referred to must outlive it.
  PairedVersions(const platform::Platform& before, const platform::Platform& after,
                 const std::vector<UnifiedFact>& facts, std::vector<uint32_t> order, const DifferenceLimits& limits);

  const platform::Platform& before() const { return before_; }
  const platform::Platform& after() const { return after_; }
  const std::vector<UnifiedFact>& facts() const { return facts_; }
  const DifferenceLimits& limits() const { return limits_; }
  const diagram::VariableSet& all() const { return all_; }
  // Those that make a case.
  const diagram::VariableSet& deciding() const { return deciding_; }

  // The function over the facts of `domain` that comes to pair(b, a) where `before`, of the version before, comes to b,
  // and `after`, of the version after, to a. Nothing where the limits are too low.
  std::optional<diagram::FrozenFunction> Pair(diagram::Reference before, diagram::Reference after,
                                              const diagram::VariableSet& domain,
                                              const diagram::Combination::LeafOf& pair);

  // How many assignments over `domain` come to each of the leaves of such a function.
  std::vector<diagram::Count> CountLeaves(const diagram::FrozenFunction& function, const diagram::VariableSet& domain,
                                          size_t leaf_count) const;

  bool out_of_time() const;

 private:
  const platform::Platform& before_;
  const platform::Platform& after_;
  const std::vector<UnifiedFact>& facts_;
  const DifferenceLimits& limits_;
  diagram::VariableSet all_;
  diagram::VariableSet deciding_;
  diagram::Builder builder_;
};

}  // namespace connection_advisor::analysis

#endif  // SERVICE_ANALYSIS_PAIRED_VERSIONS_H_
