// A variable that gets another value.
#ifndef SERVICE_DIAGRAM_CHANGE_H_
#define SERVICE_DIAGRAM_CHANGE_H_

#include <compare>
#include <cstdint>

namespace connection_advisor::diagram {

struct Change {
  uint32_t variable;
  uint8_t value;  // the new one

  auto operator<=>(const Change&) const = default;
};

}  // namespace connection_advisor::diagram

#endif  // SERVICE_DIAGRAM_CHANGE_H_
