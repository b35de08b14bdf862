// Sets of cases as a person reads them: lines of conditions on facts.
#ifndef SERVICE_ANALYSIS_CONDITIONS_H_
#define SERVICE_ANALYSIS_CONDITIONS_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "service/diagram/lines.h"
#include "service/diagram/reference.h"
#include "service/platform/platform.h"

namespace connection_advisor::analysis {

// A fact has one of these values.
struct Condition {
  std::string fact_id;
  // As answers write them; of an integer fact, neighbouring parts are one range: "below 20", "at least 10".
  std::vector<std::string> values;
  // All others that the fact may have; at least one.
  std::vector<std::string> other_values;
};

// The cases in which every condition holds.
struct ConditionLine {
  std::vector<Condition> conditions;  // in the order of the facts; empty: every case
  diagram::Count cases = 0;
};

// The texts of a set of values of a fact. `cut_points`: of an integer fact, whose values are the parts between them;
// else empty.
std::vector<std::string> ValueTexts(std::span<const std::string> values, std::span<const int32_t> cut_points,
                                    diagram::ValueSet set);

}  // namespace connection_advisor::analysis

#endif  // SERVICE_ANALYSIS_CONDITIONS_H_
