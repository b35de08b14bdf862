// What the system was short of: descriptors, or memory, for want of which it kills the compiler. It may have them
// again.
#include <sys/resource.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/service/lifecycle/breakable_compiler.h"
#include "tests/service/lifecycle/plugin_catalog_fixture.h"

namespace connection_advisor::lifecycle {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

// What changed just now is looked at again in any case.
constexpr std::chrono::milliseconds kUntilStampsCount(3'100);

// The system gives a process so many descriptors and no more.
class DescriptorLimit {
 public:
  explicit DescriptorLimit(size_t more) {
    getrlimit(RLIMIT_NOFILE, &before_);
    rlimit lowered = before_;
    const auto open = std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
    lowered.rlim_cur = static_cast<rlim_t>(open) + more;
    setrlimit(RLIMIT_NOFILE, &lowered);
  }
  DescriptorLimit(const DescriptorLimit&) = delete;
  ~DescriptorLimit() { setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_;
};

TEST_F(PluginCatalogTest, AFileThatTheSystemHadNoDescriptorForIsTriedAgain) {
  Put("sample_1_9_0");
  Start();
  Put("sample_1_10_0");
  std::this_thread::sleep_for(kUntilStampsCount);
  {
    const DescriptorLimit limit(0);
    EXPECT_EQ(catalog_->LookForChanges().code(), absl::StatusCode::kUnavailable);
  }
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.9.0")));
  EXPECT_THAT(catalog_->List()[1].causes,
              ElementsAre(HasSubstr("Too many open files"), HasSubstr("a rescan tries it at once")));
  LookForChanges();
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.10.0")));
}

TEST_F(PluginCatalogTest, AKilledCompilerLeavesTheOldVersionServingAndTheNewOneIsTriedAgain) {
  BreakableCompiler compiler(options_);
  Put("sample_1_9_0");
  Start();
  const auto pinned = published_.Pin();
  compiler.BeKilled();
  Put("sample_1_10_0");
  std::this_thread::sleep_for(kUntilStampsCount);
  EXPECT_EQ(catalog_->LookForChanges().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(published_.Pin(), pinned);
  EXPECT_EQ(catalog_->List()[0].state, PluginState::kServing);
  EXPECT_EQ(catalog_->List()[1].state, PluginState::kRefused);
  EXPECT_THAT(catalog_->List()[1].causes,
              ElementsAre(HasSubstr("the compiler was killed, by the system or by somebody, while"),
                          HasSubstr("it is tried again, and a rescan tries it at once")));
  compiler.Mend();
  LookForChanges();
  EXPECT_THAT(Published(), ElementsAre(Pair("sample", "1.10.0")));
}

TEST_F(PluginCatalogTest, WhatTheStoreAloneHasIsTriedAgainWhereItsCompilerWasKilled) {
  BreakableCompiler compiler(options_);
  Restart();
  ASSERT_TRUE(Upload("sample_1_0_0", "upload.so").ok());
  RemoveImages();
  compiler.BeKilled();
  Restart();
  EXPECT_FALSE(catalog_->LookForChanges().ok());
  compiler.Mend();
  LookForChanges();
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
  EXPECT_EQ(LimitOf("sample"), 7);
}

}  // namespace
}  // namespace connection_advisor::lifecycle
