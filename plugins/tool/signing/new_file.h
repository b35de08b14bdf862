// Files that the tool leaves behind.
#ifndef PLUGINS_TOOL_SIGNING_NEW_FILE_H_
#define PLUGINS_TOOL_SIGNING_NEW_FILE_H_

#include <sys/types.h>

#include <filesystem>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"

namespace connection_advisor::tool {

// Makes `path`, whole and with that mode or less, or not at all. ALREADY_EXISTS, naming it, if there is anything by
// that name, which is left as it is.
absl::Status MakeFile(const std::filesystem::path& path, std::string_view bytes, mode_t mode);

// The same, taking the place of the file that is there: others see the old one or the new one.
absl::Status ReplaceFile(const std::filesystem::path& path, std::string_view bytes, mode_t mode);

// The same with what `fill` writes to the descriptor. Its error, if it has one, is returned, and nothing replaced.
using Fill = absl::FunctionRef<absl::Status(int descriptor)>;
absl::Status ReplaceFile(const std::filesystem::path& path, Fill fill, mode_t mode);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_SIGNING_NEW_FILE_H_
