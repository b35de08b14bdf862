// Binds written cases to the platforms of a plugin: every name becomes an index, every stated value is looked at as the
// service looks at those of a request.
#ifndef PLUGINS_TOOL_ACCEPTANCE_CASE_BINDING_H_
#define PLUGINS_TOOL_ACCEPTANCE_CASE_BINDING_H_

#include <memory>
#include <span>
#include <vector>

#include "plugins/tool/acceptance/case.h"

namespace connection_advisor::tool {

// The cases, in their order. What does not fit the platforms is added to `problems`, each with its line and the nearest
// right name; such a case is left out.
std::vector<Case> BindCases(std::span<const WrittenCase> written,
                            std::span<const std::shared_ptr<const platform::Platform>> platforms, Problems* problems);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_ACCEPTANCE_CASE_BINDING_H_
