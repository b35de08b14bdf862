// The platforms of this repository, restated from their description and not from their plugins.
#ifndef TESTS_ORACLE_BUNDLED_PLATFORMS_H_
#define TESTS_ORACLE_BUNDLED_PLATFORMS_H_

#include "tests/oracle/platform_table.h"

namespace connection_advisor::oracle {

PlatformTable LinkedIn();
PlatformTable Twitter();
PlatformTable Facebook();

}  // namespace connection_advisor::oracle

#endif  // TESTS_ORACLE_BUNDLED_PLATFORMS_H_
