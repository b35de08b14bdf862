// The server's judgement of an image that nobody vouches for.
#include <google/protobuf/util/json_util.h>

#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/advice/advise.h"
#include "service/deployment/deploy.h"
#include "service/platform/published_platforms.h"
#include "tests/service/deployment/valid_image.h"

namespace connection_advisor::deployment {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using image::v1::PluginImage;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Clock = std::chrono::steady_clock;

class Random {
 public:
  explicit Random(uint32_t seed) : random_(seed) {}
  uint32_t Below(uint32_t bound) { return static_cast<uint32_t>(random_() % bound); }
  // Numbers as they go wrong: near the right one, at an end, or anywhere.
  int64_t Near(int64_t number) {
    constexpr int64_t kEnds[] = {0, -1, 1, 0x7FFFFFFF, -0x80000000LL, 255, 256, 64, 128};
    switch (Below(3)) {
      case 0:
        return number + static_cast<int64_t>(Below(7)) - 3;
      case 1:
        return kEnds[Below(std::size(kEnds))];
      default:
        return static_cast<int32_t>(random_());
    }
  }

 private:
  std::mt19937 random_;
};

// Changes one field somewhere in the message: sets, clears, repeats, removes or exchanges.
class Mutator {
 public:
  explicit Mutator(uint32_t seed) : random_(seed) {}

  void Mutate(Message& message) {
    const Reflection& reflection = *message.GetReflection();
    std::vector<const FieldDescriptor*> fields;
    for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
      fields.push_back(message.GetDescriptor()->field(i));
    }
    const FieldDescriptor* field = fields[random_.Below(static_cast<uint32_t>(fields.size()))];
    if (field->is_repeated()) {
      MutateRepeated(message, reflection, field);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      if (random_.Below(20) == 0) {
        reflection.ClearField(&message, field);
      } else {
        Mutate(*reflection.MutableMessage(&message, field));
      }
    } else {
      MutateSingular(message, reflection, field);
    }
  }

 private:
  void MutateRepeated(Message& message, const Reflection& reflection, const FieldDescriptor* field) {
    const int size = reflection.FieldSize(message, field);
    const int index = size == 0 ? -1 : static_cast<int>(random_.Below(static_cast<uint32_t>(size)));
    const uint32_t kind = random_.Below(10);
    if (index < 0 || kind == 0) return;
    if (kind == 1) return reflection.RemoveLast(&message, field);
    const int other = static_cast<int>(random_.Below(static_cast<uint32_t>(size)));
    if (kind == 2) return reflection.SwapElements(&message, field, index, other);
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        if (kind == 3) {
          reflection.AddMessage(&message, field)->CopyFrom(reflection.GetRepeatedMessage(message, field, index));
        } else {
          Mutate(*reflection.MutableRepeatedMessage(&message, field, index));
        }
        break;
      case FieldDescriptor::CPPTYPE_STRING:
        reflection.SetRepeatedString(&message, field, index, "X");
        break;
      case FieldDescriptor::CPPTYPE_UINT32:
        reflection.SetRepeatedUInt32(
            &message, field, index,
            static_cast<uint32_t>(random_.Near(reflection.GetRepeatedUInt32(message, field, index))));
        break;
      default:
        reflection.SetRepeatedInt32(
            &message, field, index,
            static_cast<int32_t>(random_.Near(reflection.GetRepeatedInt32(message, field, index))));
    }
  }

  void MutateSingular(Message& message, const Reflection& reflection, const FieldDescriptor* field) {
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        reflection.SetString(&message, field, random_.Below(2) == 0 ? "" : "connected");
        break;
      case FieldDescriptor::CPPTYPE_BOOL:
        reflection.SetBool(&message, field, !reflection.GetBool(message, field));
        break;
      case FieldDescriptor::CPPTYPE_ENUM:
        reflection.SetEnumValue(&message, field, static_cast<int>(random_.Below(9)));
        break;
      case FieldDescriptor::CPPTYPE_UINT32:
        reflection.SetUInt32(&message, field,
                             static_cast<uint32_t>(random_.Near(reflection.GetUInt32(message, field))));
        break;
      default:
        reflection.SetInt32(&message, field, static_cast<int32_t>(random_.Near(reflection.GetInt32(message, field))));
    }
  }

  Random random_;
};

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

TEST(VerifyImageTest, SaysNoMoreThanAReaderCanBear) {
  PluginImage image = ValidImage("linkedin");
  for (auto& rule : *image.mutable_platforms(0)->mutable_rules()) rule.set_summary("");
  while (image.platforms(0).rules_size() < 500) *image.mutable_platforms(0)->add_rules() = image.platforms(0).rules(3);
  const PluginOutcome outcome = Verify(image);
  ASSERT_EQ(outcome.causes.size(), kMaxCauses);
  EXPECT_THAT(outcome.causes.back(), ::testing::ContainsRegex("^and [0-9]+ more$"));
}

TEST(VerifyImageTest, SurvivesEveryChangeOfAField) {
  constexpr uint32_t kMutations = 2500;
  uint32_t passed = 0;
  for (uint32_t seed = 0; seed < kMutations; ++seed) {
    PluginImage image = ValidImage(seed % 2 == 0 ? "linkedin" : "facebook");
    Mutator mutator(seed);
    for (uint32_t change = 0; change < 1 + seed % 3; ++change) mutator.Mutate(image);
    const PluginOutcome outcome = VerifyImage(image, image.sha256(), Clock::now() + std::chrono::minutes(1));
    ASSERT_EQ(outcome.refused(), outcome.platforms.empty()) << seed;
    if (outcome.refused()) continue;
    ++passed;
    Interview(outcome, seed);
  }
  // Both happen, or this tests nothing.
  EXPECT_GT(passed, kMutations / 100);
  EXPECT_LT(passed, kMutations * 9 / 10);
}

TEST(VerifyImageTest, SurvivesEveryChangeOfABit) {
  const std::string whole = ValidImage("linkedin").SerializeAsString();
  constexpr uint32_t kMutations = 2500;
  uint32_t parsed = 0;
  for (uint32_t seed = 0; seed < kMutations; ++seed) {
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
    if (!outcome.refused()) Interview(outcome, seed);
  }
  EXPECT_GT(parsed, kMutations / 20);
}

}  // namespace
}  // namespace connection_advisor::deployment
