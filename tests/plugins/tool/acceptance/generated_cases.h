// Generated platforms with statements to make of them, and what the oracle says to those.
#ifndef TESTS_PLUGINS_TOOL_ACCEPTANCE_GENERATED_CASES_H_
#define TESTS_PLUGINS_TOOL_ACCEPTANCE_GENERATED_CASES_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "plugins/tool/acceptance/case.h"
#include "plugins/tool/acceptance/goal.h"
#include "service/platform/platform.h"
#include "tests/generated/rows.h"
#include "tests/oracle/oracle.h"

namespace connection_advisor::tool {

// A generated platform as it serves, and as the oracle has it.
class GeneratedPlatform {
 public:
  GeneratedPlatform(const generated::Shape& shape, uint64_t seed);

  const platform::Platform& platform() const { return *platform_; }
  const std::shared_ptr<const platform::Platform>& pointer() const { return platform_; }
  const oracle::Oracle& oracle() const { return oracle_; }

  // Each fact stated with the likelihood `known`; an integer as a part's text, or as a number of it.
  Statement DrawStatement(double known, std::mt19937_64& random) const;
  // What the platform says, less what is left out by chance.
  Expectation DrawExpectation(const Statement& stated, std::mt19937_64& random) const;

  // Calls `visit` with every statement of exactly `size` facts, an integer by each number at its boundaries.
  void ForEachStatement(size_t size, const std::function<void(const Statement&)>& visit) const;

  // The goals that the case covers, by their definition and by looking at every case that it leaves open; as texts.
  std::set<std::string> CoveredByDefinition(const Statement& stated, const Expectation& expected) const;

  std::string Text(const Goal& goal) const;

 private:
  // The rows of the oracle's answer that `expected` is about.
  std::string SaidWhereExpected(const oracle::Knowledge& stated, const Expectation& expected) const;
  std::optional<oracle::Answer> Decide(const oracle::Knowledge& stated) const;

  generated::Rows rows_;
  std::shared_ptr<const platform::Platform> platform_;
  oracle::Oracle oracle_;
};

// Shapes that have all there is: integers, assumptions, impossible rules, notes.
struct Family {
  const char* name;
  generated::Shape shape;
};
inline void PrintTo(const Family& family, std::ostream* out) { *out << family.name; }
inline constexpr Family kFamilies[] = {
    {"plain", {.facts = 4, .rules = 5}},
    {"everything",
     {.facts = 4, .note_facts = 1, .rules = 6, .impossible = 2, .notes = 2, .alternatives = 2, .assumed_of_ten = 3}},
    {"contradictory", {.facts = 5, .max_values = 3, .rules = 5, .impossible = 6, .notes = 1, .assumed_of_ten = 4}},
    {"narrow", {.facts = 6, .max_values = 2, .rules = 9, .impossible = 2, .notes = 2, .assumed_of_ten = 2}},
};

}  // namespace connection_advisor::tool

#endif  // TESTS_PLUGINS_TOOL_ACCEPTANCE_GENERATED_CASES_H_
