// Which plugins the tests of this folder look at.
#ifndef TESTS_PLUGINS_PLATFORMS_PLUGIN_PATHS_H_
#define TESTS_PLUGINS_PLATFORMS_PLUGIN_PATHS_H_

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace connection_advisor {

// The bundled plugins; or those that PLUGINS_UNDER_TEST names, with colons between.
std::vector<std::string> PluginPaths();

// "linkedin" of "/some/where/linkedin.so", to name a test after it.
std::string PluginName(const testing::TestParamInfo<std::string>& path);

}  // namespace connection_advisor

#endif  // TESTS_PLUGINS_PLATFORMS_PLUGIN_PATHS_H_
