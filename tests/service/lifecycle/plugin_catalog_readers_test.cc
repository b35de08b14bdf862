// One thread swaps, others pin: whoever pins sees one version whole. For ThreadSanitizer, too.
#include <atomic>
#include <chrono>
#include <future>
#include <string>
#include <thread>

#include "gtest/gtest.h"
#include "tests/service/lifecycle/breakable_compiler.h"
#include "tests/service/lifecycle/plugin_catalog_fixture.h"

namespace connection_advisor::lifecycle {
namespace {

TEST_F(PluginCatalogTest, ReadersSeeOneVersionWholeWhateverIsSwapped) {
  Put("sample_1_9_0", "a.so");
  Put("sample_1_10_0", "b.so");
  Start();
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

TEST_F(PluginCatalogTest, WhatStandsByIsActivatedWhileACompilerIsAtWork) {
  BreakableCompiler compiler(options_);
  Put("sample_1_9_0", "a.so");
  Put("sample_1_10_0", "b.so");
  Start();
  compiler.Wait();
  Put("sample_1_11_0", "c.so");
  std::future<absl::Status> scan = std::async(std::launch::async, [&] { return catalog_->LookForChanges(); });
  while (catalog_->List().size() < 3) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  std::future<absl::Status> activation =
      std::async(std::launch::async, [&] { return catalog_->Activate("sample", "1.9.0"); });
  EXPECT_EQ(activation.wait_for(std::chrono::seconds(10)), std::future_status::ready);
  EXPECT_EQ(published_.Pin()->Find("sample")->plugin.version, "1.9.0");
  compiler.GoOn();
  EXPECT_EQ(activation.get(), absl::OkStatus());
  EXPECT_EQ(scan.get(), absl::OkStatus());
}

}  // namespace
}  // namespace connection_advisor::lifecycle
