// Which goals of a platform its cases cover. Whether a case passes does not matter: it is there, and says something.
//
//   rule      with a verdict: it decides every case that the statement leaves open; a note: the answer carries it; an
//             impossible rule: it holds whatever else is the case
//   boundary  the statement says the fact by the number at the boundary on this side, or by the text of the part, and
//             across the boundary the answer would differ in something that the case is about
//   edge      the verdict is decided, and some open case walks the edge: each of them is what the case says it is
//
// So a case that needs information walks no edge, and an unknown fact that makes no difference to a decided one walks
// all that it can be.
#ifndef PLUGINS_TOOL_ACCEPTANCE_COVERAGE_H_
#define PLUGINS_TOOL_ACCEPTANCE_COVERAGE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "plugins/tool/acceptance/answer.h"
#include "plugins/tool/acceptance/case.h"
#include "plugins/tool/acceptance/goal.h"
#include "service/platform/platform.h"

namespace connection_advisor::tool {

// The boundaries that the statement stands at: on which side, and what is stated across it.
std::vector<BoundaryGoal> BoundariesAt(const platform::Platform& platform, const Statement& stated);
std::vector<uint8_t> Across(const Statement& stated, const BoundaryGoal& boundary);

class Coverage {
 public:
  // Nothing is covered. The platform must outlive it.
  explicit Coverage(const platform::Platform& platform);

  // Covers what the case covers; returns what nothing before it did. Cost: one walk of the verdict's diagram.
  std::vector<Goal> Add(const Statement& stated, const Expectation& expected);

  // True if the case covers `goal`, whatever is covered already.
  bool Covers(const Statement& stated, const Expectation& expected, const Goal& goal);

  const std::vector<Goal>& goals() const { return goals_; }
  // Requires one of them.
  bool IsCovered(const Goal& goal) const;
  std::vector<Goal> Gaps() const;
  bool complete() const { return gaps_ == 0; }

 private:
  using Visitor = std::function<void(size_t goal)>;

  // Calls `visit` with the index of each goal that the case covers.
  void VisitCovered(const Statement& stated, const Expectation& expected, const Visitor& visit);
  void VisitRules(const Statement& stated, const Answer& answer, const Visitor& visit);
  void VisitBoundaries(const Statement& stated, const Expectation& expected, const Answer& answer,
                       const Visitor& visit);
  // True if a possible case that agrees with `values` leads through `at`, in which case its edges are visited.
  bool VisitEdges(diagram::Reference at, const uint8_t* values, const Visitor& visit);

  size_t IndexOf(const Goal& goal) const;
  size_t EdgePlace(diagram::Reference node, uint8_t value) const {
    return first_edges_[static_cast<size_t>(node)] + value;
  }

  const platform::Platform& platform_;
  Asker asker_;
  std::vector<Goal> goals_;  // rules by index, then boundaries, then edges
  std::vector<bool> covered_;
  size_t gaps_;

  std::vector<size_t> first_edges_;  // by node: where its edges begin below
  std::vector<size_t> edges_;        // index of the goal; goals_.size() where the edge is none
  enum class Walk : uint8_t { kNotYet, kPossible, kImpossible };
  std::vector<Walk> walks_;  // by node, of the case that is being looked at
};

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_ACCEPTANCE_COVERAGE_H_
