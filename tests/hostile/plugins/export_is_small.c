/* Four bytes that claim to be a whole structure. */
#define connection_advisor_plugin_v1 declared_otherwise
#include "connection_advisor/plugin_abi.h"
#undef connection_advisor_plugin_v1

ADVISOR_ABI_NOTE;

ADVISOR_EXPORT const unsigned connection_advisor_plugin_v1 = 4096;
