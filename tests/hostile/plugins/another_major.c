/* What a plugin of the next major version exports. */
__attribute__((visibility("default"))) const struct { unsigned size; } connection_advisor_plugin_v2 = {4};
