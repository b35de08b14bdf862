/* Four bytes that claim to be a whole structure. */
__attribute__((visibility("default"))) const unsigned connection_advisor_plugin_v1 = 4096;
