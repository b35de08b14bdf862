/* The right name for the wrong kind of thing. */
__attribute__((visibility("default"))) int connection_advisor_plugin_v1(void) { return 1; }
