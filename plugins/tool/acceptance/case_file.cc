#include "plugins/tool/acceptance/case_file.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <map>
#include <sstream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "plugins/tool/acceptance/problem.h"
#include "plugins/tool/acceptance/surrogate_pairs.h"
#include "service/deployment/text_check.h"
#include "service/facts/quote.h"
#include "service/facts/text.h"

namespace connection_advisor::tool {
namespace {

bool IsJson(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && text[first] == '{';
}

int LineOf(const YAML::Node& node) { return node.Mark().line + 1; }

// A key that a map may have, and what reads its value.
template <typename Reader, typename Target>
struct Key {
  std::string_view name;
  void (Reader::*read)(const YAML::Node& value, Target& target);
};

// Plain text that is written as JSON writes a number.
bool IsNumber(const std::string& text, double* number) {
  if (text.empty() || text.find_first_not_of("-0123456789.eE+") != std::string::npos || text[0] == '+') return false;
  const size_t first_digit = text[0] == '-' ? 1 : 0;
  if (first_digit + 1 < text.size() && text[first_digit] == '0' &&
      absl::ascii_isdigit(static_cast<unsigned char>(text[first_digit + 1]))) {
    return false;  // 007 is a name
  }
  return absl::SimpleAtod(text, number);
}

bool IsOneLine(const std::string& text) { return !facts::IsBlank(text) && deployment::Printable(text) == text; }

google::protobuf::Value ValueOf(const YAML::Node& scalar) {
  google::protobuf::Value value;
  const std::string& text = scalar.Scalar();
  double number = 0;
  const bool quoted = scalar.Tag() == "!";
  if (quoted || (text != "true" && text != "false" && !IsNumber(text, &number))) {
    value.set_string_value(text);
  } else if (text == "true" || text == "false") {
    value.set_bool_value(text == "true");
  } else {
    value.set_number_value(number);
  }
  return value;
}

class Parser {
 public:
  Parser(std::string file, Problems* problems) : file_(std::move(file)), problems_(*problems) {}

  std::vector<WrittenCase> Parse(std::string_view text) {
    try {
      const std::vector<YAML::Node> documents =
          YAML::LoadAll(IsJson(text) ? WithoutSurrogatePairs(text) : std::string(text));
      if (documents.size() > 1) {
        Add(documents[1], "A second document begins here; a case file is one.");
      } else if (documents.empty() || documents[0].IsNull()) {
        Add(1, "The file is empty; it should have a list of \"cases\".");
      } else {
        ParseFile(documents[0]);
      }
    } catch (const YAML::ParserException& error) {
      Add(error.mark.line + 1, facts::Concatenated({"This is no YAML: ", error.msg, "."}));
    } catch (const YAML::Exception& error) {
      Add(error.mark.line + 1, facts::Concatenated({"This can't be read: ", error.msg, "."}));
    }
    return std::move(cases_);
  }

 private:
  void Add(int line, std::string_view what) { AddProblem(file_, line, what, &problems_); }
  void Add(const YAML::Node& node, std::string_view what) { Add(LineOf(node), what); }

  using FileKey = Key<Parser, std::optional<Word>>;
  using CaseKey = Key<Parser, WrittenCase>;

  static const std::array<FileKey, 2> kFileKeys;
  static const std::array<CaseKey, 8> kCaseKeys;

  void ParseFile(const YAML::Node& root) {
    std::optional<Word> platform;
    if (!ReadMap(root, "A case file", kFileKeys, platform)) return;
    if (!root["cases"]) return Add(root, "The file has no \"cases\".");
    for (WrittenCase& one_case : cases_) {
      if (!one_case.platform) one_case.platform = platform;
    }
  }

