// One function, frozen by itself.
#ifndef SERVICE_DIAGRAM_FROZEN_FUNCTION_H_
#define SERVICE_DIAGRAM_FROZEN_FUNCTION_H_

#include "service/diagram/builder.h"
#include "service/diagram/forest.h"
#include "service/diagram/reference.h"

namespace connection_advisor::diagram {

struct FrozenFunction {
  Forest forest;
  Reference root = kFalse;
};

// Requires that the function was built before the builder was exhausted. Cost: O(nodes in reach).
FrozenFunction FreezeFunction(const Builder& builder, Reference root);

}  // namespace connection_advisor::diagram

#endif  // SERVICE_DIAGRAM_FROZEN_FUNCTION_H_
