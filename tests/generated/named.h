// The generated platforms that are built as plugins, by name.
#ifndef TESTS_GENERATED_NAMED_H_
#define TESTS_GENERATED_NAMED_H_

#include <string_view>

#include "tests/generated/rows.h"

namespace connection_advisor::generated {

// "small": everything a platform can have. "ordered", "shuffled", with "_b" and "_c" of either: the figures' 60 facts
// and 100 rules. "a" to "e": small ones, and "a_changed" to "e_changed": another version of each, with its platform's
// id. "ordered_30", "ordered_10": the same with fewer facts, and rules in proportion. Lawful; the platform's
// id is the name. No rows for any other name.
Rows Named(std::string_view name);

}  // namespace connection_advisor::generated

#endif  // TESTS_GENERATED_NAMED_H_
