// Shortest ways through a diagram.
#ifndef SERVICE_DIAGRAM_PATH_H_
#define SERVICE_DIAGRAM_PATH_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "service/diagram/forest.h"
#include "service/diagram/reference.h"

namespace connection_advisor::diagram {

// Values by variable, kUnknown where any will do, that lead from `root` to the leaf `leaf` with the fewest values set,
// ties to the lower values from the top; nothing where the leaf is not in reach. Cost: O(nodes of the forest).
std::optional<std::vector<uint8_t>> ShortestPath(const Forest& forest, Reference root, int32_t leaf);

// The same to the node or leaf `target`.
std::optional<std::vector<uint8_t>> ShortestPathTo(const Forest& forest, Reference root, Reference target);

}  // namespace connection_advisor::diagram

#endif  // SERVICE_DIAGRAM_PATH_H_
