// Generated rows for the oracle.
#ifndef TESTS_GENERATED_ORACLE_H_
#define TESTS_GENERATED_ORACLE_H_

#include "tests/generated/rows.h"
#include "tests/oracle/platform_table.h"

namespace connection_advisor::generated {

// Requires an otherwise.
oracle::PlatformTable TableOf(const Rows& rows);

}  // namespace connection_advisor::generated

#endif  // TESTS_GENERATED_ORACLE_H_
