// Whether this is a sanitizer's build: its runtime takes memory without a limit and makes system calls of its own.
#ifndef PLUGINS_TOOL_SANDBOX_SANITIZED_H_
#define PLUGINS_TOOL_SANDBOX_SANITIZED_H_

namespace connection_advisor::tool {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_SANDBOX_SANITIZED_H_
