// A function without a leaf that matters to nobody.
#ifndef SERVICE_DIAGRAM_SIMPLIFY_H_
#define SERVICE_DIAGRAM_SIMPLIFY_H_

#include <cstdint>

#include "service/diagram/builder.h"
#include "service/diagram/reference.h"

namespace connection_advisor::diagram {

// A function that comes to the same leaf wherever `root` does not come to `free_leaf`, and never comes to that, unless
// all of it does. With no more nodes: where a value leads to nothing but the free leaf, it leads where most others do.
// (Coudert and Madre's "restrict", to the assignments that are not free.) Cost: O(nodes).
Reference Simplify(Builder& builder, Reference root, int32_t free_leaf);

}  // namespace connection_advisor::diagram

#endif  // SERVICE_DIAGRAM_SIMPLIFY_H_