  // Hands each value to what reads its key. False where `map` is none.
  template <typename Keys, typename Target>
  bool ReadMap(const YAML::Node& map, std::string_view what, const Keys& keys, Target& target) {
    std::vector<std::string_view> names;
    names.reserve(keys.size());
    for (const auto& key : keys) names.push_back(key.name);
    if (!map.IsMap()) {
      Add(map, facts::Concatenated({what, " is a map with the keys ", facts::QuotedList(names), "."}));
      return false;
    }
    ForEachEntry(map, [&](const Word& name, const YAML::Node& value) {
      const auto key = std::find_if(keys.begin(), keys.end(), [&](const auto& row) { return row.name == name.text; });
      if (key == keys.end()) {
        Add(name.line,
            facts::Concatenated({what, " has no key ", facts::Quoted(name.text), ".", DidYouMean(name.text, names),
                                 " It may have ", facts::QuotedList(names), "."}));
      } else {
        (this->*key->read)(value, target);
      }
    });
    return true;
  }

  // Calls `visit` with each key and value, a key that comes twice reported.
  template <typename Visitor>
  void ForEachEntry(const YAML::Node& map, Visitor visit) {
    std::map<std::string, int> lines;
    for (const auto& entry : map) {
      if (!entry.first.IsScalar()) {
        Add(entry.first, "A key is a name.");
        continue;
      }
      const Word key{entry.first.Scalar(), LineOf(entry.first)};
      const auto [first, is_new] = lines.emplace(key.text, key.line);
      if (is_new) {
        visit(key, entry.second);
      } else {
        Add(key.line, facts::Concatenated({facts::Quoted(key.text), " stands in line ", std::to_string(first->second),
                                           " already; say it once."}));
      }
    }
  }

  // A text of one line; nothing, and a problem, where it is anything else.
  std::optional<Word> ReadWord(const YAML::Node& value, std::string_view what) {
    if (value.IsScalar() && IsOneLine(value.Scalar())) return Word{value.Scalar(), LineOf(value)};
    Add(value, facts::Concatenated({what, " is a text of one line."}));
    return std::nullopt;
  }

  std::vector<Word> ReadWords(const YAML::Node& value, std::string_view key) {
    std::vector<Word> words;
    if (!value.IsSequence()) {
      Add(value, facts::Concatenated({"\"", key, "\" is a list: ", key, ": [first, second]."}));
      return words;
    }
    for (const auto& entry : value) {
      if (std::optional<Word> word = ReadWord(entry, "A note's id")) words.push_back(*std::move(word));
    }
    return words;
  }

  void ReadFilePlatform(const YAML::Node& value, std::optional<Word>& platform) {
    platform = ReadWord(value, "The platform's id");
  }

  void ReadCases(const YAML::Node& value, std::optional<Word>&) {
    if (!value.IsSequence()) return Add(value, "\"cases\" is a list, each case with a dash before it.");
    for (const auto& entry : value) ReadCase(entry);
  }

  void ReadCase(const YAML::Node& node) {
    WrittenCase one_case{.file = file_, .line = LineOf(node)};
    if (!ReadMap(node, "A case", kCaseKeys, one_case)) return;
    for (const char* needed : {"name", "verdict"}) {
      if (!node[needed]) Add(node, facts::Concatenated({"This case has no \"", needed, "\"."}));
    }
    CheckThatItFits(one_case);
    cases_.push_back(std::move(one_case));
  }

  // What goes with which verdict.
  void CheckThatItFits(const WrittenCase& one_case) {
    const bool undecided = one_case.verdict == Verdict::kNeedsInformation;
    if (one_case.first_question && !undecided) {
      Add(one_case.first_question->line,
          "\"first_question\" goes with NEEDS_INFORMATION only: a case that is decided asks nothing.");
    }
    if (one_case.rule && undecided) {
      Add(one_case.rule->line, "\"rule\" does not go with NEEDS_INFORMATION: no rule has decided yet.");
    }
    if (one_case.verdict == Verdict::kImpossible && !(one_case.notes.empty() && one_case.without_notes.empty())) {
      Add(one_case.line, "Notes do not go with IMPOSSIBLE: facts that contradict each other get no advice.");
    }
    if (!one_case.name.text.empty()) {
      const auto [first, is_new] = names_.emplace(one_case.name.text, one_case.name.line);
      if (!is_new) {
        Add(one_case.name.line,
            facts::Concatenated({"Another case has this name, in line ", std::to_string(first->second), "."}));
      }
    }
  }

