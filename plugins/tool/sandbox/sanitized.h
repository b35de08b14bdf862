// What a sanitizer's build has otherwise: its runtime takes memory without a limit, makes system calls of its own, and
// handles crashes. The preset tsan says what it is by _GLIBCXX_TSAN alone: protobuf must not learn of it.
#ifndef PLUGINS_TOOL_SANDBOX_SANITIZED_H_
#define PLUGINS_TOOL_SANDBOX_SANITIZED_H_

namespace connection_advisor::tool {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(_GLIBCXX_TSAN)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

// From now on a crash ends this process by its signal, as in other builds. Nobody would read the report.
void LeaveCrashesAlone();

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_SANDBOX_SANITIZED_H_
