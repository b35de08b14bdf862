// A function as lines that a person can read: each says which values some variables may have, and which leaf all
// assignments come to that agree with it. No two lines overlap, and together they hold every assignment.
#ifndef SERVICE_DIAGRAM_LINES_H_
#define SERVICE_DIAGRAM_LINES_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "service/diagram/forest.h"
#include "service/diagram/reference.h"

namespace connection_advisor::diagram {

// A bit for each value that a variable may have.
using ValueSet = uint64_t;
inline constexpr ValueSet kAnyValue = ~ValueSet{0};

struct Line {
  int32_t leaf = 0;
  std::vector<ValueSet> values;  // by variable; kAnyValue where all of them will do
  Count count = 0;               // assignments over the domain that agree with it and come to the leaf
};

struct LineOptions {
  // Assignments that come to this leaf matter to nobody: they may lie in any line or none, and are counted nowhere.
  std::optional<int32_t> free_leaf;
  // Nobody wants to read which assignments come to this one: they lie in no line.
  std::optional<int32_t> unlisted_leaf;
  // Past it the list ends.
  uint32_t max_lines = 1'000;
  // How many nodes the search for few lines may look at, and how many it may build. Past that the order of the forest
  // decides what is asked.
  uint64_t max_work = 20'000'000;
  uint32_t max_nodes = 4'000'000;
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
};

struct Lines {
  std::vector<Line> lines;
  // The count of what the lines would have held that were left out for max_lines.
  Count beyond = 0;
};

// The lines of a function; nothing where time is up. They come from the tree of questions with the fewest leaves, where
// values between which there is no difference stand together, and are then joined: no two lines of one leaf could be
// written as one, and where none was left out, no condition of a line could be left out, for the line would then touch
// another or hold what comes to another leaf. Fewer lines that follow from no questions may exist. Ordered by that
// tree. Requires that the function depends on variables of the domain only, and at most 2^kMaxCountBits assignments.
// Cost: max_work, then a few times, for each condition of each line, the nodes in reach and the other lines.
std::optional<Lines> FewestLines(const Forest& forest, Reference root, const VariableSet& domain,
                                 const LineOptions& options = {});

// The leaves that assignments come to that have one of `values` of each variable, ascending. Cost: O(nodes in reach).
std::vector<int32_t> LeavesWithin(const Forest& forest, Reference root, std::span<const ValueSet> values);

}  // namespace connection_advisor::diagram

#endif  // SERVICE_DIAGRAM_LINES_H_
