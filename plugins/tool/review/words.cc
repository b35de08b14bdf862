#include "plugins/tool/review/words.h"

#include <algorithm>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "service/diagram/count.h"

namespace connection_advisor::tool {
namespace {

std::string LastPart(const std::string& id) { return absl::StrReplaceAll(id.substr(id.rfind('.') + 1), {{"_", " "}}); }

// Names of choices are CAPITALS; ranges of numbers are not.
bool IsName(const std::string& value) { return absl::ascii_isupper(static_cast<unsigned char>(value.front())); }

// "or" would not do: of "not offered or accepted" nobody can tell what is denied.
std::string Listed(const std::vector<std::string>& values) {
  return absl::StrJoin(values, " / ",
                       [](std::string* out, const std::string& value) { absl::StrAppend(out, ValueInWords(value)); });
}

}  // namespace

std::vector<std::string> ShortNames(const std::vector<platform::Fact>& facts) {
  std::map<std::string, int> uses;
  for (const platform::Fact& fact : facts) ++uses[LastPart(fact.id)];
  std::vector<std::string> names;
  names.reserve(facts.size());
  for (const platform::Fact& fact : facts) {
    names.push_back(uses[LastPart(fact.id)] == 1 ? LastPart(fact.id) : fact.id);
  }
  return names;
}

std::string ValueInWords(absl::string_view value) {
  if (value == "true") return "yes";
  if (value == "false") return "no";
  std::string words(value);
  if (!words.empty() && IsName(words)) absl::AsciiStrToLower(&words);
  return absl::StrReplaceAll(words, {{"_", " "}});
}

std::string ValuesInWords(const std::vector<std::string>& values, const std::vector<std::string>& other_values) {
  constexpr size_t kFewValues = 2;
  const bool names = !other_values.empty() && IsName(other_values.front());
  if (!names || values.size() <= std::max(kFewValues, other_values.size())) return Listed(values);
  return absl::StrCat("any but ", Listed(other_values));
}

absl::string_view VerdictName(platform::Outcome verdict) {
  constexpr absl::string_view kNames[] = {"IMPOSSIBLE", "DECLINE", "MEET_FIRST", "CONNECT", "NOTE"};
  return kNames[static_cast<size_t>(verdict)];
}

std::string CountInProse(diagram::Count count) {
  std::string digits = diagram::ToString(count);
  for (size_t place = digits.size(); place > 3;) digits.insert(place -= 3, ",");
  return digits;
}

std::string ShareInProse(diagram::Count part, diagram::Count whole) {
  const double percent = 100 * diagram::Share(part, whole);
  if (part != 0 && percent < 0.05) return "< 0.1 %";
  return absl::StrFormat("%.1f %%", percent);
}

}  // namespace connection_advisor::tool
