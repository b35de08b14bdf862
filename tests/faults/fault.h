// Faults as authors make them, seeded into a table of rules one at a time.
#ifndef TESTS_FAULTS_FAULT_H_
#define TESTS_FAULTS_FAULT_H_

#include <string>
#include <vector>

#include "tests/faults/rule_table.h"

namespace connection_advisor::faults {

struct Fault {
  std::string kind;  // "a condition negated"
  std::string what;  // "rule 'known_for_good_work'"
  RuleTable table;   // with it
};

// All faults of all kinds that the table has room for. Whether one makes a difference is for others to find out.
std::vector<Fault> SeedFaults(const RuleTable& table);

}  // namespace connection_advisor::faults

#endif  // TESTS_FAULTS_FAULT_H_
