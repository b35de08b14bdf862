// Counts what operator new hands out: linked into a test, it replaces it.
#ifndef TESTS_SERVICE_FACTS_COUNTED_ALLOCATIONS_H_
#define TESTS_SERVICE_FACTS_COUNTED_ALLOCATIONS_H_

#include <cstddef>

namespace connection_advisor {

// The number of allocations of this thread so far.
size_t Allocations();

}  // namespace connection_advisor

#endif  // TESTS_SERVICE_FACTS_COUNTED_ALLOCATIONS_H_
