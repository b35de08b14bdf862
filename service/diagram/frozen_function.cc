#include "service/diagram/frozen_function.h"

#include <array>
#include <vector>

namespace connection_advisor::diagram {

FrozenFunction FreezeFunction(const Builder& builder, Reference root) {
  std::vector<Reference> roots;
  FrozenFunction frozen{Freeze(builder, std::array{root}, &roots)};
  frozen.root = roots.front();
  return frozen;
}

}  // namespace connection_advisor::diagram
