// A store that fails: what can't be remembered does not happen.
#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/lifecycle/version_store.h"
#include "tests/service/lifecycle/plugin_catalog_fixture.h"

namespace connection_advisor::lifecycle {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

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
    const bool fits = !full_for_files || behind_.Load(file.sha256()).ok();
    return fits ? behind_.Keep(file, signature) : absl::ResourceExhaustedError("No space left on device");
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

class FullDiskTest : public PluginCatalogTest, public ::testing::WithParamInterface<bool FailingStore::*> {
 protected:
  // The disk becomes full while sample 1.9.0 serves.
  void SetUp() override {
    OpenDisk();
    store_ = std::make_unique<FailingStore>(*disk_);
    Put("sample_1_9_0");
    Start(*store_);
    (*store_).*GetParam() = true;
  }

  std::unique_ptr<FailingStore> store_;
};

INSTANTIATE_TEST_SUITE_P(WhatDoesNotFit, FullDiskTest,
                         ::testing::Values(&FailingStore::full, &FailingStore::full_for_files));

TEST_P(FullDiskTest, LeavesTheOldVersionServingAndSaysTheCauseUntilThereIsRoom) {
  Put("sample_1_10_0");
  EXPECT_FALSE(catalog_->LookForChanges().ok());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.9.0")));
  EXPECT_THAT(catalog_->List()[0].causes, ElementsAre(HasSubstr("No space left on device; put that right and rescan")));
  (*store_).*GetParam() = false;
  ASSERT_EQ(catalog_->Rescan(), absl::OkStatus());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.10.0")));
  store_->full = true;
  EXPECT_FALSE(catalog_->RollBack("sample").ok());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.10.0")));
}

TEST_P(FullDiskTest, LeavesWhatServesWhereItIsUploadedAgainOrGetsOtherParameters) {
  EXPECT_EQ(Upload("sample_1_9_0", "again.so").ok(), !store_->full) << "its bytes are kept already";
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.9.0")));
  store_->full = store_->full_for_files = false;
  LookForChanges();
  store_->full = true;
  Put("sample_1_10_0");
  parameters_ = deployment::ParameterValues{{"sample.limit", 7}};
  EXPECT_FALSE(catalog_->Rescan().ok());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.9.0")));
  EXPECT_EQ(LimitOf("sample"), 100);
}

TEST_P(FullDiskTest, KeepsNothingFromServingThatServedBeforeTheRestart) {
  Put("other_1_0_0", "other.so");
  End();
  Start(*store_);
  EXPECT_THAT(Published(), Contains(Pair("sample", "1.9.0")));
  EXPECT_EQ(listener_.not_remembered.ok(), !store_->full) << "without its bytes a file is refused, and not to remember";
  store_->full = store_->full_for_files = false;
  ASSERT_EQ(catalog_->Rescan(), absl::OkStatus());
  Restart();
  EXPECT_THAT(Published(), ElementsAre(Pair("other", "1.0.0"), Pair("sample", "1.9.0")));
}

TEST_F(PluginCatalogTest, AStateThatIsAsItWasRemembersItselfWithoutWriting) {
  Put("sample_1_9_0");
  Restart();
  FailingStore store(*disk_);
  store.full = true;
  Start(store);
  EXPECT_EQ(listener_.not_remembered, absl::OkStatus());
  LookForChanges();
}

TEST_F(PluginCatalogTest, WhatWasNotTakenIsNotRememberedEither) {
  Put("sample_1_9_0");
  Restart();
  FailingStore store(*disk_);
  Put("sample_1_10_0");
  Start(store);
  store.fails_late = true;
  EXPECT_FALSE(catalog_->RollBack("sample").ok());
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.10.0")));
  store.fails_late = false;
  LookForChanges();
  Restart();
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.10.0")));
}

TEST_F(PluginCatalogTest, AStateThatCannotBeWrittenLetsTheDirectoryBeFollowedAndRefusesOperators) {
  FailingStore store(memory_);
  store.writable = absl::FailedPreconditionError("the state directory cannot be written");
  Put("sample_1_9_0");
  Start(store);
  Put("sample_1_10_0");
  LookForChanges();
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.10.0")));
  EXPECT_EQ(catalog_->RollBack("sample"), store.writable);
  EXPECT_EQ(Upload("other_1_0_0", "other.so").status(), store.writable);
}

}  // namespace
}  // namespace connection_advisor::lifecycle
