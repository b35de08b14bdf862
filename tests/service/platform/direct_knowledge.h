// What can be known, and what to ask next, the long way; and verdicts to ask it of.
#ifndef TESTS_SERVICE_PLATFORM_DIRECT_KNOWLEDGE_H_
#define TESTS_SERVICE_PLATFORM_DIRECT_KNOWLEDGE_H_

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "tests/service/diagram/generated_function.h"

namespace connection_advisor::platform {

using diagram::Assignment;
using diagram::Table;

// The states of knowledge, the long way: by what is known of each fact, over the cases that agree with it.
class DirectKnowledge {
 public:
  explicit DirectKnowledge(const Table& verdict) : verdict_(verdict) {}

  // The outcomes of all cases in their order: two states are the same where these are.
  std::vector<int32_t> Restricted(const Assignment& known) const {
    std::vector<int32_t> outcomes;
    for (const Assignment& assignment : verdict_.domain->assignments()) {
      outcomes.push_back(verdict_(diagram::Overridden(assignment, known)));
    }
    return outcomes;
  }

  bool DependsOn(const Assignment& known, uint32_t fact) const {
    return Table{verdict_.domain, Restricted(known)}.DependsOn(fact);
  }

  uint8_t Outcomes(const Assignment& known) const {
    uint8_t outcomes = 0;
    for (const int32_t outcome : OpenCases(known)) outcomes |= static_cast<uint8_t>(1u << outcome);
    return outcomes;
  }

  std::vector<uint8_t> Questions(const Assignment& known) {
    std::vector<std::pair<uint64_t, uint8_t>> worth;
    for (const uint8_t fact : Unknown(known)) {
      if (const uint64_t effort = EffortAfterAsking(known, fact); effort < Effort(known)) {
        worth.emplace_back(effort, fact);
      }
    }
    std::sort(worth.begin(), worth.end());
    std::vector<uint8_t> questions;
    for (const auto& [effort, fact] : worth) questions.push_back(fact);
    return questions;
  }

  // T
  uint64_t Effort(const Assignment& known) {
    if (std::popcount(Outcomes(known)) <= 1) return 0;
    if (const auto done = effort_.find(known); done != effort_.end()) return done->second;
    uint64_t least = std::numeric_limits<uint64_t>::max();
    for (const uint8_t fact : Unknown(known)) least = std::min(least, EffortAfterAsking(known, fact));
    return effort_[known] = OpenCases(known).size() + least;
  }

  // A
  uint64_t EffortAfterAsking(Assignment known, uint8_t fact) {
    uint64_t effort = 0;
    for (uint8_t value = 0; value < verdict_.domain->value_counts()[fact]; ++value) {
      known[fact] = value;
      effort += Effort(known);
    }
    return effort;
  }

 private:
  std::vector<int32_t> OpenCases(const Assignment& known) const {
    std::vector<int32_t> open;
    for (const Assignment& assignment : verdict_.domain->assignments()) {
      if (diagram::Agrees(assignment, known) && verdict_(assignment) != 0) open.push_back(verdict_(assignment));
    }
    return open;
  }

  static std::vector<uint8_t> Unknown(const Assignment& known) {
    std::vector<uint8_t> facts;
    for (size_t fact = 0; fact < known.size(); ++fact) {
      if (known[fact] == diagram::kUnknown) facts.push_back(static_cast<uint8_t>(fact));
    }
    return facts;
  }

  const Table& verdict_;
  std::map<Assignment, uint64_t> effort_;
};

inline constexpr int32_t kOutcomes = 4;

// A verdict in which few cases or many are impossible.
inline Table GeneratedVerdict(diagram::Generator& generator, const diagram::Domain& domain) {
  const Table possible = generator.Function(domain, 2);
  const Table decided = generator.Function(domain, kOutcomes);
  const bool some_impossible = generator.OneIn(2);
  return diagram::Tabulate(domain, [&](const Assignment& assignment) {
    return some_impossible && possible(assignment) == 0 ? 0 : decided(assignment);
  });
}

inline diagram::FrozenFunctions FrozenVerdict(diagram::Generator& generator, const Table& verdict) {
  diagram::Builder builder(verdict.domain->value_counts(), generator.Order(verdict.domain->variable_count()));
  return diagram::Frozen(builder, {generator.Build(builder, verdict)});
}

}  // namespace connection_advisor::platform

#endif  // TESTS_SERVICE_PLATFORM_DIRECT_KNOWLEDGE_H_
