// Versions that shadow what serves, and the limit on what they may change, with the real compiler.
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/lifecycle/memory_store.h"
#include "service/lifecycle/plugin_catalog.h"
#include "tests/scratch_directory.h"

namespace connection_advisor::lifecycle {
namespace {

using platform::ShadowAnswer;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace fs = std::filesystem;

class Listener final : public CatalogListener {
 public:
  void Changed(const std::vector<PluginVersion>&, const std::vector<PluginVersion>&) override {}
  void NotRemembered(const absl::Status&) override {}
  void ShadowEnded(const ShadowReport& report) override { ended.push_back(report); }
  std::vector<ShadowReport> ended;
};

// sample 1.0.0, 1.9.0 and 1.10.0 lie in the directory, and 1.0.0 serves by name.
class PluginCatalogShadowTest : public ::testing::Test {
 protected:
  void Make(std::optional<ChangeLimit> limit = std::nullopt) {
    for (const char* version : {"sample_1_0_0", "sample_1_9_0", "sample_1_10_0"}) Put(version);
    catalog_.reset();
    CatalogOptions options;
    options.directory = plugins_.path();
    options.deploy.compiler = CONNECTION_ADVISOR_COMPILER;
    options.deploy.limits.timeout = std::chrono::minutes(1);
    options.parameters = [this](const Platforms&) { return parameters_; };
    options.change_limit = limit;
    catalog_ = std::make_unique<PluginCatalog>(std::move(options), store_, published_, listener_);
    ASSERT_EQ(catalog_->Start(), absl::OkStatus());
    ASSERT_EQ(catalog_->ForceActivate("sample", "1.0.0"), absl::OkStatus());
  }
  void Put(const std::string& sample) const {
    fs::copy_file(fs::path(SAMPLE_VERSIONS) / (sample + ".so"), plugins_.path() / (sample + ".so"));
  }
  void Shadow(const std::string& version) {
    const auto started = catalog_->StartShadow("sample", version);
    ASSERT_TRUE(started.ok()) << started.status();
  }
  // As requests do, on what is published.
  void Requests(int count, ShadowAnswer shadow_answer = ShadowAnswer::kConnect) const {
    const auto pin = published_.Pin();
    platform::Shadow* shadow = pin->ShadowOf(*pin->Find("sample"));
    ASSERT_NE(shadow, nullptr);
    const uint8_t values[] = {0, 1};
    for (int i = 0; i < count; ++i) shadow->Count(ShadowAnswer::kConnect, shadow_answer, values, values);
  }
  std::string Serving() const { return published_.Pin()->Find("sample")->plugin.version; }
  std::string WhyNot(const absl::Status& status) const {
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
    return std::string(status.message());
  }

