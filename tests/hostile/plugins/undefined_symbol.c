/* Needs what nobody has. */
int nobody_has_this(void);
__attribute__((visibility("default"))) int (*const connection_advisor_plugin_v1)(void) = nobody_has_this;
