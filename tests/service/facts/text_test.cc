#include "service/facts/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <utf8proc.h>

#include <cstdlib>
#include <random>
#include <string>

namespace connection_advisor::facts {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string Utf8(int32_t code_point) {
  utf8proc_uint8_t bytes[4];
  const auto length = utf8proc_encode_char(code_point, bytes);
  return {reinterpret_cast<const char*>(bytes), static_cast<size_t>(length)};
}

template <typename Function>
void ForEveryCodePoint(Function function) {
  for (int32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c < 0xD800 || c > 0xDFFF) function(c);
  }
}

std::string ByUtf8proc(const std::string& text, int options) {
  utf8proc_uint8_t* result = nullptr;
  const auto length =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &result, static_cast<utf8proc_option_t>(options));
  EXPECT_GE(length, 0);
  std::string mapped(reinterpret_cast<const char*>(result), static_cast<size_t>(length));
  std::free(result);
  return mapped;
}

// The definition, by the library's own mapping of whole texts; white space aside.
std::string ByDefinition(const std::string& text) {
  constexpr int kNfkc = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT;
  return ByUtf8proc(ByUtf8proc(ByUtf8proc(text, kNfkc), UTF8PROC_CASEFOLD), kNfkc);
}

TEST(Normalised, FoldsCompatibilityFormsCaseAndWhiteSpace) {
  const struct {
    const char* text;
    const char* normalised;
  } rows[] = {
      {"", ""},
      {"  \t\r\n ", ""},
      {"Software Engineer", "software engineer"},
      {"  software\t \n ENGINEER ", "software engineer"},
      {"Ｓｏｆｔｗａｒｅ　Ｅｎｇｉｎｅｅｒ", "software engineer"},  // full width
      {"ﬁnance", "finance"},                                        // a ligature
      {"STRASSE", "strasse"},
      {"Straße", "strasse"},
      {"Cafe\u0301", "caf\u00e9"},
      {"CAF\u00c9", "caf\u00e9"},
      {"ΜΟΥΣΙΚΌΣ", "μουσικόσ"},  // final sigma folds to sigma
      {"μουσικός", "μουσικόσ"},
      {"dog\u00a0trainer", "dog trainer"},
      {"dog\u2003\u2028trainer\u3000", "dog trainer"},
      {"\u1680dog\u0085", "dog"},
      {"㎏", "kg"},
      {"İ", "i\u0307"},
      {"犬の訓練士", "犬の訓練士"},
  };
  for (const auto& row : rows) EXPECT_EQ(Normalised(row.text), row.normalised) << row.text;
}

TEST(Normalised, KeepsZeroBytes) { EXPECT_EQ(Normalised(std::string("A\0B é", 6)), std::string("a\0b é", 6)); }

TEST(Normalised, AgreesWithTheDefinitionOnEveryCodePoint) {
  ForEveryCodePoint([](int32_t c) {
    // Between letters, so that no white space is at the edges; runs of it are single here.
    const std::string text = "x" + Utf8(c) + "y";
    const std::string expected = ByDefinition(text);
    if (Normalised(text) == expected) return;
    // What maps to white space, or to something with white space in it, is collapsed.
    EXPECT_EQ(Normalised(text), Normalised(expected)) << "U+" << std::hex << c;
    EXPECT_TRUE(expected.find_first_of(" \t\n\v\f\r") != std::string::npos || IsBlank(Utf8(c)))
        << "U+" << std::hex << c;
  });
}

TEST(Normalised, AgreesWithTheDefinitionOnRandomTexts) {
  // Letters that compose, marks of several classes and of none, Hangul, forms that decompose.
  const int32_t alphabet[] = {'a',    'E',    0x0301, 0x0323, 0x0327, 0x0345, 0x05B0, 0x0F71,  0x1100, 0x1161, 0x11A8,
                              0x1E9B, 0xFB01, 0x1F80, 0x0344, 0x3099, 0x304B, 0xAC00, 0x1D15E, 0x03A3, 0x0130, 0xFDFA};
  std::mt19937 random(7);
  for (int i = 0; i < 20'000; ++i) {
    std::string text = "x";
    for (auto length = random() % 12; length > 0; --length) text += Utf8(alphabet[random() % std::size(alphabet)]);
    text += "y";
    EXPECT_EQ(Normalised(text), Normalised(ByDefinition(text))) << text;
    EXPECT_EQ(Normalised(Normalised(text)), Normalised(text)) << text;
  }
}

TEST(Normalised, OrdersALongRunOfMarks) {
  std::string above, below;
  for (int i = 0; i < 5'000; ++i) above += "\u0301", below += "\u0316";
  EXPECT_EQ(Normalised("q" + above + below), "q" + below + above);
}

TEST(Normalised, SurvivesBytesThatAreNoUtf8) {
  std::mt19937 random(3);
  for (int i = 0; i < 10'000; ++i) {
    std::string bytes;
    for (auto length = random() % 16; length > 0; --length) bytes.push_back(static_cast<char>(random()));
    const std::string normalised = Normalised(bytes);
    EXPECT_EQ(Normalised(normalised), normalised);
    Words(normalised);
    CountCodePoints(bytes);
    EXPECT_EQ(IsBlank(bytes), normalised.empty());
  }
  EXPECT_EQ(Normalised("a\xFFz"), "a\uFFFDz");
}

TEST(IsBlank, IsWhatNormalisesToNothing) {
  ForEveryCodePoint(
      [](int32_t c) { EXPECT_EQ(IsBlank(Utf8(c)), Normalised(Utf8(c)).empty()) << "U+" << std::hex << c; });
  EXPECT_TRUE(IsBlank(""));
  EXPECT_TRUE(IsBlank(" \t\u00a0\u3000\n"));
  EXPECT_FALSE(IsBlank(" \u200b"));  // a zero-width space is no white space
  EXPECT_FALSE(IsBlank(" . "));
}

TEST(Words, AreRunsOfLettersMarksAndDigits) {
  EXPECT_THAT(Words("train rescue-dogs, 24/7!"), ElementsAre("train", "rescue", "dogs", "24", "7"));
  EXPECT_THAT(Words("i'd"), ElementsAre("i", "d"));
  EXPECT_THAT(Words("q\u0323\u0301 नमस्ते"), ElementsAre("q\u0323\u0301", "नमस्ते"));
  EXPECT_THAT(Words("٣ dogs_and_cats"), ElementsAre("٣", "dogs", "and", "cats"));
  EXPECT_THAT(Words("c++"), ElementsAre("c"));
  EXPECT_THAT(Words(""), IsEmpty());
  EXPECT_THAT(Words("… — !"), IsEmpty());
}

TEST(WithoutApostrophes, JoinsWhatTheyPart) {
  EXPECT_EQ(WithoutApostrophes("i'd like, let’s"), "id like, lets");
  EXPECT_EQ(WithoutApostrophes("no `others` ‘here"), "no `others` ‘here");
}

TEST(CodePoints, AreCountedAndCut) {
  EXPECT_EQ(CountCodePoints(""), 0u);
  EXPECT_EQ(CountCodePoints("née"), 3u);
  EXPECT_EQ(CountCodePoints("犬🐕"), 2u);
  EXPECT_EQ(FirstCodePoints("犬🐕x", 2), "犬🐕");
  EXPECT_EQ(FirstCodePoints("犬", 2), "犬");
  EXPECT_EQ(FirstCodePoints("née", 0), "");
}

}  // namespace
}  // namespace connection_advisor::facts