  const ScratchDirectory plugins_;
  platform::PublishedPlatforms published_;
  Listener listener_;
  absl::StatusOr<deployment::ParameterValues> parameters_ = deployment::ParameterValues();
  MemoryStore store_;
  std::unique_ptr<PluginCatalog> catalog_;
};

TEST_F(PluginCatalogShadowTest, AStandbyVersionShadowsWhatServesUntilItIsStopped) {
  Make();
  EXPECT_FALSE(published_.Pin()->has_shadows());
  EXPECT_THAT(catalog_->Shadows(), IsEmpty());
  Shadow("1.9.0");
  Requests(3);
  Requests(2, ShadowAnswer::kMeetFirst);
  const std::vector<ShadowReport> shadows = catalog_->Shadows();
  ASSERT_THAT(shadows, SizeIs(1));
  EXPECT_EQ(shadows[0].serving.version, "1.0.0");
  EXPECT_EQ(shadows[0].shadow.version, "1.9.0");
  EXPECT_EQ(shadows[0].requests, 5u);
  EXPECT_EQ(shadows[0].changed, 2u);
  EXPECT_EQ(shadows[0].held_back, "");
  ASSERT_THAT(shadows[0].platforms, SizeIs(1));
  EXPECT_EQ(shadows[0].platforms[0].platform, "sample");
  EXPECT_EQ(
      shadows[0].platforms[0].tally.changes[0].request_to_serving,
      R"({"platform":"sample","facts":{"member.connection_count":"below 100","relationship.met_in_person":"true"}})");

  const auto stopped = catalog_->StopShadow("sample");
  ASSERT_TRUE(stopped.ok()) << stopped.status();
  EXPECT_EQ(stopped->requests, 5u);
  EXPECT_FALSE(published_.Pin()->has_shadows());
  EXPECT_THAT(catalog_->Shadows(), IsEmpty());
  EXPECT_THAT(listener_.ended, SizeIs(1));
  EXPECT_EQ(Serving(), "1.0.0");
}

TEST_F(PluginCatalogShadowTest, OnlyWhatStandsByShadowsAndOneAtATime) {
  Make();
  EXPECT_EQ(catalog_->StartShadow("lily", "1.0.0").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(catalog_->StartShadow("sample", "7.0.0").status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(WhyNot(catalog_->StartShadow("sample", "1.0.0").status()),
              HasSubstr("sample 1.0.0 serves; name a version that stands by"));
  ASSERT_EQ(catalog_->Retire("sample", "1.10.0"), absl::OkStatus());
  EXPECT_THAT(WhyNot(catalog_->StartShadow("sample", "1.10.0").status()),
              HasSubstr("sample 1.10.0 does not stand by: an operator retired it"));
  Shadow("1.9.0");
  EXPECT_THAT(WhyNot(catalog_->StartShadow("sample", "1.9.0").status()),
              HasSubstr("sample 1.9.0 shadows 1.0.0; stop that first"));
  EXPECT_THAT(WhyNot(catalog_->StopShadow("lily").status()), HasSubstr("no version of the plugin 'lily' shadows"));
}

TEST_F(PluginCatalogShadowTest, ASwapEndsIt) {
  Make();
  Shadow("1.9.0");
  Requests(4, ShadowAnswer::kMeetFirst);
  ASSERT_EQ(catalog_->Activate("sample", "1.9.0"), absl::OkStatus());
  EXPECT_EQ(Serving(), "1.9.0");
  EXPECT_FALSE(published_.Pin()->has_shadows());
  EXPECT_THAT(catalog_->Shadows(), IsEmpty());
  ASSERT_THAT(listener_.ended, SizeIs(1));
  EXPECT_EQ(listener_.ended[0].shadow.version, "1.9.0");
  EXPECT_EQ(listener_.ended[0].changed, 4u);

  Shadow("1.0.0");
  ASSERT_EQ(catalog_->Activate("sample", "1.10.0"), absl::OkStatus()) << "another than the shadow takes over";
  EXPECT_FALSE(published_.Pin()->has_shadows());
  EXPECT_THAT(listener_.ended, SizeIs(2));
}

TEST_F(PluginCatalogShadowTest, RetiringTheShadowEndsItAndRetiringAnotherDoesNot) {
  Make();
  Shadow("1.9.0");
  ASSERT_EQ(catalog_->Retire("sample", "1.10.0"), absl::OkStatus());
  EXPECT_TRUE(published_.Pin()->has_shadows());
  ASSERT_EQ(catalog_->Retire("sample", "1.9.0"), absl::OkStatus());
  EXPECT_FALSE(published_.Pin()->has_shadows());
  EXPECT_THAT(listener_.ended, SizeIs(1));
}

TEST_F(PluginCatalogShadowTest, OtherNumbersForTheParametersEndIt) {
  Make();
  Shadow("1.9.0");
  ASSERT_EQ(catalog_->Rescan(), absl::OkStatus());
  EXPECT_TRUE(published_.Pin()->has_shadows()) << "nothing has changed";
  (*parameters_)["sample.limit"] = 7;
  ASSERT_EQ(catalog_->Rescan(), absl::OkStatus());
  EXPECT_FALSE(published_.Pin()->has_shadows()) << "both were compiled anew";
  EXPECT_THAT(listener_.ended, SizeIs(1));
}

TEST_F(PluginCatalogShadowTest, WhatComesForAnotherPluginLeavesItAlone) {
  Make();
  Shadow("1.9.0");
  Requests(1);
  Put("other_1_0_0");
  ASSERT_EQ(catalog_->LookForChanges(), absl::OkStatus());
  ASSERT_NE(published_.Pin()->Find("other"), nullptr);
  Requests(1);
  EXPECT_EQ(catalog_->Shadows()[0].requests, 2u);
}

TEST_F(PluginCatalogShadowTest, ItEndsWithTheProcess) {
  Make();
  Shadow("1.9.0");
  Requests(1);
  published_.Publish(std::make_shared<const platform::PlatformSet>());
  catalog_ = std::make_unique<PluginCatalog>(
      CatalogOptions{.directory = plugins_.path(), .deploy = {.compiler = CONNECTION_ADVISOR_COMPILER}}, store_,
      published_, listener_);
  ASSERT_EQ(catalog_->Start(), absl::OkStatus());
  EXPECT_THAT(catalog_->Shadows(), IsEmpty());
  EXPECT_FALSE(published_.Pin()->has_shadows());
}

TEST_F(PluginCatalogShadowTest, AnActivationMustMeetTheLimit) {
  Make(ChangeLimit{1, 10});
  EXPECT_THAT(WhyNot(catalog_->Activate("sample", "1.9.0")),
              AllOf(HasSubstr("of 10 requests a version may answer 1 otherwise (--max-changed-verdicts)"),
                    HasSubstr("it does not shadow 1.0.0 ("), HasSubstr("let it shadow that on 10 requests first")));
  Shadow("1.9.0");
  Requests(9);
  EXPECT_THAT(WhyNot(catalog_->Activate("sample", "1.9.0")),
              AllOf(HasSubstr("and of 9 it would have answered 0 otherwise; wait until it has shadowed 10"),
                    HasSubstr("or force it by its version")));
  EXPECT_EQ(catalog_->Shadows()[0].held_back, WhyNot(catalog_->Activate("sample", "1.9.0")));
  Requests(2, ShadowAnswer::kMeetFirst);
  EXPECT_THAT(WhyNot(catalog_->Activate("sample", "1.9.0")),
              HasSubstr("and of 11 it would have answered 2 otherwise; look at the changes that its shadow shows"));
  EXPECT_EQ(Serving(), "1.0.0");
  EXPECT_THAT(WhyNot(catalog_->Activate("sample", "1.10.0")), HasSubstr("does not shadow")) << "1.9.0 does";

  Requests(9);
  EXPECT_EQ(catalog_->Shadows()[0].held_back, "");
  ASSERT_EQ(catalog_->Activate("sample", "1.9.0"), absl::OkStatus());
  EXPECT_EQ(Serving(), "1.9.0");
}

TEST_F(PluginCatalogShadowTest, WhatServesAlreadyMayBeActivatedWhateverTheLimit) {
  Make(ChangeLimit{0, 10});
  EXPECT_EQ(catalog_->Activate("sample", "1.0.0"), absl::OkStatus());
}

TEST_F(PluginCatalogShadowTest, TakingAChoiceAwayIsAnActivationToo) {
  Make(ChangeLimit{0, 2});
  EXPECT_THAT(WhyNot(catalog_->Activate("sample", "")), HasSubstr("sample 1.10.0 ("));
  Shadow("1.10.0");
  Requests(2);
  ASSERT_EQ(catalog_->Activate("sample", ""), absl::OkStatus());
  EXPECT_EQ(Serving(), "1.10.0");
}

TEST_F(PluginCatalogShadowTest, ForceAndRollBackNeedNotMeetIt) {
  Make(ChangeLimit{0, 10});
  ASSERT_EQ(catalog_->ForceActivate("sample", "1.9.0"), absl::OkStatus());
  EXPECT_EQ(Serving(), "1.9.0");
  ASSERT_EQ(catalog_->RollBack("sample"), absl::OkStatus()) << "1.10.0 is higher than both";
  EXPECT_EQ(Serving(), "1.0.0");
  EXPECT_EQ(catalog_->ForceActivate("sample", "").code(), absl::StatusCode::kNotFound) << "only by name";
}

TEST_F(PluginCatalogShadowTest, WithALimitNothingTakesOverByItself) {
  Make(ChangeLimit{0, 10});
  ASSERT_EQ(catalog_->ForceActivate("sample", "1.9.0"), absl::OkStatus());
  fs::remove(plugins_.path() / "sample_1_10_0.so");
  ASSERT_EQ(catalog_->LookForChanges(), absl::OkStatus());
  ASSERT_EQ(catalog_->Activate("sample", ""), absl::OkStatus()) << "1.9.0 is the highest now";
  Put("sample_1_10_0");
  ASSERT_EQ(catalog_->LookForChanges(), absl::OkStatus());
  EXPECT_EQ(Serving(), "1.9.0");
  for (const PluginVersion& version : catalog_->List()) {
    EXPECT_FALSE(version.pinned) << version.version;
    if (version.version != "1.10.0") continue;
    EXPECT_EQ(version.state, PluginState::kStandby);
    EXPECT_THAT(version.causes,
                ElementsAre(HasSubstr("versions take over by an operator's word only, and 1.9.0 serves; to serve it, "
                                      "activate sample ")));
  }
}

}  // namespace
}  // namespace connection_advisor::lifecycle
