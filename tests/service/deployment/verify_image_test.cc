// The server's judgement of an image that nobody vouches for.
#include <google/protobuf/util/json_util.h>

#include <chrono>
#include <iostream>
#include <string>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/advice/advise.h"
#include "service/deployment/deploy.h"
#include "service/platform/published_platforms.h"
#include "tests/fuzz/image_mutator.h"
#include "tests/fuzz/mutation_count.h"
#include "tests/generated/platform.h"
#include "tests/service/deployment/valid_image.h"

namespace connection_advisor::deployment {
namespace {

using fuzz::MutationCount;
using fuzz::Random;
using image::v1::PluginImage;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Clock = std::chrono::steady_clock;

// Asks the platforms of an outcome a number of things; what they say is not judged, only that they live to say it.
void Interview(const PluginOutcome& outcome, uint32_t seed) {
  const platform::PlatformSet set(outcome.platforms);
  Random random(seed);
  advice::Workspace workspace;
  for (const auto& platform : outcome.platforms) {
    v1::GetPlatformRequest get;
    get.set_platform(platform->id);
    v1::GetPlatformResponse description;
    EXPECT_TRUE(advice::GetPlatform(set, get, &description).ok());
    for (int request_number = 0; request_number < 20; ++request_number) {
      v1::AdviseRequest request;
      request.set_platform(platform->id);
      request.set_view(random.Below(2) == 0 ? v1::ADVICE_VIEW_BASIC : v1::ADVICE_VIEW_FULL);
      for (const platform::Fact& fact : platform->facts) {
        const uint32_t value = random.Below(static_cast<uint32_t>(fact.values.size()) * 2);
        if (value >= fact.values.size()) continue;
        (*request.mutable_facts()->mutable_fields())[fact.id].set_string_value(fact.values[value]);
      }
      v1::Advice advice;
      const absl::Status status = advice::Advise(set, request, workspace, &advice);
      EXPECT_TRUE(status.ok() ? !advice.headline().empty() : absl::IsInvalidArgument(status)) << status;
    }
  }
}

PluginOutcome Verify(const PluginImage& image) {
  return VerifyImage(image, ValidImage("linkedin").sha256(), Clock::now() + std::chrono::minutes(1));
}

TEST(VerifyImageTest, TakesWhatTheCompilerMade) {
  for (const char* plugin : {"linkedin", "twitter", "facebook"}) {
    const PluginImage& image = ValidImage(plugin);
    const PluginOutcome outcome = VerifyImage(image, image.sha256(), Clock::now() + std::chrono::minutes(1));
    EXPECT_THAT(outcome.causes, IsEmpty());
    ASSERT_EQ(outcome.platforms.size(), 1u);
    EXPECT_EQ(outcome.plugin.sha256, image.sha256());
    EXPECT_TRUE(outcome.platforms[0]->knowledge.has_value());
    Interview(outcome, 1);
  }
}

TEST(VerifyImageTest, RefusesTheImageOfAnotherFile) {
  EXPECT_THAT(Verify(ValidImage("twitter")).causes, ElementsAre("its image is that of another file"));
  PluginImage image = ValidImage("linkedin");
  image.clear_sha256();
  EXPECT_THAT(Verify(image).causes, ElementsAre("its image is that of another file"));
}

TEST(VerifyImageTest, RefusesWhatItHasNoTimeToProve) {
  const PluginImage& image = ValidImage("linkedin");
  const PluginOutcome outcome = VerifyImage(image, image.sha256(), Clock::now() - std::chrono::seconds(1));
  ASSERT_TRUE(outcome.refused());
  EXPECT_THAT(outcome.causes[0], HasSubstr("time was up"));
  EXPECT_THAT(outcome.platforms, IsEmpty());
}

// A platform that any one of its facts decides: every set of those known to be false is a state of knowledge.
generated::Rows AnyOf(uint8_t facts, const std::string& platform) {
  generated::Rows rows;
  rows.platform = platform;
  generated::Condition any;
  for (uint32_t fact = 0; fact < facts; ++fact) {
    rows.facts.push_back({.id = platform + ".fact_" + std::to_string(fact)});
    any.push_back({generated::Literal{fact, 0b10}});
  }
  rows.rules = {{.id = "any", .outcome = generated::Outcome::kConnect, .condition = any},
                {.id = "none", .outcome = generated::Outcome::kDecline}};
  rows.examples = {{0, generated::Outcome::kConnect, generated::Values(facts, 1)},
                   {1, generated::Outcome::kDecline, generated::Values(facts, 0)}};
  return rows;
}

// Eight platforms, each with an eighth of the steps of a table, and a little more.
constexpr uint8_t kFactsOfAnEighth = 16;
constexpr int kEighths = 8;

PluginImage EightPlatforms() {
  PluginImage image;
  for (int platform = 0; platform < kEighths; ++platform) {
    const auto one = generated::ImageOf(AnyOf(kFactsOfAnEighth, "part_" + std::to_string(platform)));
    EXPECT_TRUE(one.ok()) << one.status();
    if (one.ok()) image.MergeFrom(*one);
  }
  return image;
}

TEST(VerifyImageTest, LetsThePlatformsOfAPluginShareTheStepsOfTheirTables) {
  const PluginOutcome outcome = generated::Verified(EightPlatforms());
  EXPECT_THAT(outcome.causes, IsEmpty());
  ASSERT_EQ(outcome.platforms.size(), static_cast<size_t>(kEighths));
  uint64_t steps = 0;
  uint32_t tables = 0;
  for (const auto& platform : outcome.platforms) {
    if (!platform->knowledge) continue;
    ++tables;
    steps += uint64_t{platform->knowledge->state_count()} * kFactsOfAnEighth * 2;
  }
  EXPECT_EQ(tables, static_cast<uint32_t>(kEighths - 1));
  EXPECT_LE(steps, platform::KnowledgeLimits().max_steps);
  EXPECT_FALSE(outcome.platforms.back()->knowledge.has_value()) << "the last one declared";
}

TEST(VerifyImageTest, RefusesWhatItHasNoTimeToTabulate) {
  const PluginImage image = EightPlatforms();
  // However fast the machine: with little time another stage runs out of it, with much none.
  for (auto time = std::chrono::milliseconds(1); time < std::chrono::minutes(1); time *= 2) {
    const PluginOutcome outcome = VerifyImage(image, image.sha256(), Clock::now() + time);
    ASSERT_TRUE(outcome.refused()) << "it had " << time.count() << " ms";
    EXPECT_THAT(outcome.platforms, IsEmpty());
    EXPECT_THAT(outcome.causes[0], HasSubstr("time was up"));
    if (absl::StrContains(outcome.causes[0], "before the order of its questions")) return;
  }
  FAIL() << "no stage but others ran out of time";
}

TEST(VerifyImageTest, SaysNoMoreThanAReaderCanBear) {
  PluginImage image = ValidImage("linkedin");
  for (auto& rule : *image.mutable_platforms(0)->mutable_rules()) rule.set_summary("");
  while (image.platforms(0).rules_size() < 500) *image.mutable_platforms(0)->add_rules() = image.platforms(0).rules(3);
  const PluginOutcome outcome = Verify(image);
  ASSERT_EQ(outcome.causes.size(), kMaxCauses);
  EXPECT_THAT(outcome.causes.back(), ::testing::ContainsRegex("^and [0-9]+ more$"));
}

// Of a long run's mutations, each of the two tests here takes one in twenty.
constexpr uint32_t kPer = 20;

TEST(VerifyImageTest, SurvivesEveryChangeOfAField) {
  const uint32_t mutations = MutationCount(2500, kPer);
  uint32_t passed = 0;
  for (uint32_t seed = 0; seed < mutations; ++seed) {
    PluginImage image = ValidImage(seed % 2 == 0 ? "linkedin" : "facebook");
    Random random(seed);
    for (uint32_t change = 0; change < 1 + seed % 3; ++change) fuzz::MutateMessage(image, random);
    const PluginOutcome outcome = VerifyImage(image, image.sha256(), Clock::now() + std::chrono::minutes(1));
    ASSERT_EQ(outcome.refused(), outcome.platforms.empty()) << seed;
    if (outcome.refused()) continue;
    ++passed;
    Interview(outcome, seed);
  }
  // Both happen, or this tests nothing.
  EXPECT_GT(passed, mutations / 100);
  EXPECT_LT(passed, mutations * 9 / 10);
  std::cout << mutations << " images with other fields: " << passed << " passed\n";
}

TEST(VerifyImageTest, SurvivesEveryChangeOfABit) {
  const std::string whole = ValidImage("linkedin").SerializeAsString();
  const uint32_t mutations = MutationCount(2500, kPer);
  uint32_t parsed = 0;
  uint32_t passed = 0;
  for (uint32_t seed = 0; seed < mutations; ++seed) {
    std::string bytes = whole;
    Random random(seed);
    for (uint32_t flip = 0; flip < 1 + seed % 4; ++flip) {
      const uint32_t at = random.Below(static_cast<uint32_t>(bytes.size()));
      bytes[at] = static_cast<char>(bytes[at] ^ 1 << random.Below(8));
    }
    PluginImage image;
    if (!image.ParseFromString(bytes)) continue;
    ++parsed;
    const PluginOutcome outcome = VerifyImage(image, image.sha256(), Clock::now() + std::chrono::minutes(1));
    ASSERT_EQ(outcome.refused(), outcome.platforms.empty()) << seed;
    if (outcome.refused()) continue;
    ++passed;
    Interview(outcome, seed);
  }
  EXPECT_GT(parsed, mutations / 20);
  std::cout << mutations << " images with other bits: " << parsed << " parsed, " << passed << " passed\n";
}

}  // namespace
}  // namespace connection_advisor::deployment
