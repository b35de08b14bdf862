// What bytes come to in memory is known, and bounded, before anything is made of them.
#include "service/deployment/bounded_parse.h"

#include <google/protobuf/util/message_differencer.h>

#include <iostream>
#include <ostream>
#include <string>

#include "connection_advisor/image/v1/plugin_image.pb.h"
#include "connection_advisor/plugin_abi.h"
#include "gtest/gtest.h"
#include "service/deployment/assembly.h"
#include "tests/fuzz/image_mutator.h"
#include "tests/service/deployment/valid_image.h"

namespace connection_advisor::deployment {

void PrintTo(Parsed parsed, std::ostream* out) {
  *out << (parsed == Parsed::kWhole ? "kWhole" : parsed == Parsed::kTooLarge ? "kTooLarge" : "kMalformed");
}

namespace {

using fuzz::Random;
using image::v1::CompilerMessage;
using image::v1::PlatformImage;
using image::v1::PluginImage;

std::string Repeated(const std::string& bytes, size_t times) {
  std::string all;
  all.reserve(bytes.size() * times);
  while (times-- > 0) all += bytes;
  return all;
}

// A length-delimited field.
std::string Field(int number, const std::string& bytes) {
  std::string size;
  for (size_t left = bytes.size(); size.empty() || left > 0; left >>= 7) {
    size += static_cast<char>((left & 0x7F) | (left > 0x7F ? 0x80 : 0));
  }
  return static_cast<char>(number << 3 | 2) + size + bytes;
}

PluginImage ImageOfPlatform(const std::string& platform) {
  PluginImage image;
  EXPECT_TRUE(image.add_platforms()->ParseFromString(platform));
  return image;
}

// The fields of a plugin's image, of a platform and of what stands in it.
constexpr int kPlatforms = 4;
constexpr int kFacts = 5;
constexpr int kStockTexts = 8;
constexpr int kExamples = 9;
constexpr int kDiagram = 14;
constexpr int kValues = 4;
constexpr int kFactsOfExample = 2;
constexpr int kChildren = 3;

TEST(BoundedParseTest, RefusesFewBytesThatComeToMuch) {
  constexpr size_t kMebi = size_t{1} << 20;
  const struct {
    const char* what;
    std::string bytes;
  } rows[] = {
      {"empty platforms", Repeated(Field(kPlatforms, ""), 4 * kMebi)},
      {"empty facts", Field(kPlatforms, Repeated(Field(kFacts, ""), 4 * kMebi))},
      {"empty stock texts", Field(kPlatforms, Repeated(Field(kStockTexts, ""), 8 * kMebi))},
      {"empty values", Field(kPlatforms, Field(kFacts, Repeated(Field(kValues, ""), 8 * kMebi)))},
      {"empty facts of examples", Field(kPlatforms, Field(kExamples, Repeated(Field(kFactsOfExample, ""), 4 * kMebi)))},
      {"packed children", Field(kPlatforms, Field(kDiagram, Field(kChildren, std::string(48 * kMebi, '\0'))))},
      {"children one by one", Field(kPlatforms, Field(kDiagram, Repeated(std::string("\x18\0", 2), 48 * kMebi)))},
  };
  for (const auto& row : rows) {
    PluginImage image;
    EXPECT_EQ(ParseBounded(row.bytes, image), Parsed::kTooLarge) << row.what;
    EXPECT_EQ(image.ByteSizeLong(), 0u) << row.what;
  }
}

TEST(BoundedParseTest, TakesWhatItIsAllowedToTheLastByte) {
  const std::string bytes = Field(kPlatforms, Repeated(Field(kStockTexts, "text"), 100));
  uint64_t fits = 0;
  uint64_t too_much = 1 << 20;
  while (too_much - fits > 1) {
    const uint64_t middle = (fits + too_much) / 2;
    PluginImage image;
    (ParseBounded(bytes, image, middle) == Parsed::kWhole ? too_much : fits) = middle;
  }
  PluginImage image;
  EXPECT_EQ(ParseBounded(bytes, image, too_much), Parsed::kWhole);
  EXPECT_EQ(ParseBounded(bytes, image, too_much - 1), Parsed::kTooLarge);
  EXPECT_GT(too_much, 100 * sizeof(std::string));
  EXPECT_LT(too_much, 400 * sizeof(std::string));
}

TEST(BoundedParseTest, NeverCountsLessThanProtobufDoes) {
  for (uint32_t seed = 0; seed < 1000; ++seed) {
    PluginImage image = ValidImage(seed % 2 == 0 ? "linkedin" : "facebook");
    Random random(seed);
    for (uint32_t change = 0; change < seed % 50; ++change) fuzz::MutateMessage(image, random);
    PluginImage again;
    const std::string bytes = image.SerializeAsString();
    ASSERT_EQ(ParseBounded(bytes, again), Parsed::kWhole) << seed;
    ASSERT_EQ(ParseBounded(bytes, image, again.SpaceUsedLong() - 1), Parsed::kTooLarge) << seed;
  }
}

TEST(BoundedParseTest, IsNeverTakenInByAFieldThatStandsAgainAndAgain) {
  constexpr uint64_t kAllowed = uint64_t{4} << 20;
  uint32_t whole = 0;
  uint32_t too_large = 0;
  for (uint32_t seed = 0; seed < 300; ++seed) {
    PluginImage image = ValidImage("twitter");
    Random random(seed);
    fuzz::RepeatField(image, random.Below(200'000), random);
    PluginImage again;
    const Parsed parsed = ParseBounded(image.SerializeAsString(), again, kAllowed);
    ASSERT_NE(parsed, Parsed::kMalformed) << seed;
    ASSERT_LE(again.SpaceUsedLong(), kAllowed) << seed;
    ++(parsed == Parsed::kWhole ? whole : too_large);
  }
  EXPECT_GT(whole, 30u);
  EXPECT_GT(too_large, 30u);
}

TEST(BoundedParseTest, MakesOfBytesWhatProtobufMakesOfThem) {
  const std::string whole = ValidImage("linkedin").SerializeAsString();
  uint32_t parsed = 0;
  for (uint32_t seed = 0; seed < 2000; ++seed) {
    std::string bytes = whole;
    Random random(seed);
    const uint32_t at = random.Below(static_cast<uint32_t>(bytes.size()));
    bytes[at] = static_cast<char>(bytes[at] ^ 1 << random.Below(8));
    PluginImage image;
    if (ParseBounded(bytes, image) != Parsed::kWhole) continue;
    ++parsed;
    PluginImage expected;
    ASSERT_TRUE(expected.ParseFromString(bytes)) << seed;
    ASSERT_TRUE(google::protobuf::util::MessageDifferencer::Equals(image, expected)) << seed;
  }
  EXPECT_GT(parsed, 1000u);
}

TEST(BoundedParseTest, KnowsWhatIsNoSuchMessage) {
  const std::string valid = Field(kPlatforms, Field(kDiagram, Field(kChildren, "\x01\x02")));
  PluginImage image;
  ASSERT_EQ(ParseBounded(valid, image), Parsed::kWhole);
  const struct {
    const char* what;
    std::string bytes;
  } rows[] = {
      {"cut off", valid.substr(0, valid.size() - 1)},
      {"longer than what it stands in", std::string("\x22\x02\x0a\x05", 4) + "abcde"},
      {"an end without a beginning", valid + '\x24'},
      {"the tag 0", valid + '\0'},
      {"an unknown field", valid + Field(15, "unknown")},
      {"a group", std::string("\x23\x24")},
      {"a text as a number", std::string("\x08\x01")},
      {"a number as a text", Field(kPlatforms, std::string("\x22\x01\x01"))},
      {"a number of four bytes", Field(kPlatforms, std::string("\x25\x01\x01\x01\x01"))},
      {"a number without an end", Field(kPlatforms, std::string("\x20\xff\xff"))},
      {"a packed number without an end", Field(kPlatforms, Field(kDiagram, Field(kChildren, "\xff")))},
      {"a text that is not UTF-8", Field(1, "\xff")},
  };
  for (const auto& row : rows) EXPECT_EQ(ParseBounded(row.bytes, image), Parsed::kMalformed) << row.what;
}

TEST(BoundedParseTest, GoesNoDeeperThanMessagesAreDeclared) {
  std::string bytes;
  for (int depth = 0; depth < 1000; ++depth) bytes = Field(15, bytes);
  CompilerMessage message;
  EXPECT_EQ(ParseBounded(bytes, message), Parsed::kMalformed);
}

// As much as a single platform may declare, a million nodes of four children each included.
PlatformImage AtEveryLimit() {
  const std::string text(ADVISOR_MAX_TEXT_BYTES, 'x');
  const std::string id(ADVISOR_MAX_ID_BYTES, 'x');
  PlatformImage platform;
  for (uint32_t fact = 0; fact < ADVISOR_MAX_FACTS; ++fact) {
    image::v1::FactImage* row = platform.add_facts();
    row->set_id(id);
    row->set_question(text);
    for (uint32_t value = 0; value < ADVISOR_MAX_VALUES; ++value) row->add_values(id);
    platform.mutable_diagram()->add_order(fact);
  }
  for (uint32_t rule = 0; rule < ADVISOR_MAX_RULES; ++rule) {
    image::v1::RuleImage* row = platform.add_rules();
    row->set_id(id);
    for (std::string* part :
         {row->mutable_summary(), row->mutable_rationale(), row->mutable_next_step(), row->mutable_reply()}) {
      *part = text;
    }
  }
  for (uint32_t number = 0; number < ADVISOR_MAX_STOCK_TEXTS; ++number) platform.add_stock_texts(text);
  for (uint32_t example = 0; example < ADVISOR_MAX_EXAMPLES; ++example) {
    image::v1::ExampleImage* row = platform.add_examples();
    row->set_name(text.substr(0, 200));
    for (uint32_t fact = 0; fact < ADVISOR_MAX_FACTS; ++fact) {
      row->add_facts()->set_fact(fact);
      row->mutable_facts(static_cast<int>(fact))->set_value(1);
    }
  }
  for (uint32_t node = 0; node < kMaxDiagramNodes; ++node) {
    platform.mutable_diagram()->add_node_facts(node % ADVISOR_MAX_FACTS);
    for (int child = 0; child < 4; ++child) platform.mutable_diagram()->add_children(static_cast<int32_t>(node));
  }
  return platform;
}

TEST(BoundedParseTest, LeavesHonestImagesRoom) {
  for (const char* plugin : {"linkedin", "twitter", "facebook"}) {
    PluginImage image;
    EXPECT_EQ(ParseBounded(ValidImage(plugin).SerializeAsString(), image, kMaxMessageMemory / 256), Parsed::kWhole);
  }
  const std::string bytes = ImageOfPlatform(AtEveryLimit().SerializeAsString()).SerializeAsString();
  uint64_t counted = 0;
  PluginImage image;
  while (ParseBounded(bytes, image, counted) == Parsed::kTooLarge) counted += uint64_t{1} << 20;
  EXPECT_LT(counted, kMaxMessageMemory / 2);
  std::cout << "at every limit: " << (bytes.size() >> 20) << " MiB, in memory " << (image.SpaceUsedLong() >> 20)
            << ", counted as " << (counted >> 20) << "\n";
}

}  // namespace
}  // namespace connection_advisor::deployment