  void ReadName(const YAML::Node& value, WrittenCase& one_case) {
    if (std::optional<Word> name = ReadWord(value, "A case's name")) one_case.name = *std::move(name);
  }
  void ReadPlatform(const YAML::Node& value, WrittenCase& one_case) {
    one_case.platform = ReadWord(value, "The platform's id");
  }
  void ReadRule(const YAML::Node& value, WrittenCase& one_case) { one_case.rule = ReadWord(value, "A rule's id"); }
  void ReadNotes(const YAML::Node& value, WrittenCase& one_case) { one_case.notes = ReadWords(value, "notes"); }
  void ReadWithoutNotes(const YAML::Node& value, WrittenCase& one_case) {
    one_case.without_notes = ReadWords(value, "without_notes");
  }
  void ReadFirstQuestion(const YAML::Node& value, WrittenCase& one_case) {
    one_case.first_question = ReadWord(value, "A fact's id");
  }

  void ReadVerdict(const YAML::Node& value, WrittenCase& one_case) {
    std::array<std::string_view, kVerdictCount> names;
    for (size_t i = 0; i < kVerdictCount; ++i) names[i] = NameOf(static_cast<Verdict>(i));
    const std::string text = value.IsScalar() ? value.Scalar() : std::string();
    const auto found = std::find(names.begin(), names.end(), text);
    if (found == names.end()) {
      return Add(value, facts::Concatenated({facts::Quoted(text), " is no verdict.", DidYouMean(text, names),
                                             " It is one of ", facts::QuotedList(names), "."}));
    }
    one_case.verdict = static_cast<Verdict>(found - names.begin());
  }

  void ReadFacts(const YAML::Node& value, WrittenCase& one_case) {
    if (!value.IsMap()) {
      return Add(value, "\"facts\" is a map from the ids of facts to their values; {} where nothing is known.");
    }
    ForEachEntry(value, [&](const Word& id, const YAML::Node& stated) {
      if (stated.IsScalar()) {
        one_case.facts.push_back({id, ValueOf(stated)});
      } else if (stated.IsNull()) {
        one_case.facts.emplace_back().id = id;
        one_case.facts.back().value.set_null_value(google::protobuf::NULL_VALUE);
      } else {
        Add(stated, "A fact has one value: true, a name, or a number.");
      }
    });
  }

  const std::string file_;
  Problems& problems_;
  std::vector<WrittenCase> cases_;
  std::map<std::string, int> names_;  // of cases, with their lines
};

constexpr std::array<Parser::FileKey, 2> Parser::kFileKeys = {{
    {"platform", &Parser::ReadFilePlatform},
    {"cases", &Parser::ReadCases},
}};
constexpr std::array<Parser::CaseKey, 8> Parser::kCaseKeys = {{
    {"name", &Parser::ReadName},
    {"platform", &Parser::ReadPlatform},
    {"facts", &Parser::ReadFacts},
    {"verdict", &Parser::ReadVerdict},
    {"rule", &Parser::ReadRule},
    {"notes", &Parser::ReadNotes},
    {"without_notes", &Parser::ReadWithoutNotes},
    {"first_question", &Parser::ReadFirstQuestion},
}};

}  // namespace

std::string_view NameOf(Verdict verdict) {
  constexpr std::array<std::string_view, kVerdictCount> kNames = {"DECLINE", "MEET_FIRST", "CONNECT",
                                                                  "NEEDS_INFORMATION", "IMPOSSIBLE"};
  return kNames[static_cast<size_t>(verdict)];
}

std::vector<WrittenCase> ParseCases(const std::string& file, std::string_view text, Problems* problems) {
  return Parser(file, problems).Parse(text);
}

std::vector<WrittenCase> ReadCaseFile(const std::string& file, Problems* problems) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  // To insert nothing counts as a failure.
  const bool empty = stream.peek() == std::ifstream::traits_type::eof();
  if (!stream || (!empty && !(text << stream.rdbuf())) || stream.bad()) {
    problems->push_back(deployment::Printable(absl::StrCat(file, ": can't be read: ", std::strerror(errno))));
    return {};
  }
  return ParseCases(file, text.str(), problems);
}

}  // namespace connection_advisor::tool
