// Pictures by Graphviz's program `dot`, which need not be installed unless one is wanted.
#ifndef PLUGINS_TOOL_GRAPHVIZ_H_
#define PLUGINS_TOOL_GRAPHVIZ_H_

#include <string>

#include "absl/status/status.h"

namespace connection_advisor::tool {

// Writes a graph in Graphviz's language as `format`, "dot" (as it stands), "svg" or "png", to the file `output`, or to
// standard output where that is empty. A file is there whole or as it was before; a device, a pipe or a link stays what
// it is. UNAVAILABLE where the program is not installed, saying which package has it; INTERNAL where it fails; UNKNOWN
// and the like where the file can't be written.
absl::Status WritePicture(const std::string& dot, const std::string& format, const std::string& output);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_GRAPHVIZ_H_
