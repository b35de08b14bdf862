/* The right name for the wrong kind of thing. */
#define connection_advisor_plugin_v1 declared_otherwise
#include "connection_advisor/plugin_abi.h"
#undef connection_advisor_plugin_v1

ADVISOR_ABI_NOTE;

ADVISOR_EXPORT int connection_advisor_plugin_v1(void);
int connection_advisor_plugin_v1(void) { return 1; }
