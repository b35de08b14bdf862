// How little has to be known of an assignment for a function to be settled.
#ifndef SERVICE_DIAGRAM_SETTLING_H_
#define SERVICE_DIAGRAM_SETTLING_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "service/diagram/forest.h"
#include "service/diagram/reference.h"

namespace connection_advisor::diagram {

// Leaves of a function that is to be settled.
enum SettlingLeaf : int32_t {
  kMayBe = 0,     // allowed among the assignments that agree with what is known
  kMustBe = 1,    // one of them, at least, comes to this
  kMustNotBe = 2  // none of them does
};

struct Settling {
  // By variable, kUnknown where nothing need be known. No value can be left out.
  std::vector<uint8_t> values;
  // No smaller number of values would do. False where the search was given up.
  bool fewest = false;
};

// What the search may spend. Past it, the values that are found may not be the fewest.
struct SettlingLimits {
  uint64_t max_steps = 200'000;
  uint32_t max_nodes = 4'000'000;
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
};

// The fewest values that settle the function: of the assignments that agree with them some comes to kMustBe, and none
// to kMustNotBe. Nothing where no assignment comes to kMustBe. Cost: each step combines the children of a node; the
// number of steps grows with the number of variables, to the power of the number of values that it takes.
std::optional<Settling> FewestSettling(const Forest& forest, Reference root, const SettlingLimits& limits = {});

}  // namespace connection_advisor::diagram

#endif  // SERVICE_DIAGRAM_SETTLING_H_
