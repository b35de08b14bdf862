// Makes drawn rows keep the laws of a plugin, by search and without a diagram.
#ifndef TESTS_GENERATED_LAWFUL_H_
#define TESTS_GENERATED_LAWFUL_H_

#include "tests/generated/rows.h"

namespace connection_advisor::generated {

// Leaves out the rules for which no case is found in which they decide or hold, and impossible rules until every value
// and all assumptions together have a case; gives each rule an example; and gives facts that turn out to decide nothing
// an assumption. What a longer search would have found may be left out too: the result is lawful all the same.
Rows Lawful(Rows rows);

}  // namespace connection_advisor::generated

#endif  // TESTS_GENERATED_LAWFUL_H_
