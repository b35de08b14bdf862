// For every state of knowledge (each fact that decides known to have one of its values, or unknown): how many cases are
// open, and how much asking is left. One dense table, filled once, smallest states first.
#ifndef TESTS_ORACLE_KNOWLEDGE_TABLE_H_
#define TESTS_ORACLE_KNOWLEDGE_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "tests/oracle/case_table.h"
#include "tests/oracle/platform_table.h"

namespace connection_advisor::oracle {

class KnowledgeTable {
 public:
  // The platform must outlive the table. The number of states is the product of (values + 1): 3.3 million for linkedin.
  KnowledgeTable(const PlatformTable& platform, const CaseTable& cases);

  // The possible cases that agree with what is known.
  uint64_t OpenCases(const Knowledge& known) const;

  // What they all come to; kNeedsInformation where they do not agree. Requires one.
  Verdict Decided(const Knowledge& known) const;

  // T: the questions that the best way of asking needs, added up over the open cases.
  uint64_t Effort(const Knowledge& known) const;

  // A: what of it is left once `fact`, unknown so far, is answered: the sum over its values that leave a case open.
  uint64_t EffortAfterAsking(const Knowledge& known, int fact) const;

 private:
  struct State {
    uint32_t open_cases = 0;
    uint32_t effort = 0;
    uint8_t verdicts = 0;  // one bit each
  };

  size_t IndexOf(const Knowledge& known) const;
  void Fill(const CaseTable& cases);
  State Complete(const CaseTable& cases, const std::vector<int>& digits) const;
  State Partial(size_t index, const std::vector<int>& digits) const;

  // Of the facts that decide: position, number of values, and the distance of two states that differ by one value.
  std::vector<int> facts_;
  std::vector<int> values_;
  std::vector<size_t> strides_;
  size_t fact_count_;
  std::vector<State> states_;
};

}  // namespace connection_advisor::oracle

#endif  // TESTS_ORACLE_KNOWLEDGE_TABLE_H_
