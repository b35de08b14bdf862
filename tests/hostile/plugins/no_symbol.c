/* A library like any other. */
__attribute__((visibility("default"))) int advise(void) { return 1; }
