#include "tests/oracle/knowledge_table.h"

#include <algorithm>
#include <limits>

namespace connection_advisor::oracle {

// A state is a number whose digits are the facts; the digit above the last value says unknown. So a state in which a
// fact is known has a smaller number than the one in which it is not, and one ascending pass fills the table.
KnowledgeTable::KnowledgeTable(const PlatformTable& platform, const CaseTable& cases)
    : fact_count_(platform.facts.size()) {
  size_t states = 1;
  for (size_t fact = 0; fact < fact_count_; ++fact) {
    if (!platform.facts[fact].decides) continue;
    facts_.push_back(static_cast<int>(fact));
    values_.push_back(static_cast<int>(platform.facts[fact].values.size()));
    strides_.push_back(states);
    states *= platform.facts[fact].values.size() + 1;
  }
  states_.resize(states);
  Fill(cases);
}

void KnowledgeTable::Fill(const CaseTable& cases) {
  std::vector<int> digits(facts_.size(), 0);
  for (size_t index = 0; index < states_.size(); ++index) {
    const bool complete = std::equal(digits.begin(), digits.end(), values_.begin(), std::less<>());
    states_[index] = complete ? Complete(cases, digits) : Partial(index, digits);
    for (size_t i = 0; i < digits.size() && ++digits[i] > values_[i]; ++i) digits[i] = 0;
  }
}

KnowledgeTable::State KnowledgeTable::Complete(const CaseTable& cases, const std::vector<int>& digits) const {
  Case one_case(fact_count_, 0);
  for (size_t i = 0; i < digits.size(); ++i) one_case[facts_[i]] = digits[i];
  const std::optional<Verdict> verdict = cases.Decided(one_case);
  if (!verdict) return {};
  return {.open_cases = 1, .effort = 0, .verdicts = static_cast<uint8_t>(1 << static_cast<int>(*verdict))};
}

KnowledgeTable::State KnowledgeTable::Partial(size_t index, const std::vector<int>& digits) const {
  State state;
  uint32_t least = std::numeric_limits<uint32_t>::max();
  bool counted = false;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (digits[i] != values_[i]) continue;
    uint32_t after = 0;
    for (int value = 0; value < values_[i]; ++value) {
      const State& child = states_[index - (values_[i] - value) * strides_[i]];
      after += child.effort;
      if (counted) continue;
      state.open_cases += child.open_cases;
      state.verdicts |= child.verdicts;
    }
    counted = true;
    least = std::min(least, after);
  }
  const bool settled = (state.verdicts & (state.verdicts - 1)) == 0;
  state.effort = settled ? 0 : state.open_cases + least;
  return state;
}

size_t KnowledgeTable::IndexOf(const Knowledge& known) const {
  size_t index = 0;
  for (size_t i = 0; i < facts_.size(); ++i) {
    const int value = known[facts_[i]];
    index += strides_[i] * (value == kUnknown ? values_[i] : value);
  }
  return index;
}

uint64_t KnowledgeTable::OpenCases(const Knowledge& known) const { return states_[IndexOf(known)].open_cases; }

Verdict KnowledgeTable::Decided(const Knowledge& known) const {
  const uint8_t verdicts = states_[IndexOf(known)].verdicts;
  for (const Verdict one : {Verdict::kDecline, Verdict::kMeetFirst, Verdict::kConnect}) {
    if (verdicts == 1 << static_cast<int>(one)) return one;
  }
  return Verdict::kNeedsInformation;
}

uint64_t KnowledgeTable::Effort(const Knowledge& known) const { return states_[IndexOf(known)].effort; }

uint64_t KnowledgeTable::EffortAfterAsking(const Knowledge& known, int fact) const {
  const auto found = std::find(facts_.begin(), facts_.end(), fact);
  Knowledge answered = known;
  uint64_t sum = 0;
  for (answered[fact] = 0; answered[fact] < values_[found - facts_.begin()]; ++answered[fact]) sum += Effort(answered);
  return sum;
}

}  // namespace connection_advisor::oracle
