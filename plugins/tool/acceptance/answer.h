// What a platform answers to a statement: by the code that serves, in the terms that cases are written in.
#ifndef PLUGINS_TOOL_ACCEPTANCE_ANSWER_H_
#define PLUGINS_TOOL_ACCEPTANCE_ANSWER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "plugins/tool/acceptance/case.h"
#include "service/advice/decide.h"
#include "service/platform/platform.h"

namespace connection_advisor::tool {

struct Answer {
  Verdict verdict = Verdict::kDecline;
  // The rules that a case may name: the first reason, unless that is tentative; or, where the facts contradict each
  // other, the impossible rules behind it.
  advice::RuleSet rules;
  advice::RuleSet notes;                   // that hold in every open case
  std::optional<uint32_t> first_question;  // fact; while undecided
  std::vector<advice::Reason> reasons;     // in rule order
};

// Asks one platform, which must outlive it. Not thread-safe.
class Asker {
 public:
  explicit Asker(const platform::Platform& platform) : platform_(platform) {}

  // `stated` by fact, diagram::kUnknown where it is not stated.
  Answer Ask(const std::vector<uint8_t>& stated);

  // Behind the last answer, unless that was kImpossible.
  const advice::Decision& decision() const { return decision_; }
  diagram::Visited& visited() { return scratch_.visited; }

 private:
  const platform::Platform& platform_;
  advice::DecideScratch scratch_;
  advice::Decision decision_;
};

// What of `answer` is not as expected, a sentence each. Empty: the case passes.
std::vector<std::string> Differences(const platform::Platform& platform, const Expectation& expected,
                                     const Answer& answer);

// True if the two answers differ in something that `expected` is about: so a case that expects one of them is not met
// by the other.
bool DifferWhereExpected(const Expectation& expected, const Answer& a, const Answer& b);

// "CONNECT by known_for_good_work with note second_question_open".
std::string Summary(const platform::Platform& platform, const Expectation& expected);
std::string Summary(const platform::Platform& platform, const Answer& answer);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_ACCEPTANCE_ANSWER_H_
