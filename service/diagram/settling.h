// How little has to be known of an assignment for a function to be settled.
#ifndef SERVICE_DIAGRAM_SETTLING_H_
#define SERVICE_DIAGRAM_SETTLING_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "service/diagram/builder.h"
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

// The fewest values that settle the function: of the assignments that agree with them some comes to kMustBe, and none
// to kMustNotBe. Nothing where no assignment comes to kMustBe. Past `max_steps` of the search, or where the builder
// is exhausted by it, values that do and of which none can be left out. Cost: each step combines the children of a
// node; the number of steps grows with the number of variables, to the power of the number of values that it takes.
std::optional<Settling> FewestSettling(Builder& builder, Reference root, uint64_t max_steps = 200'000);

}  // namespace connection_advisor::diagram

#endif  // SERVICE_DIAGRAM_SETTLING_H_
