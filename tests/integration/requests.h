// Writing knowledge down as requests, in every way that the contract allows.
#ifndef TESTS_INTEGRATION_REQUESTS_H_
#define TESTS_INTEGRATION_REQUESTS_H_

#include <random>
#include <string>
#include <vector>

#include "connection_advisor/v1/request.pb.h"
#include "tests/oracle/platform_table.h"

namespace connection_advisor::integration {

using Random = std::mt19937;

// A random number in [0, bound).
int Below(Random& random, int bound);

v1::AdviseRequest RequestTo(const std::string& platform);

// States a fact of the contract in its field.
void StateInField(const std::string& platform, const oracle::Fact& fact, int value, v1::AdviseRequest* request);

// States a fact in `facts`: as answers write it, or in any of the forms that are taken.
void StateAsAnswered(const oracle::Fact& fact, int value, v1::AdviseRequest* request);
void StateInFacts(const oracle::Fact& fact, int value, Random& random, v1::AdviseRequest* request);

// All that is known, each fact in its field where it has one.
v1::AdviseRequest Plainly(const oracle::PlatformTable& platform, const oracle::Knowledge& known);

// All that is known, each fact in its field, in `facts` or in both, in any form; some of what is unknown said to be so;
// some facts of the contract that the platform does not use; either view.
v1::AdviseRequest Anyhow(const oracle::PlatformTable& platform, const oracle::Knowledge& known, Random& random);

// Each fact known with the same chance, itself random: from next to nothing known to next to all. May be impossible.
oracle::Knowledge RandomKnowledge(const oracle::PlatformTable& platform, Random& random);

// A possible case, with facts that only notes read.
oracle::Case RandomCase(const oracle::PlatformTable& platform, Random& random);

// The fact of `platform` that a field of a violation speaks of; empty if none.
std::string FactOfField(const std::string& platform, const std::string& field);

}  // namespace connection_advisor::integration

#endif  // TESTS_INTEGRATION_REQUESTS_H_
