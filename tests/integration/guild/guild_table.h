// The guild, as the oracle sees it.
#ifndef TESTS_INTEGRATION_GUILD_GUILD_TABLE_H_
#define TESTS_INTEGRATION_GUILD_GUILD_TABLE_H_

#include "tests/oracle/platform_table.h"

namespace connection_advisor::integration {

oracle::PlatformTable Guild();

}  // namespace connection_advisor::integration

#endif  // TESTS_INTEGRATION_GUILD_GUILD_TABLE_H_
