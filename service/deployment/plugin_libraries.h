// The shared libraries that a plugin may need: those of the C and C++ runtimes. A file that asks for another is refused
// by inspection; the compiler maps these before it raises its sandbox, behind which no file can be opened any more.
#ifndef SERVICE_DEPLOYMENT_PLUGIN_LIBRARIES_H_
#define SERVICE_DEPLOYMENT_PLUGIN_LIBRARIES_H_

namespace connection_advisor::deployment {

// By the names under which libraries ask for them. The last three are empty since glibc 2.34, and still asked for by
// what was linked against an older one.
inline constexpr const char* kPluginLibraries[] = {"libc.so.6",       "libm.so.6",  "libgcc_s.so.1", "libstdc++.so.6",
                                                   "libpthread.so.0", "libdl.so.2", "librt.so.1"};

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_PLUGIN_LIBRARIES_H_
