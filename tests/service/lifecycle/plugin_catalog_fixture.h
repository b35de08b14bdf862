// A catalog over a plugin directory of its own, with the real compiler and the sample plugins.
#ifndef TESTS_SERVICE_LIFECYCLE_PLUGIN_CATALOG_FIXTURE_H_
#define TESTS_SERVICE_LIFECYCLE_PLUGIN_CATALOG_FIXTURE_H_

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gtest/gtest.h"
#include "service/deployment/deploy.h"
#include "service/deployment/plugin_file.h"
#include "service/lifecycle/memory_store.h"
#include "service/lifecycle/plugin_catalog.h"
#include "service/lifecycle/state_directory.h"
#include "service/platform/published_platforms.h"
#include "tests/scratch_directory.h"

namespace connection_advisor::lifecycle {

class PluginCatalogTest : public ::testing::Test {
 protected:
  class Listener final : public CatalogListener {
   public:
    void Changed(const std::vector<PluginVersion>&, const std::vector<PluginVersion>& changed) override {
      told.insert(told.end(), changed.begin(), changed.end());
    }
    void ShadowEnded(const ShadowReport&) override {}
    void NotRemembered(const absl::Status& why) override { not_remembered = why; }
    std::vector<PluginVersion> told;
    absl::Status not_remembered;
  };

  PluginCatalogTest() {
    options_.directory = plugins_.path();
    options_.deploy.compiler = CONNECTION_ADVISOR_COMPILER;
    options_.deploy.limits.timeout = std::chrono::minutes(1);
    options_.parameters = [this](const Platforms& known) {
      known_.clear();
      for (const auto& platform : known) known_.push_back(platform->plugin.version);
      return parameters_;
    };
  }

  void Put(const std::string& sample, const std::string& as = "sample.so") const {
    std::filesystem::copy_file(Sample(sample), plugins_ / as, std::filesystem::copy_options::overwrite_existing);
  }
  absl::StatusOr<PluginVersion> Upload(const std::string& sample, const std::string& as) {
    return catalog_->Upload(Opened(sample), as, "");
  }
  absl::StatusOr<PluginPreview> Preview(const std::string& sample, const std::string& as = "sample.so") {
    return catalog_->Preview(Opened(sample), as, "");
  }

  absl::Status TryToStart(VersionStore& store) {
    catalog_ = std::make_unique<PluginCatalog>(options_, store, published_, listener_);
    return catalog_->Start();
  }
  void Start(VersionStore& store) { ASSERT_EQ(TryToStart(store), absl::OkStatus()); }
  void Start() { Start(memory_); }
  // A process that begins with what the one before left.
  void Restart() { ASSERT_EQ(TryToRestart(), absl::OkStatus()); }
  absl::Status TryToRestart() {
    End();
    OpenDisk();
    return TryToStart(*disk_);
  }
  void End() {
    catalog_.reset();
    published_.Publish(std::make_shared<const platform::PlatformSet>());
  }
  void OpenDisk() {
    disk_.reset();  // its lock first
    disk_ = StateDirectory::Open(state_).value();
  }
  // So that what the store has must be compiled again.
  void RemoveImages() const {
    for (const auto& image : std::filesystem::directory_iterator(state_ / "images")) std::filesystem::remove(image);
  }
  void LookForChanges() { ASSERT_EQ(catalog_->LookForChanges(), absl::OkStatus()); }

  // The version of each platform that answers requests.
  std::map<std::string, std::string> Published() const {
    std::map<std::string, std::string> versions;
    for (const auto& platform : published_.Pin()->platforms()) versions[platform->id] = platform->plugin.version;
    return versions;
  }
  // The number that the one parameter of a sample has.
  int32_t LimitOf(const std::string& platform) const {
    return published_.Pin()->Find(platform)->parameters.at(0).value;
  }
  PluginVersion Of(const std::string& file) const {
    for (const PluginVersion& version : catalog_->List()) {
      if (version.file == file) return version;
    }
    ADD_FAILURE() << file;
    return {};
  }

  const ScratchDirectory plugins_;
  const ScratchDirectory scratch_;
  const std::filesystem::path state_ = scratch_ / "state";
  platform::PublishedPlatforms published_;
  Listener listener_;
  absl::StatusOr<deployment::ParameterValues> parameters_ = deployment::ParameterValues();
  std::vector<std::string> known_;  // the versions that they were last checked against
  CatalogOptions options_;
  MemoryStore memory_;
  std::unique_ptr<StateDirectory> disk_;
  std::unique_ptr<PluginCatalog> catalog_;

 private:
  static std::filesystem::path Sample(const std::string& sample) {
    return std::filesystem::path(SAMPLE_VERSIONS) / (sample + ".so");
  }
  static deployment::PluginFile Opened(const std::string& sample) {
    return deployment::PluginFile::Copy(Sample(sample), deployment::Permissions::kUnchecked).value();
  }
};

}  // namespace connection_advisor::lifecycle

#endif  // TESTS_SERVICE_LIFECYCLE_PLUGIN_CATALOG_FIXTURE_H_
