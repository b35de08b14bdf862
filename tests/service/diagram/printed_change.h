// How a failing test shows a change.
#ifndef TESTS_SERVICE_DIAGRAM_PRINTED_CHANGE_H_
#define TESTS_SERVICE_DIAGRAM_PRINTED_CHANGE_H_

#include <ostream>

#include "service/diagram/change.h"

namespace connection_advisor::diagram {

inline void PrintTo(const Change& change, std::ostream* out) { *out << change.variable << "->" << int{change.value}; }

}  // namespace connection_advisor::diagram

#endif  // TESTS_SERVICE_DIAGRAM_PRINTED_CHANGE_H_
