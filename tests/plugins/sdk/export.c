/* What a plugin writes besides its tables, in the common part of C and C++. */
#include "connection_advisor/plugin_abi.h"

ADVISOR_ABI_NOTE;

const advisor_plugin connection_advisor_plugin_v1 = {sizeof(advisor_plugin), ADVISOR_ABI_MINOR, "a", "1.0.0", 0, 0};
