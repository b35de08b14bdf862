/* A library like any other, and no plugin. */
__attribute__((visibility("default"))) int advise(void);
int advise(void) { return 1; }
