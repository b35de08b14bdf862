// What differs between two platforms with the same facts, found case by case and without the analysis.
#ifndef TESTS_FAULTS_ENUMERATION_H_
#define TESTS_FAULTS_ENUMERATION_H_

#include <map>
#include <string>
#include <utility>

#include "service/analysis/difference.h"
#include "service/platform/platform.h"

namespace connection_advisor::faults {

// What a case comes to, and by which rule.
using Outcome = std::pair<analysis::CaseOutcome, std::string>;

// How many cases came to the one and come to the other.
using Changes = std::map<std::pair<Outcome, Outcome>, diagram::Count>;

// The two may cut their integers differently.
Changes ChangesByEnumeration(const platform::Platform& before, const platform::Platform& after);

// True if nothing tells the two apart: no case, by what is decided or by any condition, and nothing that is declared of
// facts and rules and that answers depend on. Their facts have as many values.
bool AnswerAlike(const platform::Platform& meant, const platform::Platform& faulty);

}  // namespace connection_advisor::faults

#endif  // TESTS_FAULTS_ENUMERATION_H_
