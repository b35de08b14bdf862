#include "service/configuration.h"

#include <toml++/toml.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/facts/nearest.h"
#include "service/setting_table.h"

namespace connection_advisor {
namespace {

// The one table whose keys are not in the setting table: [parameters.<platform>].
constexpr std::string_view kParameters = "parameters";

std::vector<std::string_view> Keys() {
  std::vector<std::string_view> keys;
  for (const SettingRow& row : SettingTable()) {
    if (row.key != nullptr) keys.push_back(row.key);
  }
  return keys;
}

// "serving" of "serving.listen"; empty where it stands in no section.
std::string_view SectionOf(std::string_view key) {
  const size_t dot = key.find('.');
  return dot == std::string_view::npos ? std::string_view() : key.substr(0, dot);
}

std::string_view NameOf(std::string_view key) { return key.substr(key.find('.') + 1); }

std::vector<std::string_view> Sections() {
  std::vector<std::string_view> sections = {kParameters};
  for (const std::string_view key : Keys()) sections.push_back(SectionOf(key));
  return sections;
}

std::vector<std::string_view> NamesIn(std::string_view section) {
  std::vector<std::string_view> names;
  for (const std::string_view key : Keys()) {
    if (SectionOf(key) == section) names.push_back(NameOf(key));
  }
  return names;
}

// What whoever wrote `key` may have meant: a section, or a name of its own section, else a name of any. Names are
// compared without their section, which would make all of one section alike. Empty where nothing is like it.
std::string Meant(const std::string& key) {
  const std::string section(SectionOf(key));
  if (section.empty()) {
    const std::string nearest(facts::Nearest(key, Sections()));
    if (!nearest.empty()) return absl::StrCat("[", nearest, "]");
  } else {
    const std::string nearest(facts::Nearest(NameOf(key), NamesIn(section)));
    if (!nearest.empty()) return absl::StrCat(section, ".", nearest);
  }
  return std::string(facts::Nearest(NameOf(key), Keys()));
}

class ConfigurationReader {
 public:
  ConfigurationReader(const std::string& path, Settings& settings) : path_(path), settings_(settings) {}

  void Read(const toml::table& file) {
    for (const auto& [key, node] : file) {
      if (key.str() == kParameters) {
        ReadParameters(node);
      } else {
        ReadNode(std::string(key.str()), node);
      }
    }
  }

  void Wrong(const toml::source_region& region, const std::string& key, const std::string& cause) {
    const std::string subject = key.empty() ? "" : absl::StrCat(key, ": ");
    causes_.push_back(absl::StrCat(Place(region), ": ", subject, cause));
  }

  absl::Status Result() const {
    if (causes_.empty()) return absl::OkStatus();
    return absl::InvalidArgumentError(absl::StrJoin(causes_, "\n"));
  }

 private:
  // A file that cannot be opened has no line.
  std::string Place(const toml::source_region& region) const {
    return region.begin ? absl::StrCat(path_, ":", region.begin.line) : path_;
  }

  void ReadNode(const std::string& key, const toml::node& node) {
    if (IsSection(key)) return ReadSection(key, node);
    const SettingRow* row = FindRow(key);
    if (row == nullptr) return Wrong(node.source(), key, Unknown(key, node));
    const bool is_switch = row->value_name == nullptr;
    const std::optional<std::string> text = is_switch ? Switch(node) : Text(node);
    if (!text) {
      return Wrong(node.source(), key,
                   is_switch ? "write true or false, without quotes"
                             : absl::StrCat("write one value, ", row->value_name, ", in quotes"));
    }
    const absl::Status status = row->set(*text, settings_);
    if (!status.ok()) Wrong(node.source(), key, std::string(status.message()));
  }

  void ReadSection(const std::string& section, const toml::node& node) {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      return Wrong(node.source(), section, absl::StrCat("write a section, as in [", section, "]"));
    }
    for (const auto& [name, inner] : *table) ReadNode(absl::StrCat(section, ".", std::string(name.str())), inner);
  }

  void ReadParameters(const toml::node& node) {
    const std::string form = "write a table for each platform, as in [parameters.linkedin]";
    const toml::table* platforms = node.as_table();
    if (platforms == nullptr) return Wrong(node.source(), std::string(kParameters), form);
    for (const auto& [platform, inner] : *platforms) {
      const std::string key = absl::StrCat(std::string(kParameters), ".", std::string(platform.str()));
      const toml::table* values = inner.as_table();
      if (values == nullptr) {
        Wrong(inner.source(), key, form);
        continue;
      }
      for (const auto& [parameter, value] : *values) ReadParameter(platform.str(), parameter.str(), value);
    }
  }

  void ReadParameter(std::string_view platform, std::string_view parameter, const toml::node& node) {
    const std::optional<int64_t> value = node.value_exact<int64_t>();
    constexpr int32_t kMost = std::numeric_limits<int32_t>::max();
    if (!value || *value < 0 || *value > kMost) {
      const std::string key = absl::StrCat("parameters.", std::string(platform), ".", std::string(parameter));
      return Wrong(node.source(), key, absl::StrCat("write a whole number from 0 to ", kMost, ", without quotes"));
    }
    settings_.parameters.push_back(
        {std::string(platform), std::string(parameter), static_cast<int32_t>(*value), Place(node.source())});
  }

  static std::optional<std::string> Text(const toml::node& node) {
    if (std::optional<std::string> text = node.value_exact<std::string>()) return text;
    if (const std::optional<int64_t> number = node.value_exact<int64_t>()) return std::to_string(*number);
    return std::nullopt;
  }

  static std::optional<std::string> Switch(const toml::node& node) {
    const std::optional<bool> on = node.value_exact<bool>();
    if (!on) return std::nullopt;
    return *on ? "true" : "false";
  }

  static const SettingRow* FindRow(const std::string& key) {
    for (const SettingRow& row : SettingTable()) {
      if (row.key != nullptr && row.key == key) return &row;
    }
    return nullptr;
  }

  static bool IsSection(const std::string& key) {
    const std::vector<std::string_view> sections = Sections();
    return std::find(sections.begin(), sections.end(), key) != sections.end();
  }

  static std::string Unknown(const std::string& key, const toml::node& node) {
    const bool is_section = node.is_table() && SectionOf(key).empty();
    const std::string meant = Meant(key);
    return absl::StrCat("there is no such ", is_section ? "section" : "setting",
                        meant.empty() ? "" : absl::StrCat("; did you mean ", meant, "?"));
  }

  const std::string& path_;
  Settings& settings_;
  std::vector<std::string> causes_;
};

}  // namespace

absl::Status ReadConfiguration(const std::string& path, Settings& settings) {
  ConfigurationReader reader(path, settings);
  // The packaged toml++ throws where a file is no TOML.
  try {
    reader.Read(toml::parse_file(path));
  } catch (const toml::parse_error& error) {
    reader.Wrong(error.source(), "", std::string(error.description()));
  }
  return reader.Result();
}

}  // namespace connection_advisor
