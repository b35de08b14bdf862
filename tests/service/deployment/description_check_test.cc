#include "service/deployment/description_check.h"

#include <functional>
#include <string>

#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/service/deployment/valid_image.h"

namespace connection_advisor::deployment {
namespace {

using image::v1::PlatformImage;
using image::v1::PluginImage;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

PluginImage Valid() { return ValidImage("linkedin"); }

TEST(DescriptionCheckTest, FindsNothingWrongWithTheBundledPlugins) {
  for (const char* plugin : {"linkedin", "twitter", "facebook"}) {
    EXPECT_THAT(CheckDescription(ValidImage(plugin)), IsEmpty()) << plugin;
  }
}

// What no plugin can bring about, since the compiler's own tables stand between: only a forged image can. The rest is
// tested with plugins, in tests/hostile.
TEST(DescriptionCheckTest, FindsWhatOnlyAForgerCanHaveMade) {
  const struct {
    std::function<void(PlatformImage&)> forge;
    const char* cause;
  } rows[] = {
      {[](PlatformImage& image) { image.mutable_rules(3)->set_outcome(static_cast<image::v1::OutcomeImage>(77)); },
       "it has no outcome"},
      {[](PlatformImage& image) { image.mutable_rules(3)->clear_outcome(); }, "it has no outcome"},
      {[](PlatformImage& image) { image.mutable_facts(0)->set_kind(static_cast<image::v1::FactImageKind>(9)); },
       "it has 0 values; 2 to 64 are allowed"},
      {[](PlatformImage& image) { image.mutable_facts(0)->set_assumption(0xFFFFFFFF); },
       "its assumption is the value with index 4294967295"},
      {[](PlatformImage& image) { image.mutable_facts(2)->add_values("MORE"); }, "it lists values and is no choice"},
      {[](PlatformImage& image) { image.mutable_facts(2)->add_cut_points(7); }, "it has cut points and is no integer"},
      {[](PlatformImage& image) {
         for (int i = 0; i < 200'000; ++i) image.mutable_facts(2)->add_values("");
       },
       "it has 200000 values listed; 0 to 64 are allowed"},
      {[](PlatformImage& image) { image.mutable_examples(0)->set_rule(1000); }, "it names no rule"},
      {[](PlatformImage& image) { image.mutable_examples(0)->set_verdict(static_cast<image::v1::OutcomeImage>(-3)); },
       "it has no verdict"},
      {[](PlatformImage& image) { image.mutable_examples(0)->mutable_facts(0)->set_fact(0xFFFFFFFF); },
       "it states a fact that the platform does not list"},
      {[](PlatformImage& image) { image.mutable_examples(1)->set_name(image.examples(0).name()); },
       "its name stands twice"},
      {[](PlatformImage& image) { image.mutable_parameters(0)->set_value(-1); }, "its value is -1, out of its range"},
      {[](PlatformImage& image) { image.mutable_rules(5)->set_otherwise(true); }, "it has no condition"},
      {[](PlatformImage& image) { image.clear_when_connect(); }, "when_connect: the summary is empty"},
      {[](PlatformImage& image) { image.set_display_name("\n"); }, "the display name is empty"},
      {[](PlatformImage& image) { image.mutable_rules(3)->set_summary("a\xff"); }, "is not valid UTF-8 at byte 1"},
  };
  for (const auto& row : rows) {
    PluginImage image = Valid();
    row.forge(*image.mutable_platforms(0));
    EXPECT_THAT(absl::StrJoin(CheckDescription(image), "\n"), HasSubstr(row.cause));
  }
}

TEST(DescriptionCheckTest, NamesEveryMistakeAtOnce) {
  PluginImage image = Valid();
  image.set_name("");
  image.set_version("one");
  image.mutable_platforms(0)->set_purpose("");
  image.mutable_platforms(0)->mutable_rules(4)->set_summary("{nothing}");
  EXPECT_THAT(CheckDescription(image), SizeIs(4));
}

TEST(DescriptionCheckTest, LooksNotAtEachRowOfManyThousands) {
  PluginImage image = Valid();
  for (int i = 0; i < 200'000; ++i) image.mutable_platforms(0)->add_rules();
  EXPECT_THAT(CheckDescription(image), SizeIs(1));
  image = Valid();
  for (int i = 0; i < 200'000; ++i) image.add_platforms();
  EXPECT_THAT(CheckDescription(image), SizeIs(1));
}

// An example of two bytes a fact, and a cause for each of them.
TEST(DescriptionCheckTest, SaysNoMoreThanIsOfUse) {
  PluginImage image = Valid();
  image::v1::ExampleImage* example = image.mutable_platforms(0)->add_examples();
  example->set_name(std::string(8000, 'x'));
  for (int i = 0; i < 128; ++i) example->add_facts();
  for (int i = 0; i < 2000; ++i) *image.mutable_platforms(0)->add_examples() = *example;
  while (image.platforms_size() < 10) *image.add_platforms() = image.platforms(0);
  EXPECT_LT(CheckDescription(image).size(), 2000u);
}

TEST(DescriptionCheckTest, CutsNamesThatNoIdIsAsLongAs) {
  PluginImage image = Valid();
  image.mutable_platforms(0)->mutable_rules(3)->set_id(std::string(1 << 20, 'x'));
  for (const std::string& cause : CheckDescription(image)) EXPECT_LT(cause.size(), 2100u);
}

TEST(DescriptionCheckTest, SaysEverythingFitToPrint) {
  PluginImage image = Valid();
  image.set_name("\x1b[2J");
  image.mutable_platforms(0)->set_id("link\ned");
  for (const std::string& cause : CheckDescription(image)) {
    EXPECT_EQ(cause.find_first_of("\x1b\n"), std::string::npos) << cause;
  }
}

}  // namespace
}  // namespace connection_advisor::deployment
