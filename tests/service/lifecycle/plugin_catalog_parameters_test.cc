// The numbers that the operator gives, and what is compiled with them.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/service/lifecycle/plugin_catalog_fixture.h"

namespace connection_advisor::lifecycle {
namespace {

using ::testing::HasSubstr;

TEST_F(PluginCatalogTest, ParametersAreTakenAllOrNone) {
  Put("sample_1_0_0");
  Put("other_1_0_0", "other.so");
  Start();
  EXPECT_EQ(LimitOf("sample"), 100);
  parameters_ = deployment::ParameterValues{{"sample.limit", 7}, {"other.limit", 8}};
  ASSERT_EQ(catalog_->Rescan(), absl::OkStatus());
  EXPECT_EQ(LimitOf("sample"), 7);
  EXPECT_EQ(LimitOf("other"), 8);
  parameters_ = deployment::ParameterValues{{"sample.limit", 9}, {"other.limit", 0}};  // out of its range
  const absl::Status refused = catalog_->Rescan();
  EXPECT_EQ(refused.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(refused.message()), HasSubstr("other.so"));
  EXPECT_EQ(LimitOf("sample"), 7);
  EXPECT_EQ(LimitOf("other"), 8);
  parameters_ = absl::InvalidArgumentError("advisor.toml:3: no such thing");
  EXPECT_EQ(catalog_->Rescan(), parameters_.status());
  EXPECT_EQ(LimitOf("sample"), 7);
}

TEST_F(PluginCatalogTest, WhatComesLaterIsCompiledWithTheParametersInForce) {
  parameters_ = deployment::ParameterValues{{"sample.limit", 7}};
  Start();
  Put("sample_1_0_0");
  LookForChanges();
  EXPECT_EQ(LimitOf("sample"), 7);
}

}  // namespace
}  // namespace connection_advisor::lifecycle
