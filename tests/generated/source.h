// Generated rows as the source of a plugin over the SDK.
#ifndef TESTS_GENERATED_SOURCE_H_
#define TESTS_GENERATED_SOURCE_H_

#include <string>

#include "tests/generated/rows.h"

namespace connection_advisor::generated {

std::string SourceOf(const Rows& rows);

}  // namespace connection_advisor::generated

#endif  // TESTS_GENERATED_SOURCE_H_
