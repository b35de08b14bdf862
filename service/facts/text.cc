#include "service/facts/text.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"

namespace connection_advisor::facts {
namespace {

using CodePoint = utf8proc_int32_t;
using CodePoints = std::vector<CodePoint>;

constexpr CodePoint kReplacement = 0xFFFD;
constexpr auto kCompatibilityComposition =
    static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool IsContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// Unicode's White_Space.
bool IsWhiteSpace(CodePoint c) {
  return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

// Takes the first code point off `text`, which must not be empty.
CodePoint TakeCodePoint(std::string_view* text) {
  CodePoint code_point = kReplacement;
  const utf8proc_ssize_t length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text->data()),
                                                   static_cast<utf8proc_ssize_t>(text->size()), &code_point);
  if (length <= 0) code_point = kReplacement;
  text->remove_prefix(length <= 0 ? 1 : static_cast<size_t>(length));
  return code_point;
}

CodePoints Decode(std::string_view text) {
  CodePoints code_points;
  code_points.reserve(text.size());
  while (!text.empty()) code_points.push_back(TakeCodePoint(&text));
  return code_points;
}

void AppendUtf8(CodePoint code_point, std::string* text) {
  std::array<utf8proc_uint8_t, 4> bytes;
  const utf8proc_ssize_t length = utf8proc_encode_char(code_point, bytes.data());
  text->append(reinterpret_cast<const char*>(bytes.data()), static_cast<size_t>(length));
}

// Puts what each code point maps to, under `options`, in its place.
CodePoints Mapped(const CodePoints& text, utf8proc_option_t options) {
  CodePoints mapped;
  mapped.reserve(text.size() + text.size() / 2);
  std::array<CodePoint, 32> buffer;  // the longest mapping of Unicode has 18
  for (const CodePoint code_point : text) {
    const utf8proc_ssize_t length =
        utf8proc_decompose_char(code_point, buffer.data(), static_cast<utf8proc_ssize_t>(buffer.size()), options,
                                /*last_boundclass=*/nullptr);
    if (length < 0 || length > static_cast<utf8proc_ssize_t>(buffer.size())) {
      mapped.push_back(code_point);
    } else {
      mapped.insert(mapped.end(), buffer.begin(), buffer.begin() + length);
    }
  }
  return mapped;
}

int CombiningClass(CodePoint code_point) { return utf8proc_get_property(code_point)->combining_class; }

// Canonical order: each run of combining marks by class. utf8proc's own takes quadratic time in the length of a run,
// which a caller could use to keep a server busy with one message.
void OrderMarks(CodePoints* text) {
  auto begin = text->begin();
  while (begin != text->end()) {
    const auto end = std::find_if(begin, text->end(), [](CodePoint c) { return CombiningClass(c) == 0; });
    std::stable_sort(begin, end, [](CodePoint a, CodePoint b) { return CombiningClass(a) < CombiningClass(b); });
    begin = end == text->end() ? end : end + 1;
  }
}

CodePoints Nfkc(const CodePoints& text) {
  CodePoints result = Mapped(text, kCompatibilityComposition);
  OrderMarks(&result);
  const utf8proc_ssize_t length =
      utf8proc_normalize_utf32(result.data(), static_cast<utf8proc_ssize_t>(result.size()), kCompatibilityComposition);
  if (length >= 0) result.resize(static_cast<size_t>(length));
  return result;
}

// Appends code points with white space collapsed.
class Collapser {
 public:
  explicit Collapser(size_t size) { text_.reserve(size); }

  void Add(CodePoint code_point) {
    if (IsWhiteSpace(code_point)) {
      gap_ = !text_.empty();
      return;
    }
    if (std::exchange(gap_, false)) text_.push_back(' ');
    if (code_point < 0x80) {
      text_.push_back(static_cast<char>(code_point));
    } else {
      AppendUtf8(code_point, &text_);
    }
  }
  std::string Take() { return std::move(text_); }

 private:
  std::string text_;
  bool gap_ = false;
};

// Printable ASCII, and spaces one at a time with something on either side: what most names are.
bool IsPlain(std::string_view text) {
  char last = ' ';
  for (const char c : text) {
    if (c < ' ' || c > '~' || (c == ' ' && last == ' ')) return false;
    last = c;
  }
  return text.empty() || last != ' ';
}

bool IsControl(CodePoint c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

bool IsWordCharacter(CodePoint code_point) {
  if (code_point < 0x80) return absl::ascii_isalnum(static_cast<unsigned char>(code_point));
  switch (utf8proc_category(code_point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::string Normalised(std::string_view text) {
  Collapser collapser(text.size());
  if (IsAscii(text)) {
    for (const char c : text) collapser.Add(absl::ascii_tolower(static_cast<unsigned char>(c)));
  } else {
    for (const CodePoint c : Nfkc(Mapped(Nfkc(Decode(text)), UTF8PROC_CASEFOLD))) collapser.Add(c);
  }
  return collapser.Take();
}

std::string OnOneLine(std::string_view text) {
  if (IsPlain(text)) return std::string(text);
  Collapser collapser(text.size());
  while (!text.empty()) {
    const CodePoint code_point = TakeCodePoint(&text);
    collapser.Add(IsControl(code_point) ? ' ' : code_point);
  }
  return collapser.Take();
}

bool IsBlank(std::string_view text) {
  while (!text.empty()) {
    if (!IsWhiteSpace(TakeCodePoint(&text))) return false;
  }
  return true;
}

std::vector<std::string> Words(std::string_view normalised) {
  std::vector<std::string> words;
  bool in_word = false;
  while (!normalised.empty()) {
    const char* const begin = normalised.data();
    if (IsWordCharacter(TakeCodePoint(&normalised))) {
      if (!std::exchange(in_word, true)) words.emplace_back();
      words.back().append(begin, normalised.data());
    } else {
      in_word = false;
    }
  }
  return words;
}

std::string WithoutApostrophes(std::string normalised) {
  absl::StrReplaceAll({{"'", ""}, {"\u2019", ""}}, &normalised);
  return normalised;
}

size_t CountCodePoints(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !IsContinuation(c); }));
}

std::string_view FirstCodePoints(std::string_view text, size_t count) {
  size_t end = 0;
  while (end < text.size() && (count > 0 || IsContinuation(text[end]))) {
    if (!IsContinuation(text[end])) --count;
    ++end;
  }
  return text.substr(0, end);
}

}  // namespace connection_advisor::facts
