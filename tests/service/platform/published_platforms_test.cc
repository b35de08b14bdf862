#include "service/platform/published_platforms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <string>
#include <thread>

namespace connection_advisor::platform {
namespace {

std::shared_ptr<const Platform> Named(const std::string& id, uint32_t significance = 0) {
  auto platform = std::make_shared<Platform>();
  platform->id = id;
  platform->significance = significance;
  return platform;
}

TEST(PlatformSetTest, HoldsPlatformsByAscendingId) {
  const PlatformSet set({Named("twitter"), Named("facebook"), Named("linkedin")});
  EXPECT_EQ(set.Ids(), "facebook, linkedin, twitter");
  ASSERT_EQ(set.platforms().size(), 3u);
  EXPECT_EQ(set.platforms()[1]->id, "linkedin");
}

TEST(PlatformSetTest, FindsById) {
  const PlatformSet set({Named("twitter"), Named("facebook"), Named("linkedin")});
  for (const char* id : {"facebook", "linkedin", "twitter"}) {
    ASSERT_NE(set.Find(id), nullptr) << id;
    EXPECT_EQ(set.Find(id)->id, id);
  }
  for (const char* id : {"", "a", "facebook2", "faceboo", "Facebook", "linkedin ", "zzz"}) {
    EXPECT_EQ(set.Find(id), nullptr) << id;
  }
}

TEST(PlatformSetTest, MayBeEmpty) {
  const PlatformSet none;
  EXPECT_EQ(none.Find("linkedin"), nullptr);
  EXPECT_EQ(none.Ids(), "");
}

TEST(PublishedPlatformsTest, BeginsEmpty) {
  const PublishedPlatforms published;
  ASSERT_NE(published.Pin(), nullptr);
  EXPECT_TRUE(published.Pin()->platforms().empty());
}

TEST(PublishedPlatformsTest, APinKeepsItsSetToItsEnd) {
  PublishedPlatforms published;
  std::weak_ptr<const Platform> old;
  {
    auto platform = Named("linkedin", 1);
    old = platform;
    published.Publish(std::make_shared<const PlatformSet>(std::vector{std::move(platform)}));
  }
  auto pin = published.Pin();
  published.Publish(std::make_shared<const PlatformSet>(std::vector{Named("linkedin", 2)}));
  EXPECT_EQ(pin->Find("linkedin")->significance, 1u);
  EXPECT_EQ(published.Pin()->Find("linkedin")->significance, 2u);
  EXPECT_FALSE(old.expired());
  pin.reset();
  EXPECT_TRUE(old.expired()) << "a set dies with its last pin";
}

// Each published set has one version of two platforms. Whoever pins sees one version, never an older one than before.
TEST(PublishedPlatformsTest, ReadersSeeWholeSetsWhileOthersPublish) {
  constexpr uint32_t kVersions = 5000;
  PublishedPlatforms published;
  const auto publish = [&](uint32_t version) {
    published.Publish(
        std::make_shared<const PlatformSet>(std::vector{Named("linkedin", version), Named("twitter", version)}));
  };
  publish(1);
  std::atomic<uint32_t> mistakes = 0;
  std::vector<std::thread> readers;
  for (int reader = 0; reader < 4; ++reader) {
    readers.emplace_back([&] {
      for (uint32_t seen = 0; seen < kVersions;) {
        const auto pin = published.Pin();
        const uint32_t version = pin->Find("linkedin")->significance;
        if (version < seen || pin->Find("twitter")->significance != version) ++mistakes;
        seen = version;
      }
    });
  }
  for (uint32_t version = 2; version <= kVersions; ++version) publish(version);
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(mistakes, 0u);
}

}  // namespace
}  // namespace connection_advisor::platform
