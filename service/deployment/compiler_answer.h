// What a compiler answered, read from the bytes that came over its pipe. A plugin may have written any of them.
#ifndef SERVICE_DEPLOYMENT_COMPILER_ANSWER_H_
#define SERVICE_DEPLOYMENT_COMPILER_ANSWER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connection_advisor/image/v1/plugin_image.pb.h"

namespace connection_advisor::deployment {

inline constexpr size_t kMaxDeniedCalls = 64;

// As far as it was understood. Texts are fit to print, and no more of them than are kept: see PrintableLines.
struct CompilerAnswer {
  std::vector<std::string> walls;
  std::string stage = "starting";
  std::vector<std::string> denied_calls;  // at most kMaxDeniedCalls
  std::vector<std::string> causes;
  std::optional<image::v1::PluginImage> image;
  bool malformed = false;
  bool too_large = false;  // it has a message that would take more than kMaxMessageMemory, which was not parsed
};

// Holds one message at a time, and takes no more than kMaxMessageMemory for it.
CompilerAnswer ReadAnswer(std::string_view bytes);

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_COMPILER_ANSWER_H_
