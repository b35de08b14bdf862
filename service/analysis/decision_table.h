// A platform as a table of decisions that people can review: lines that say when, what, and by which rules.
#ifndef SERVICE_ANALYSIS_DECISION_TABLE_H_
#define SERVICE_ANALYSIS_DECISION_TABLE_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "service/analysis/conditions.h"
#include "service/platform/platform.h"

namespace connection_advisor::analysis {

struct DecisionLine {
  ConditionLine when;
  platform::Outcome verdict = platform::Outcome::kDecline;
  std::vector<uint32_t> rules;  // those that decide one of its cases, in their order
};

struct DecisionTable {
  // Every possible case is in exactly one line, and no two lines overlap. Combinations that are impossible may be in a
  // line too; its number of cases leaves them out. None of its conditions could be left out, and no two lines of the
  // same verdict could be written as one. Ordered by the questions that take the fewest lines.
  std::vector<DecisionLine> lines;
  // The facts that some line has a condition on, in declared order.
  std::vector<uint32_t> facts;
};

struct DecisionTableLimits {
  uint32_t max_lines = 1'000;
  uint64_t max_work = 20'000'000;  // as diagram::LineOptions::max_work
  uint32_t max_nodes = 4'000'000;  // of the diagrams that are built on the way
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
};

// RESOURCE_EXHAUSTED where it would have more lines than the limit. Thread-safe, and the same platform gives the same
// table, unless the deadline passes.
absl::StatusOr<DecisionTable> TableOf(const platform::Platform& platform, const DecisionTableLimits& limits = {});

}  // namespace connection_advisor::analysis

#endif  // SERVICE_ANALYSIS_DECISION_TABLE_H_
