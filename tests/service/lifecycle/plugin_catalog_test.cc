#include "service/lifecycle/plugin_catalog.h"

#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/lifecycle/memory_store.h"
#include "service/lifecycle/state_directory.h"
#include "service/lifecycle/written_file.h"
#include "tests/scratch_directory.h"

namespace connection_advisor::lifecycle {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

namespace fs = std::filesystem;

// What changed just now is looked at again in any case.
constexpr std::chrono::milliseconds kUntilStampsCount(3'100);

fs::path Sample(const std::string& file) { return fs::path(SAMPLE_VERSIONS) / (file + ".so"); }

deployment::PluginFile Opened(const std::string& file) {
  return deployment::PluginFile::Copy(Sample(file), deployment::Permissions::kUnchecked).value();
}

class Listener final : public CatalogListener {
 public:
  void Changed(const std::vector<PluginVersion>&, const std::vector<PluginVersion>& changed) override {
    for (const PluginVersion& version : changed) told.push_back(version);
  }
  void ShadowEnded(const ShadowReport& report) override { ended.push_back(report); }
  std::vector<PluginVersion> told;
  std::vector<ShadowReport> ended;
};

// A store whose disk can be full.
class FailingStore final : public VersionStore {
 public:
  explicit FailingStore(VersionStore& behind) : behind_(behind) {}
  absl::StatusOr<state::v1::PluginState> LoadState() override { return behind_.LoadState(); }
  absl::Status SaveState(const state::v1::PluginState& state) override {
    if (full) return absl::ResourceExhaustedError("No space left on device");
    absl::Status saved = behind_.SaveState(state);
    return fails_late ? absl::DataLossError("Input/output error") : saved;
  }
  absl::Status Keep(const deployment::PluginFile& file, const std::string& signature) override {
    return full_for_files ? absl::ResourceExhaustedError("No space left on device") : behind_.Keep(file, signature);
  }
  absl::StatusOr<deployment::PluginFile> Load(const std::string& sha256) override { return behind_.Load(sha256); }
  std::string LoadSignature(const std::string& sha256) override { return behind_.LoadSignature(sha256); }
  void Drop(const std::string& sha256) override { behind_.Drop(sha256); }
  bool KeepsDirectoryFiles() const override { return true; }
  deployment::ImageCache* images() override { return nullptr; }
  absl::Status Writable() const override { return writable; }

  bool full = false;
  bool full_for_files = false;
  bool fails_late = false;  // what was written is on the disk all the same
  absl::Status writable;

 private:
  VersionStore& behind_;
};

// The compiler until it breaks.
class BreakableCompiler {
 public:
  explicit BreakableCompiler(CatalogOptions& options) : path_(directory_ / "compiler") {
    Mend();
    options.deploy.compiler = path_;
  }
  void Mend() { Write(absl::StrCat("exec ", CONNECTION_ADVISOR_COMPILER, " \"$@\"")); }
  void Break() { Write("exit 1"); }
  // As the system does when memory runs out.
  void BeKilled() { Write("kill -9 $$"); }
  // After so many plugins, each of which is compiled in two processes.
  void BreakAfter(int plugins) {
    const std::string runs = directory_ / "runs";
    Write(absl::StrCat("echo >>", runs, "\n[ $(wc -l <", runs, ") -gt ", 2 * plugins, " ] && exit 1\nexec ",
                       CONNECTION_ADVISOR_COMPILER, " \"$@\""));
  }

 private:
  void Write(const std::string& script) {
    fs::remove(path_);
    directory_.Write("compiler", absl::StrCat("#!/bin/sh\n", script, "\n"));
    fs::permissions(path_, fs::perms::owner_all);
  }

  const ScratchDirectory directory_;
  const fs::path path_;
};

class PluginCatalogTest : public ::testing::Test {
 protected:
  void Put(const std::string& sample, const std::string& as) const {
    fs::copy_file(Sample(sample), plugins_ / as, fs::copy_options::overwrite_existing);
  }
  CatalogOptions Options() {
    CatalogOptions options;
    options.directory = plugins_.path();
    options.deploy.compiler = CONNECTION_ADVISOR_COMPILER;
    options.deploy.limits.timeout = std::chrono::minutes(1);
    options.parameters = [this](const platform::PlatformSet&) { return parameters_; };
    return options;
  }
  void Make(VersionStore& store) {
    catalog_ = std::make_unique<PluginCatalog>(Options(), store, published_, listener_);
    ASSERT_EQ(catalog_->Start(), absl::OkStatus());
  }
  // A process that begins with what the one before left.
  void Restart() {
    catalog_.reset();
    disk_.reset();
    published_.Publish(std::make_shared<const platform::PlatformSet>());
    auto disk = StateDirectory::Open(state_ / "state");
    ASSERT_TRUE(disk.ok()) << disk.status();
    disk_ = *std::move(disk);
    Make(*disk_);
  }
  // The version of each platform that answers requests.
  std::map<std::string, std::string> Published() const {
    std::map<std::string, std::string> versions;
    for (const auto& platform : published_.Pin()->platforms()) versions[platform->id] = platform->plugin.version;
    return versions;
  }
  // Every file of the state directory, with a hash of its bytes.
  std::map<std::string, size_t> StateKept() const {
    std::map<std::string, size_t> kept;
    for (const auto& entry : fs::recursive_directory_iterator(state_ / "state")) {
      if (entry.is_regular_file()) kept[entry.path()] = std::hash<std::string>()(*ReadWhole(entry.path()));
    }
    return kept;
  }
  PluginVersion Of(const std::string& file) const {
    for (const PluginVersion& version : catalog_->List()) {
      if (version.file == file) return version;
    }
    ADD_FAILURE() << file;
    return {};
  }

  const ScratchDirectory plugins_;
  const ScratchDirectory state_;
  platform::PublishedPlatforms published_;
  Listener listener_;
  absl::StatusOr<deployment::ParameterValues> parameters_ = deployment::ParameterValues();
  MemoryStore memory_;
  std::unique_ptr<StateDirectory> disk_;
  std::unique_ptr<PluginCatalog> catalog_;
};

TEST_F(PluginCatalogTest, ServesWhatLiesInTheDirectory) {
  Put("sample_1_0_0", "sample.so");
  Put("other_1_0_0", "other.so");
  Make(memory_);
  EXPECT_THAT(Published(), UnorderedElementsAre(Pair("sample", "1.0.0"), Pair("other", "1.0.0")));
  const PluginVersion version = Of("sample.so");
  EXPECT_EQ(version.state, PluginState::kServing);
  EXPECT_EQ(version.plugin, "sample");
  EXPECT_THAT(version.platforms, ElementsAre("sample"));
  EXPECT_GT(version.compile_time.count(), 0);
  EXPECT_FALSE(version.cached);
}

TEST_F(PluginCatalogTest, TakesUpAHigherVersionAndKeepsTheOneBefore) {
  Put("sample_1_9_0", "sample.so");
  Make(memory_);
  Put("sample_1_10_0", "sample.so");
  ASSERT_EQ(catalog_->LookForChanges(), absl::OkStatus());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.10.0")));
  ASSERT_THAT(catalog_->List(), SizeIs(2));
  EXPECT_EQ(catalog_->List()[1].state, PluginState::kStandby);
  ASSERT_EQ(catalog_->RollBack("sample"), absl::OkStatus());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.9.0")));
}

TEST_F(PluginCatalogTest, TheSameVersionWithOtherBytesTakesOver) {
  Put("sample_1_0_0", "sample.so");
  Make(memory_);
  const std::string before = published_.Pin()->Find("sample")->plugin.sha256;
  Put("sample_1_0_0_again", "sample.so");
  ASSERT_EQ(catalog_->LookForChanges(), absl::OkStatus());
  EXPECT_NE(published_.Pin()->Find("sample")->plugin.sha256, before);
}

TEST_F(PluginCatalogTest, ABadFileInItsPlaceHarmsNothing) {
  Put("sample_1_0_0", "sample.so");
  Make(memory_);
  const auto pinned = published_.Pin();
  plugins_.Write("sample.so", "no library");
  ASSERT_EQ(catalog_->LookForChanges(), absl::OkStatus());
  EXPECT_EQ(published_.Pin(), pinned) << "nothing was published";
  ASSERT_THAT(catalog_->List(), SizeIs(2));
  EXPECT_THAT(catalog_->List()[1].causes, ElementsAre(HasSubstr("no ELF header")));
}

TEST_F(PluginCatalogTest, AnUploadOfWhatServesThatIsRefusedHarmsNothing) {
  Put("sample_1_0_0", "sample.so");
  CatalogOptions options = Options();
  BreakableCompiler compiler(options);
  catalog_ = std::make_unique<PluginCatalog>(options, memory_, published_, listener_);
  ASSERT_EQ(catalog_->Start(), absl::OkStatus());
  const auto pinned = published_.Pin();
  compiler.Break();
  EXPECT_EQ(catalog_->Preview(Opened("sample_1_0_0"), "again.so", "")->version.state, PluginState::kRefused);
  listener_.told.clear();
  const absl::Status refused = catalog_->Upload(Opened("sample_1_0_0"), "again.so", "").status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(refused.message()), HasSubstr("counts on"));
  EXPECT_EQ(published_.Pin(), pinned);
  EXPECT_EQ(Of("sample.so").state, PluginState::kServing);
  ASSERT_THAT(listener_.told, SizeIs(1));
  EXPECT_EQ(listener_.told[0].file, "again.so");
  EXPECT_EQ(listener_.told[0].state, PluginState::kRefused);
}

TEST_F(PluginCatalogTest, ASignatureBesideWhatServesHarmsNothingWhereTheCompilationGoesWrong) {
  Put("sample_1_0_0", "sample.so");
  CatalogOptions options = Options();
  BreakableCompiler compiler(options);
  catalog_ = std::make_unique<PluginCatalog>(options, memory_, published_, listener_);
  ASSERT_EQ(catalog_->Start(), absl::OkStatus());
  compiler.Break();
  plugins_.Write("sample.so.sig", "signature");
  ASSERT_FALSE(catalog_->Rescan().ok());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.0.0")));
}

TEST_F(PluginCatalogTest, TwoFilesWithTheSameBytesServeThoughOneIsRefused) {
  Put("sample_1_0_0", "a.so");
  Put("sample_1_0_0", "b.so");
  CatalogOptions options = Options();
  options.deploy.parallel = 1;
  BreakableCompiler compiler(options);
  compiler.BreakAfter(1);
  catalog_ = std::make_unique<PluginCatalog>(options, memory_, published_, listener_);
  ASSERT_EQ(catalog_->Start(), absl::OkStatus());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.0.0")));
}

TEST_F(PluginCatalogTest, AnUploadThatIsForgottenAtOnceSaysSo) {
  CatalogOptions options = Options();
  options.kept_versions = 0;
  Put("sample_1_9_0", "sample.so");
  catalog_ = std::make_unique<PluginCatalog>(options, memory_, published_, listener_);
  ASSERT_EQ(catalog_->Start(), absl::OkStatus());
  EXPECT_THAT(std::string(catalog_->Upload(Opened("sample_1_0_0"), "old.so", "").status().message()),
              HasSubstr("forgotten again"));
}

TEST_F(PluginCatalogTest, APreviewSaysWhatWouldBeAndChangesNothing) {
  Put("sample_1_0_0", "sample.so");
  Restart();
  const std::map<std::string, size_t> kept = StateKept();
  EXPECT_THAT(kept, Not(IsEmpty()));
  listener_.told.clear();
  const auto preview = catalog_->Preview(Opened("sample_1_9_0"), "sample.so", "");
  ASSERT_TRUE(preview.ok()) << preview.status();
  EXPECT_EQ(preview->version.version, "1.9.0");
  EXPECT_EQ(preview->version.state, PluginState::kServing);
  ASSERT_TRUE(preview->serving.has_value());
  EXPECT_EQ(preview->serving->version, "1.0.0");
  ASSERT_TRUE(preview->difference.ok()) << preview->difference.status();
  EXPECT_EQ(preview->difference->effect, analysis::Effect::kChanged);
  ASSERT_THAT(preview->difference->platforms, SizeIs(1));
  ASSERT_THAT(preview->difference->platforms[0].verdict_changes, SizeIs(1));
  EXPECT_EQ(preview->difference->platforms[0].verdict_changes[0].before, analysis::CaseOutcome::kConnect);
  EXPECT_EQ(preview->difference->platforms[0].verdict_changes[0].after, analysis::CaseOutcome::kMeetFirst);

  EXPECT_THAT(catalog_->List(), SizeIs(1));
  EXPECT_THAT(Published(), UnorderedElementsAre(Pair("sample", "1.0.0")));
  EXPECT_THAT(listener_.told, IsEmpty());
  EXPECT_EQ(StateKept(), kept);
  EXPECT_FALSE(catalog_->Activate("sample", "1.9.0").ok()) << "it was not kept";
}

TEST_F(PluginCatalogTest, APreviewOfALowerVersionIsComparedAllTheSame) {
  Put("sample_1_9_0", "sample.so");
  Restart();
  const auto preview = catalog_->Preview(Opened("sample_1_0_0"), "sample.so", "");
  ASSERT_TRUE(preview.ok()) << preview.status();
  EXPECT_EQ(preview->version.state, PluginState::kStandby);
  EXPECT_THAT(preview->version.causes, ElementsAre(HasSubstr("1.9.0 is higher")));
  ASSERT_TRUE(preview->difference.ok());
  EXPECT_EQ(preview->difference->effect, analysis::Effect::kChanged);
}

TEST_F(PluginCatalogTest, APreviewOfAPluginThatNobodyHasAddsItsPlatforms) {
  Put("sample_1_0_0", "sample.so");
  Restart();
  const auto preview = catalog_->Preview(Opened("other_1_0_0"), "other.so", "");
  ASSERT_TRUE(preview.ok()) << preview.status();
  EXPECT_FALSE(preview->serving.has_value());
  ASSERT_TRUE(preview->difference.ok());
  EXPECT_THAT(preview->difference->added, ElementsAre("other"));
  EXPECT_THAT(preview->difference->removed, IsEmpty());
}

TEST_F(PluginCatalogTest, APreviewOfWhatWouldBeRefusedSaysSo) {
  Put("sample_1_0_0", "sample.so");
  Restart();
  const auto rival = catalog_->Preview(Opened("rival_1_0_0"), "rival.so", "");
  ASSERT_TRUE(rival.ok()) << rival.status();
  EXPECT_EQ(rival->version.state, PluginState::kRefused);
  EXPECT_THAT(rival->version.causes, ElementsAre(HasSubstr("is already served by the plugin 'sample'")));
}

TEST_F(PluginCatalogTest, AFileThatIsRemovedRetiresAndAnUploadStays) {
  Put("sample_1_0_0", "sample.so");
  Make(memory_);
  ASSERT_TRUE(catalog_->Upload(Opened("other_1_0_0"), "other.so", "").ok());
  fs::remove(plugins_ / "sample.so");
  ASSERT_EQ(catalog_->LookForChanges(), absl::OkStatus());
  EXPECT_THAT(Published(), ElementsAre(Pair("other", "1.0.0")));
  EXPECT_EQ(Of("sample.so").state, PluginState::kRetired);
}

TEST_F(PluginCatalogTest, ADirectoryThatCannotBeReadChangesNothing) {
  Put("sample_1_0_0", "sample.so");
  Make(memory_);
  fs::remove_all(plugins_.path());
  EXPECT_FALSE(catalog_->LookForChanges().ok());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.0.0")));
}

TEST_F(PluginCatalogTest, RefusesASecondPluginForAPlatformUntilTheFirstIsRetired) {
  Put("sample_1_0_0", "sample.so");
  Make(memory_);
  const auto rival = catalog_->Upload(Opened("rival_1_0_0"), "rival.so", "");
  ASSERT_TRUE(rival.ok());
  EXPECT_EQ(rival->state, PluginState::kRefused);
  EXPECT_THAT(rival->causes, ElementsAre(HasSubstr("already served by the plugin 'sample'")));
  EXPECT_EQ(catalog_->Activate("rival", "1.0.0").code(), absl::StatusCode::kFailedPrecondition);
  ASSERT_EQ(catalog_->Retire("sample", "1.0.0"), absl::OkStatus());
  EXPECT_EQ(Of("rival.so").state, PluginState::kServing);
  EXPECT_THAT(std::string(catalog_->Activate("sample", "1.0.0").message()), HasSubstr("retire it first"))
      << "an operator's word on one plugin takes nothing from another";
  EXPECT_EQ(Of("rival.so").state, PluginState::kServing);
}

TEST_F(PluginCatalogTest, AnUploadIsKeptWithItsImageAndComesBackFromTheCache) {
  Restart();
  const auto uploaded = catalog_->Upload(Opened("sample_1_0_0"), "sample.so", "");
  ASSERT_TRUE(uploaded.ok()) << uploaded.status();
  EXPECT_EQ(uploaded->state, PluginState::kServing);
  EXPECT_EQ(uploaded->origin, PluginOrigin::kUpload);
  Restart();
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.0.0")));
  EXPECT_TRUE(Of("sample.so").cached);
  EXPECT_EQ(Of("sample.so").origin, PluginOrigin::kUpload);
}

TEST_F(PluginCatalogTest, ADamagedImageIsCompiledAgain) {
  Put("sample_1_0_0", "sample.so");
  Restart();
  for (const auto& image : fs::directory_iterator(state_ / "state" / "images")) fs::resize_file(image, 100);
  Restart();
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.0.0")));
  EXPECT_FALSE(Of("sample.so").cached);
}

TEST_F(PluginCatalogTest, PinsRollBacksAndRetirementsSurviveTheProcess) {
  Put("sample_1_9_0", "sample.so");
  Restart();
  Put("sample_1_10_0", "sample.so");
  ASSERT_EQ(catalog_->LookForChanges(), absl::OkStatus());
  ASSERT_EQ(catalog_->RollBack("sample"), absl::OkStatus());
  Restart();
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.9.0"))) << "its file was replaced, and its bytes are kept";
  ASSERT_EQ(catalog_->Activate("sample", ""), absl::OkStatus());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.10.0")));
  ASSERT_EQ(catalog_->Retire("sample", "1.10.0"), absl::OkStatus());
  Restart();
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.9.0")));
  ASSERT_EQ(catalog_->Activate("sample", "1.10.0"), absl::OkStatus()) << "compiled only now";
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.10.0")));
}

// As where signatures are required for once, or the time that a compilation may take is too short.
TEST_F(PluginCatalogTest, WhatIsRefusedAtARestartIsTriedAgainByARescanAnActivationAndTheNextRestart) {
  Put("sample_1_9_0", "sample.so");
  Restart();
  ASSERT_TRUE(catalog_->Upload(Opened("sample_1_10_0"), "upload.so", "").ok());
  ASSERT_TRUE(catalog_->Upload(Opened("other_1_0_0"), "other.so", "").ok());
  ASSERT_EQ(catalog_->Retire("sample", "1.9.0"), absl::OkStatus());
  CatalogOptions options = Options();
  BreakableCompiler compiler(options);
  const auto restart_broken = [&] {
    for (const auto& image : fs::directory_iterator(state_ / "state" / "images")) fs::remove(image);
    compiler.Break();
    published_.Publish(std::make_shared<const platform::PlatformSet>());
    catalog_ = std::make_unique<PluginCatalog>(options, *disk_, published_, listener_);
    ASSERT_EQ(catalog_->Start(), absl::OkStatus());
    ASSERT_THAT(Published(), IsEmpty());
    ASSERT_EQ(Of("upload.so").state, PluginState::kRefused);
    ASSERT_EQ(Of("sample.so").state, PluginState::kRetired);
  };
  restart_broken();
  Restart();
  EXPECT_THAT(Published(), UnorderedElementsAre(Pair("sample", "1.10.0"), Pair("other", "1.0.0")));
  EXPECT_EQ(Of("sample.so").state, PluginState::kRetired);
  restart_broken();
  EXPECT_FALSE(catalog_->Activate("sample", "1.10.0").ok());
  compiler.Mend();
  EXPECT_EQ(catalog_->Activate("sample", "1.10.0"), absl::OkStatus());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.10.0")));
  ASSERT_EQ(catalog_->Rescan(), absl::OkStatus());
  EXPECT_THAT(Published(), UnorderedElementsAre(Pair("sample", "1.10.0"), Pair("other", "1.0.0")));
}

TEST_F(PluginCatalogTest, AFileRemovedWhileNoServerRanIsRetired) {
  Put("sample_1_0_0", "sample.so");
  Restart();
  fs::remove(plugins_ / "sample.so");
  Restart();
  EXPECT_THAT(Published(), IsEmpty());
  EXPECT_EQ(Of("sample.so").state, PluginState::kRetired);
}

TEST_F(PluginCatalogTest, ParametersAreTakenAllOrNone) {
  Put("sample_1_0_0", "sample.so");
  Put("other_1_0_0", "other.so");
  Make(memory_);
  const auto limit_of = [&](const char* platform) { return published_.Pin()->Find(platform)->parameters.at(0).value; };
  EXPECT_EQ(limit_of("sample"), 100);
  parameters_ = deployment::ParameterValues{{"sample.limit", 7}, {"other.limit", 8}};
  ASSERT_EQ(catalog_->Rescan(), absl::OkStatus());
  EXPECT_EQ(limit_of("sample"), 7);
  EXPECT_EQ(limit_of("other"), 8);
  parameters_ = deployment::ParameterValues{{"sample.limit", 9}, {"other.limit", 0}};  // out of its range
  const absl::Status refused = catalog_->Rescan();
  EXPECT_EQ(refused.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(refused.message()), HasSubstr("other.so"));
  EXPECT_EQ(limit_of("sample"), 7);
  EXPECT_EQ(limit_of("other"), 8);
  parameters_ = absl::InvalidArgumentError("advisor.toml:3: no such thing");
  EXPECT_EQ(catalog_->Rescan(), parameters_.status());
  EXPECT_EQ(limit_of("sample"), 7);
}

TEST_F(PluginCatalogTest, WhatComesLaterIsCompiledWithTheParametersInForce) {
  parameters_ = deployment::ParameterValues{{"sample.limit", 7}};
  Make(memory_);
  Put("sample_1_0_0", "sample.so");
  ASSERT_EQ(catalog_->LookForChanges(), absl::OkStatus());
  EXPECT_EQ(published_.Pin()->Find("sample")->parameters.at(0).value, 7);
}

class FullDiskTest : public PluginCatalogTest, public ::testing::WithParamInterface<bool FailingStore::*> {};

INSTANTIATE_TEST_SUITE_P(WhatDoesNotFit, FullDiskTest,
                         ::testing::Values(&FailingStore::full, &FailingStore::full_for_files));

TEST_P(FullDiskTest, LeavesTheOldVersionServingAndSaysTheCauseUntilThereIsRoom) {
  auto disk = StateDirectory::Open(state_ / "full");
  ASSERT_TRUE(disk.ok());
  FailingStore store(**disk);
  Put("sample_1_9_0", "sample.so");
  Make(store);
  store.*GetParam() = true;
  Put("sample_1_10_0", "sample.so");
  EXPECT_FALSE(catalog_->LookForChanges().ok());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.9.0")));
  EXPECT_THAT(catalog_->List()[0].causes, ElementsAre(HasSubstr("No space left on device; put that right and rescan")));
  store.*GetParam() = false;
  ASSERT_EQ(catalog_->Rescan(), absl::OkStatus());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.10.0")));
  store.full = true;
  EXPECT_FALSE(catalog_->RollBack("sample").ok());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.10.0")));
}

TEST_P(FullDiskTest, LeavesWhatServesWhereItIsUploadedAgainOrGetsOtherParameters) {
  auto disk = StateDirectory::Open(state_ / "full");
  ASSERT_TRUE(disk.ok());
  FailingStore store(**disk);
  Put("sample_1_9_0", "sample.so");
  Make(store);
  store.*GetParam() = true;
  EXPECT_FALSE(catalog_->Upload(Opened("sample_1_9_0"), "again.so", "").ok());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.9.0")));
  store.full = store.full_for_files = false;
  ASSERT_EQ(catalog_->LookForChanges(), absl::OkStatus());
  store.full = true;
  Put("sample_1_10_0", "sample.so");
  parameters_ = deployment::ParameterValues{{"sample.limit", 7}};
  EXPECT_FALSE(catalog_->Rescan().ok());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.9.0")));
  EXPECT_EQ(published_.Pin()->Find("sample")->parameters.at(0).value, 100);
}

TEST_F(PluginCatalogTest, WhatWasNotTakenIsNotRememberedEither) {
  Put("sample_1_9_0", "sample.so");
  Restart();
  FailingStore store(*disk_);
  Put("sample_1_10_0", "sample.so");
  Make(store);
  store.fails_late = true;
  EXPECT_FALSE(catalog_->RollBack("sample").ok());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.10.0")));
  store.fails_late = false;
  ASSERT_EQ(catalog_->LookForChanges(), absl::OkStatus());
  Restart();
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.10.0")));
}

TEST_F(PluginCatalogTest, AStateThatCannotBeWrittenLetsTheDirectoryBeFollowedAndRefusesOperators) {
  FailingStore store(memory_);
  store.writable = absl::FailedPreconditionError("the state directory cannot be written");
  Put("sample_1_9_0", "sample.so");
  Make(store);
  Put("sample_1_10_0", "sample.so");
  ASSERT_EQ(catalog_->LookForChanges(), absl::OkStatus());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.10.0")));
  EXPECT_EQ(catalog_->RollBack("sample"), store.writable);
  EXPECT_EQ(catalog_->Upload(Opened("other_1_0_0"), "other.so", "").status(), store.writable);
}

TEST_F(PluginCatalogTest, TellsTheListenerWhatChanged) {
  Put("sample_1_9_0", "sample.so");
  Make(memory_);
  ASSERT_THAT(listener_.told, SizeIs(1));
  EXPECT_EQ(listener_.told[0].state, PluginState::kServing);
  ASSERT_EQ(catalog_->LookForChanges(), absl::OkStatus());
  EXPECT_THAT(listener_.told, SizeIs(1)) << "nothing changed";
}

TEST_F(PluginCatalogTest, ForgetsTheOldestVersionsAndTheirBytes) {
  CatalogOptions options = Options();
  options.kept_versions = 1;
  auto disk = StateDirectory::Open(state_ / "kept");
  ASSERT_TRUE(disk.ok());
  catalog_ = std::make_unique<PluginCatalog>(options, **disk, published_, listener_);
  ASSERT_EQ(catalog_->Start(), absl::OkStatus());
  for (const char* sample : {"sample_1_0_0", "sample_1_0_0_again", "sample_1_9_0", "sample_1_10_0"}) {
    Put(sample, "sample.so");
    ASSERT_EQ(catalog_->LookForChanges(), absl::OkStatus());
  }
  EXPECT_THAT(catalog_->List(), SizeIs(3)) << "the one that serves, the one before it, and one more";
  EXPECT_EQ(std::distance(fs::directory_iterator(state_ / "kept" / "plugins"), {}), 3);
}

// The system gives a process so many descriptors and no more.
class DescriptorLimit {
 public:
  explicit DescriptorLimit(size_t more) {
    getrlimit(RLIMIT_NOFILE, &before_);
    rlimit lowered = before_;
    lowered.rlim_cur = static_cast<rlim_t>(std::distance(fs::directory_iterator("/proc/self/fd"), {})) + more;
    setrlimit(RLIMIT_NOFILE, &lowered);
  }
  DescriptorLimit(const DescriptorLimit&) = delete;
  ~DescriptorLimit() { setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_;
};

TEST_F(PluginCatalogTest, AFileThatTheSystemHadNoDescriptorForIsTriedAgain) {
  Put("sample_1_9_0", "sample.so");
  Make(memory_);
  Put("sample_1_10_0", "sample.so");
  std::this_thread::sleep_for(kUntilStampsCount);
  {
    const DescriptorLimit limit(0);
    EXPECT_EQ(catalog_->LookForChanges().code(), absl::StatusCode::kUnavailable);
  }
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.9.0")));
  EXPECT_THAT(catalog_->List()[1].causes,
              ElementsAre(HasSubstr("Too many open files"), HasSubstr("a rescan tries it at once")));
  ASSERT_EQ(catalog_->LookForChanges(), absl::OkStatus());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.10.0")));
}

TEST_F(PluginCatalogTest, AKilledCompilerLeavesTheOldVersionServingAndTheNewOneIsTriedAgain) {
  Put("sample_1_9_0", "sample.so");
  CatalogOptions options = Options();
  BreakableCompiler compiler(options);
  catalog_ = std::make_unique<PluginCatalog>(options, memory_, published_, listener_);
  ASSERT_EQ(catalog_->Start(), absl::OkStatus());
  const auto pinned = published_.Pin();
  compiler.BeKilled();
  Put("sample_1_10_0", "sample.so");
  std::this_thread::sleep_for(kUntilStampsCount);
  EXPECT_EQ(catalog_->LookForChanges().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(published_.Pin(), pinned);
  EXPECT_EQ(catalog_->List()[0].state, PluginState::kServing);
  EXPECT_EQ(catalog_->List()[1].state, PluginState::kRefused);
  EXPECT_THAT(catalog_->List()[1].causes,
              ElementsAre(HasSubstr("the compiler was killed, by the system or by somebody, while"),
                          HasSubstr("it is tried again, and a rescan tries it at once")));
  compiler.Mend();
  ASSERT_EQ(catalog_->LookForChanges(), absl::OkStatus());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.10.0")));
}

TEST_F(PluginCatalogTest, WhatTheStoreAloneHasIsTriedAgainWhereItsCompilerWasKilled) {
  Restart();
  ASSERT_TRUE(catalog_->Upload(Opened("sample_1_0_0"), "upload.so", "").ok());
  for (const auto& image : fs::directory_iterator(state_ / "state" / "images")) fs::remove(image);
  CatalogOptions options = Options();
  BreakableCompiler compiler(options);
  compiler.BeKilled();
  published_.Publish(std::make_shared<const platform::PlatformSet>());
  catalog_ = std::make_unique<PluginCatalog>(options, *disk_, published_, listener_);
  ASSERT_EQ(catalog_->Start(), absl::OkStatus());
  EXPECT_FALSE(catalog_->LookForChanges().ok());
  compiler.Mend();
  ASSERT_EQ(catalog_->LookForChanges(), absl::OkStatus());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.0.0")));
}

TEST_F(PluginCatalogTest, StartsAndTakesParametersWithMoreFilesThanDescriptors) {
  constexpr int kFiles = 40;
  for (int file = 0; file < kFiles; ++file) {
    const std::string name = absl::StrCat("sample", file, ".so");
    Put("sample_1_0_0", name);
    std::ofstream(plugins_ / name, std::ios::app) << file;  // other bytes
    plugins_.Write(absl::StrCat("bad", file, ".so"), absl::StrCat("no library ", file));
  }
  const DescriptorLimit limit(kFiles);
  Restart();
  parameters_ = deployment::ParameterValues{{"sample.limit", 7}};
  ASSERT_EQ(catalog_->Rescan(), absl::OkStatus());
  std::map<PluginState, int> count;
  for (const PluginVersion& version : catalog_->List()) ++count[version.state];
  EXPECT_THAT(count, ElementsAre(Pair(PluginState::kServing, 1), Pair(PluginState::kStandby, kFiles - 1),
                                 Pair(PluginState::kRefused, kFiles)));
  for (const PluginVersion& version : catalog_->List()) {
    if (version.state != PluginState::kRefused) continue;
    EXPECT_THAT(version.causes, ElementsAre(HasSubstr("no ELF header")));
  }
  EXPECT_EQ(published_.Pin()->Find("sample")->parameters.at(0).value, 7);
}

// One thread swaps, others pin: whoever pins sees one version whole. For ThreadSanitizer, too.
TEST_F(PluginCatalogTest, ReadersSeeOneVersionWholeWhateverIsSwapped) {
  Put("sample_1_9_0", "a.so");
  Put("sample_1_10_0", "b.so");
  Make(memory_);
  std::atomic<bool> stop = false;
  std::atomic<int> torn = 0;
  const auto read = [&] {
    while (!stop) {
      const auto set = published_.Pin();
      const platform::Platform* platform = set->Find("sample");
      if (platform == nullptr || platform->rules[1].summary.find(platform->plugin.version) == std::string::npos) ++torn;
      catalog_->List();
    }
  };
  std::thread one(read);
  std::thread two(read);
  constexpr int kSwaps = 500;
  for (int swap = 0; swap < kSwaps; ++swap) {
    ASSERT_EQ(catalog_->Activate("sample", swap % 2 == 0 ? "1.9.0" : "1.10.0"), absl::OkStatus());
  }
  stop = true;
  one.join();
  two.join();
  EXPECT_EQ(torn, 0);
}

}  // namespace
}  // namespace connection_advisor::lifecycle
