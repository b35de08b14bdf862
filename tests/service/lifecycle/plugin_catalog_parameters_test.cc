// The numbers that the operator gives, and what is compiled with them.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/service/lifecycle/breakable_compiler.h"
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
  EXPECT_EQ(catalog_->List().size(), 2u);
  EXPECT_THAT(known_, ElementsAre("1.0.0")) << "nothing was compiled to ask again";
  parameters_ = absl::InvalidArgumentError("advisor.toml:3: no such thing");
  EXPECT_EQ(catalog_->Rescan(), parameters_.status());
  EXPECT_THAT(known_, UnorderedElementsAre("1.0.0", "2.0.0")) << "what is refused has its say on which there are";
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

class StartWithParametersTest : public PluginCatalogTest {
 protected:
  void Set(int32_t limit) { parameters_ = options_.deploy.parameters = {{"sample.limit", limit}}; }
  void ExpectRefused(const std::string& file) {
    const absl::Status refused = TryToRestart();
    EXPECT_EQ(refused.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(refused.message()), HasSubstr("with these parameters it could not serve: " + file + ": "));
    EXPECT_THAT(std::string(refused.message()), HasSubstr("out of its range"));
  }
};

TEST_F(StartWithParametersTest, IsRefusedWhereThoseAloneKeepFromServingWhatNothingElseServesFor) {
  Set(0);
  Put("sample_1_0_0");
  Put("other_1_0_0", "other.so");
  ExpectRefused("sample.so");
  EXPECT_THAT(known_, UnorderedElementsAre("1.0.0", "1.0.0")) << "who reads them may know where the number stands";
  Set(1);
  Restart();
  EXPECT_THAT(Published(), UnorderedElementsAre(Pair("sample", "1.0.0"), Pair("other", "1.0.0")));
}

TEST_F(StartWithParametersTest, IsRefusedAgainAndAgainWhereThoseAloneKeepFromServingWhatServedLast) {
  Set(60);
  Put("sample_1_0_0", "old.so");
  Put("sample_2_0_0", "new.so");
  Restart();
  ASSERT_THAT(Published(), ElementsAre(Pair("sample", "2.0.0")));
  Set(20);
  ExpectRefused("new.so");
  ExpectRefused("new.so");
  Set(60);
  Restart();
  ASSERT_EQ(catalog_->Activate("sample", "1.0.0"), absl::OkStatus());
  Set(20);
  Restart();
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.0.0"))) << "now the other served last";
}

TEST_F(StartWithParametersTest, LetsWhatIsHigherTakeOverButNotFromWhatIsPinnedOrHeld) {
  Set(60);
  Put("sample_1_10_0");
  Restart();
  Put("sample_1_11_0");  // has no parameter of that name
  Set(2'000);
  options_.change_limit = ChangeLimit();
  ExpectRefused("sample.so");
  options_.change_limit.reset();
  Restart();
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.11.0")));
  Set(60);
  Restart();
  ASSERT_EQ(catalog_->Activate("sample", "1.10.0"), absl::OkStatus());
  Set(2'000);
  ExpectRefused("sample.so");
}

TEST_F(StartWithParametersTest, IsNotRefusedForWhatIsRefusedForAnotherReason) {
  BreakableCompiler compiler(options_);
  compiler.BreakOnce();
  Set(20);
  Put("sample_1_0_0");
  plugins_.Write("bad.so", "no library");
  options_.deploy.parallel = 1;
  Restart();
  EXPECT_EQ(Of("sample.so").state, PluginState::kRefused) << "its compiler failed, and would not again";
  ASSERT_EQ(catalog_->Rescan(), absl::OkStatus());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.0.0")));
}

}  // namespace
}  // namespace connection_advisor::lifecycle
