// What an advice says in ids and figures: the contract's messages in the oracle's terms. Whether the service is linked
// or asked over gRPC, both are held against the oracle by these.
#ifndef TESTS_ANSWERS_ANSWERS_H_
#define TESTS_ANSWERS_ANSWERS_H_

#include "connection_advisor/v1/advice.pb.h"
#include "tests/oracle/explanation.h"
#include "tests/oracle/oracle.h"

namespace connection_advisor::answers {

v1::Verdict VerdictOf(oracle::Verdict verdict);
// The test fails where it is none of the four.
oracle::Verdict VerdictOf(v1::Verdict verdict);

oracle::Answer AnswerOf(const v1::Advice& advice);

// The test fails unless the advice on `stated` says rightly what it would take for the rule with that index to decide.
void ExpectWhyNot(const oracle::Oracle& oracle, const oracle::Knowledge& stated, int rule, const v1::Advice& advice);

// Of the full view. Facts that the platform does not use are left out.
oracle::Explanation ExplanationOf(const v1::Advice& advice);

}  // namespace connection_advisor::answers

#endif  // TESTS_ANSWERS_ANSWERS_H_
