// An acceptance case: facts, and what a platform must say to them. Such cases are kept in files beside a plugin, by the
// people who write its rules.
//
// As written (WrittenCase) a case is names and values with the lines that they stand in; bound to a platform (Case) it
// is indices, and nothing in it is wrong.
#ifndef PLUGINS_TOOL_ACCEPTANCE_CASE_H_
#define PLUGINS_TOOL_ACCEPTANCE_CASE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/struct.pb.h"
#include "service/advice/decide.h"
#include "service/diagram/reference.h"
#include "service/platform/platform.h"

namespace connection_advisor::tool {

// What an answer comes to: a verdict of the contract, or, as kImpossible, that the facts contradict each other.
enum class Verdict : uint8_t { kDecline = 0, kMeetFirst = 1, kConnect = 2, kNeedsInformation = 3, kImpossible = 4 };
inline constexpr size_t kVerdictCount = 5;

// As case files write it: "MEET_FIRST".
std::string_view NameOf(Verdict verdict);

// ---- As written

// A text from a case file with its line, counted from 1.
struct Word {
  std::string text;
  int line = 0;
};

struct WrittenFact {
  Word id;
  google::protobuf::Value value;
};

struct WrittenCase {
  std::string file;  // as it was named on the command line
  int line = 0;      // where the case begins
  Word name;
  std::optional<Word> platform;  // nothing: the only one that the plugin has
  std::vector<WrittenFact> facts;
  Verdict verdict = Verdict::kDecline;
  std::optional<Word> rule;
  std::vector<Word> notes;
  std::vector<Word> without_notes;
  std::optional<Word> first_question;
};

// What is wrong with a case file: "FILE:LINE: TEXT", fit to print.
using Problems = std::vector<std::string>;

// ---- Bound to a platform

// What is stated of a platform's facts.
struct Statement {
  // Nothing stated.
  explicit Statement(const platform::Platform& platform)
      : values(platform.facts.size(), diagram::kUnknown), numbers(platform.facts.size()) {}

  std::vector<uint8_t> values;                  // by fact; diagram::kUnknown where it is not stated
  std::vector<std::optional<int32_t>> numbers;  // by fact; the number where an integer is stated as one
};

// What a platform must say. What is left out may be anything.
struct Expectation {
  Verdict verdict = Verdict::kDecline;
  std::optional<uint32_t> rule;            // see Answer::rules
  advice::RuleSet notes;                   // must be said
  advice::RuleSet without_notes;           // must not be said
  std::optional<uint32_t> first_question;  // fact
};

struct Case {
  std::string file;
  int line = 0;
  std::string name;
  std::shared_ptr<const platform::Platform> platform;
  Statement stated;
  Expectation expected;
};

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_ACCEPTANCE_CASE_H_
