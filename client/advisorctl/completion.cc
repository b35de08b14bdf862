#include "client/advisorctl/completion.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "client/advisorctl/command_line.h"
#include "client/advisorctl/request_fields.h"

namespace connection_advisor::client {
namespace {

std::vector<std::string> WithPrefix(const std::string& before, const std::vector<std::string>& candidates) {
  std::vector<std::string> all;
  for (const std::string& candidate : candidates) all.push_back(absl::StrCat(before, candidate));
  return all;
}

// The values that a statement about this path may have; none where it is free text.
std::vector<std::string> ValuesOf(const std::string& path) {
  const google::protobuf::FieldDescriptor* field = FieldAtPath(path);
  if (field == nullptr) return {};
  if (field->enum_type() != nullptr) return ShortNames(*field->enum_type());
  if (field->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_BOOL) return {"false", "true"};
  return {};
}

// Of "FACT" and then "FACT=VALUE".
std::vector<std::string> Statements(const std::string& so_far) {
  const size_t equals = so_far.find('=');
  if (equals != std::string::npos) {
    const std::string path = so_far.substr(0, equals);
    return WithPrefix(absl::StrCat(path, "="), ValuesOf(path));
  }
  std::vector<std::string> paths;
  for (const std::string& path : StatablePaths()) {
    const absl::string_view map = absl::StripSuffix(path, "KEY");
    paths.push_back(map.size() < path.size() ? std::string(map) : absl::StrCat(path, "="));
  }
  return paths;
}

// The commands among the words before the last: "plugins", "list".
std::vector<std::string> CommandsIn(const std::vector<std::string>& words) {
  std::vector<std::string> commands;
  std::vector<std::string> candidates = CommandNames();
  for (size_t i = 0; i + 1 < words.size() && !candidates.empty(); ++i) {
    if (std::find(candidates.begin(), candidates.end(), words[i]) == candidates.end()) continue;
    commands.push_back(words[i]);
    candidates = CommandNames(commands);
  }
  return commands;
}

// After "activate" the plugins, after "activate PLUGIN" its versions.
std::vector<std::string> PluginsOrVersions(const std::vector<std::string>& words, const std::string& action,
                                           const Loaded& loaded) {
  const auto word = [&](size_t from_last) {
    return words.size() <= from_last ? "" : words[words.size() - 1 - from_last];
  };
  std::vector<std::string> candidates;
  for (const KnownPlugin& known : loaded.plugins()) {
    const bool wanted = word(1) == action || (word(2) == action && word(1) == known.plugin);
    const std::string& candidate = word(1) == action ? known.plugin : known.version;
    const bool is_new = std::find(candidates.begin(), candidates.end(), candidate) == candidates.end();
    if (wanted && is_new) candidates.push_back(candidate);
  }
  return candidates;
}

std::vector<std::string> NamesOf(const std::vector<v1::Platform>& platforms) {
  std::vector<std::string> names;
  for (const v1::Platform& platform : platforms) names.push_back(platform.id());
  return names;
}

// The rules that decide on the platform that the line names; on any, where it names none.
std::vector<std::string> DecidingRules(const std::vector<std::string>& words,
                                       const std::vector<v1::Platform>& platforms) {
  const auto option = std::find(words.begin(), words.end(), "--platform");
  const std::string named = words.end() - option < 2 ? "" : *(option + 1);
  std::vector<std::string> rules;
  for (const v1::Platform& platform : platforms) {
    if (!named.empty() && platform.id() != named) continue;
    for (const v1::PlatformRule& rule : platform.rules()) {
      if (rule.kind() == v1::RULE_KIND_DECIDES) rules.push_back(rule.id());
    }
  }
  return rules;
}

std::vector<std::string> Candidates(const std::vector<std::string>& words, const Loaded& loaded) {
  const std::string& last = words.back();
  const std::string before = words.size() < 2 ? "" : words[words.size() - 2];
  const std::vector<std::string> commands = CommandsIn(words);
  const std::string command = commands.empty() ? "" : commands.back();
  if (before == "--set") return Statements(last);
  if (absl::StartsWith(last, "--set=")) return WithPrefix("--set=", Statements(last.substr(6)));
  if (before == "--platform" || before == "--platforms") return NamesOf(loaded.platforms());
  if (before == "--format" || before == "--output") return {"csv", "jsonl"};
  if (absl::StartsWith(last, "-")) return OptionNames(commands);
  if (commands.empty() || command == "plugins") return CommandNames(commands);
  if (command == "platform" || command == "interview") return NamesOf(loaded.platforms());
  if (before == "why-not") return DecidingRules(words, loaded.platforms());
  if (command == "activate" || command == "roll-back" || command == "retire" || command == "shadow") {
    return PluginsOrVersions(words, command, loaded);
  }
  return {};
}

}  // namespace

std::vector<std::string> Complete(const std::vector<std::string>& words, const Loaded& loaded) {
  std::vector<std::string> fitting;
  if (words.empty()) return fitting;
  for (const std::string& candidate : Candidates(words, loaded)) {
    if (absl::StartsWith(candidate, words.back())) fitting.push_back(candidate);
  }
  return fitting;
}

}  // namespace connection_advisor::client
