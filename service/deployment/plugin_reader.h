// Copies what a loaded plugin declares out of its structures: within their sizes and the limits of the ABI, parameters
// resolved. What the tables mean is judged afterwards, on the copy (description_check.h).
#ifndef SERVICE_DEPLOYMENT_PLUGIN_READER_H_
#define SERVICE_DEPLOYMENT_PLUGIN_READER_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "connection_advisor/image/v1/plugin_image.pb.h"
#include "connection_advisor/plugin_abi.h"

namespace connection_advisor::deployment {

// Values that the operator set, by "platform.parameter".
using ParameterValues = std::map<std::string, int32_t>;

// The code of one evaluator: what the description has no place for.
struct EvaluatorCode {
  std::vector<const advisor_fact*> facts;     // by the fact's index
  std::vector<uint8_t> value_counts;          // by the fact's index
  std::vector<advisor_condition> conditions;  // by the rule's index; nullptr: always
  advisor_condition would_vouch = nullptr;
};

struct PluginContents {
  image::v1::PluginImage description;  // without diagrams and hash
  std::vector<EvaluatorCode> code;     // by the platform's index
  // Names that lead nowhere; left out of the description, which can be judged without them.
  std::vector<std::string> causes;
};

// INVALID_ARGUMENT with one cause a line: a pointer that is NULL, a size or count beyond the limits, a text that is too
// long.
absl::StatusOr<PluginContents> ReadPlugin(const advisor_plugin& plugin, const ParameterValues& parameters);

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_PLUGIN_READER_H_
