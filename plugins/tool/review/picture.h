// A platform's decision diagram as a picture in the language of Graphviz.
#ifndef PLUGINS_TOOL_REVIEW_PICTURE_H_
#define PLUGINS_TOOL_REVIEW_PICTURE_H_

#include <string>

#include "service/platform/platform.h"

namespace connection_advisor::tool {

enum class Leaves {
  kVerdicts,  // what is decided
  kRules,     // and by which rule
};

// The diagram in an order with few nodes, what can't be left out: a value that leads nowhere else shares the edge of
// most others. A box with each question, an edge for the values that lead to the same, and a verdict for each box that
// ends in it, told by colour, by shape and by name. The same platform gives the same text. Any text of a plugin is
// shown as it is.
std::string DotOf(const platform::Platform& platform, Leaves leaves);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_REVIEW_PICTURE_H_
