// Brings functions over some variables into a builder over others.
#ifndef SERVICE_DIAGRAM_TRANSLATE_H_
#define SERVICE_DIAGRAM_TRANSLATE_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "service/diagram/builder.h"
#include "service/diagram/forest.h"
#include "service/diagram/reference.h"

namespace connection_advisor::diagram {

// What a variable of the forest is in the builder.
struct TranslatedVariable {
  uint32_t variable = 0;
  // By the value in the builder: the one in the forest, kUnknown where the forest's variable has none for it.
  std::vector<uint8_t> values;
};

// By the forest's variable; nothing where the builder has none for it, which requires that no function that is
// translated depends on it. No two are the same variable of the builder.
using Dictionary = std::vector<std::optional<TranslatedVariable>>;

// The function over the builder's variables, with the leaf `untranslatable` where any of the dictionary's variables has
// a value for which the forest has none, whether or not the function depends on it. Cost: that of Case for each node in
// reach: O(1) where the builder's order is that of the forest.
Reference Translate(Builder& builder, const Forest& forest, Reference root, const Dictionary& dictionary,
                    int32_t untranslatable);

}  // namespace connection_advisor::diagram

#endif  // SERVICE_DIAGRAM_TRANSLATE_H_
