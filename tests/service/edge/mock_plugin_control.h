#ifndef TESTS_SERVICE_EDGE_MOCK_PLUGIN_CONTROL_H_
#define TESTS_SERVICE_EDGE_MOCK_PLUGIN_CONTROL_H_

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "service/lifecycle/plugin_control.h"

namespace connection_advisor::edge {

class MockPluginControl : public lifecycle::PluginControl {
 public:
  MOCK_METHOD(std::vector<lifecycle::PluginVersion>, List, (), (const, override));
  MOCK_METHOD(absl::Status, Rescan, (), (override));
  MOCK_METHOD(absl::Status, Activate, (const std::string&, const std::string&), (override));
  MOCK_METHOD(absl::Status, ForceActivate, (const std::string&, const std::string&), (override));
  MOCK_METHOD(absl::Status, RollBack, (const std::string&), (override));
  MOCK_METHOD(absl::Status, Retire, (const std::string&, const std::string&), (override));
  MOCK_METHOD(absl::StatusOr<lifecycle::PluginVersion>, Upload,
              (deployment::PluginFile, const std::string&, const std::string&), (override));
  MOCK_METHOD(absl::StatusOr<lifecycle::PluginPreview>, Preview,
              (deployment::PluginFile, const std::string&, const std::string&), (override));
  MOCK_METHOD(absl::StatusOr<lifecycle::ShadowReport>, StartShadow, (const std::string&, const std::string&),
              (override));
  MOCK_METHOD(absl::StatusOr<lifecycle::ShadowReport>, StopShadow, (const std::string&), (override));
  MOCK_METHOD(std::vector<lifecycle::ShadowReport>, Shadows, (), (const, override));
};

}  // namespace connection_advisor::edge

#endif  // TESTS_SERVICE_EDGE_MOCK_PLUGIN_CONTROL_H_
