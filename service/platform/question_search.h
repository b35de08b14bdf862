// Which question to ask next on a platform with too many states of knowledge to tabulate: an estimate, by looking
// ahead.
//
// The recursion of the questions (knowledge.h) to a bounded depth:
//   T(state) = 0 where its open cases agree, else (their number) + the least A(fact)
//   A(fact)  = the sum of T over the states that the fact's values lead to
// where it ends, T is the entropy of the verdict over the open cases: how many questions with two answers would tell it
// at best. Looked at first, and deepest, are the facts that leave the least entropy.
//
// In whole numbers of a fixed point, and bounded by a number of steps: the same diagram gives the same questions on
// every machine, however busy.
#ifndef SERVICE_PLATFORM_QUESTION_SEARCH_H_
#define SERVICE_PLATFORM_QUESTION_SEARCH_H_

#include <cstdint>
#include <deque>
#include <vector>

#include "service/diagram/builder.h"
#include "service/diagram/reference.h"
#include "service/diagram/split.h"

namespace connection_advisor::platform {

// A step is a node that is looked at in one state.
inline constexpr uint32_t kMaxQuestionSteps = 24'000;

// Memory that searching needs, kept from one search to the next. One per thread.
struct QuestionSearchScratch {
  diagram::SplitScratch split;
  std::deque<diagram::Split> splits;  // by depth; those above stay where they are while one is added
};

// `facts`, on which `verdict` depends, the best question first: those that were looked at ahead before the others, ties
// in declared order. `verdict` is restricted to what is known and undecided; its leaves are the Outcomes of a case.
// Cost: O(nodes of the verdict), and O(max_steps).
std::vector<uint32_t> SearchQuestions(const diagram::Builder& builder, diagram::Reference verdict,
                                      const diagram::VariableSet& facts, QuestionSearchScratch& scratch,
                                      uint32_t max_steps = kMaxQuestionSteps);

}  // namespace connection_advisor::platform

#endif  // SERVICE_PLATFORM_QUESTION_SEARCH_H_
