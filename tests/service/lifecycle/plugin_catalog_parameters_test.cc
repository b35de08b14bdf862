// The numbers that the operator gives, and what is compiled with them.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/service/lifecycle/plugin_catalog_fixture.h"

namespace connection_advisor::lifecycle {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

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

TEST_F(PluginCatalogTest, AVersionThatCannotTakeTheParametersStandsBackAlsoAfterARestart) {
  parameters_ = options_.deploy.parameters = {{"sample.limit", 20}};
  Put("sample_1_0_0");
  Restart();
  Put("sample_2_0_0", "new.so");  // from 51 on
  LookForChanges();
  EXPECT_EQ(Of("new.so").state, PluginState::kRefused);
  Restart();
  EXPECT_EQ(Of("new.so").state, PluginState::kRefused);
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.0.0")));
  EXPECT_EQ(LimitOf("sample"), 20);
  EXPECT_THAT(known_, UnorderedElementsAre("1.0.0", "2.0.0")) << "what is refused has its say on which there are";
  EXPECT_EQ(catalog_->List().size(), 2u);
  parameters_ = deployment::ParameterValues{{"sample.limit", 60}};
  ASSERT_EQ(catalog_->Rescan(), absl::OkStatus());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "2.0.0"))) << "it can take these, and is the highest";
}

TEST_F(PluginCatalogTest, AVersionThatHasAnotherParameterServesAndSaysSo) {
  parameters_ = options_.deploy.parameters = {{"sample.limit", 20}, {"other.limit", 30}};
  Put("sample_1_0_0");
  Start();
  EXPECT_THAT(Of("sample.so").unknown_parameters, IsEmpty());
  Put("sample_1_11_0", "new.so");
  LookForChanges();
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.11.0")));
  EXPECT_EQ(LimitOf("sample"), 100);
  EXPECT_THAT(Of("new.so").unknown_parameters, ElementsAre("sample.limit"));
  parameters_ = deployment::ParameterValues{{"sample.most", 40}};
  ASSERT_EQ(catalog_->Rescan(), absl::OkStatus());
  EXPECT_EQ(LimitOf("sample"), 40);
  EXPECT_THAT(Of("new.so").unknown_parameters, IsEmpty());
  EXPECT_THAT(known_, ElementsAre("1.0.0", "1.11.0"));
}

}  // namespace
}  // namespace connection_advisor::lifecycle
