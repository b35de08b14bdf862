// Generated rows as an author changes them from one version to the next.
#ifndef TESTS_GENERATED_EDIT_H_
#define TESTS_GENERATED_EDIT_H_

#include <cstdint>

#include "tests/generated/rows.h"

namespace connection_advisor::generated {

// Another version: changed in up to `changes` ways (a condition, an outcome, the order of rules, an assumption, a cut
// point, a value, a fact, ...), drawn from the seed, and lawful again. It may come out as it was.
Rows Edited(Rows rows, int changes, uint64_t seed);

}  // namespace connection_advisor::generated

#endif  // TESTS_GENERATED_EDIT_H_
