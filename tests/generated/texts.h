// What a generated platform says: one text for each place, the same in its image and in its source.
#ifndef TESTS_GENERATED_TEXTS_H_
#define TESTS_GENERATED_TEXTS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "tests/generated/rows.h"

namespace connection_advisor::generated {

inline constexpr char kVersion[] = "1.0.0";
inline constexpr char kDisplayName[] = "Generated";
inline constexpr char kPurpose[] = "Whatever the seed says";
inline constexpr uint32_t kSignificance = 1;

inline constexpr char kGreetingWithName[] = "Hello {candidate},";
inline constexpr char kGreeting[] = "Hello,";
inline constexpr char kClosingWithName[] = "Yours,\n{member}";
inline constexpr char kClosing[] = "Yours";

// By outcome: "DECLINE".
const char* Name(Outcome outcome);

std::string Question(const Fact& fact);
std::vector<std::string> ChoiceValues(const Fact& fact);  // "V0", "V1", ...
std::vector<int> CutPoints(const Fact& fact);             // its own, else 10, 20, ...

std::string Summary(const Rule& rule);
std::string Rationale(const Rule& rule);
std::string NextStep(const Rule& rule);
std::string Reply(const Rule& rule);

std::string NeutralSummary(Outcome verdict);
std::string NeutralNextStep(Outcome verdict);
std::string NeutralReply(Outcome verdict);

std::string ExampleName(const Rows& rows, const Example& example);

}  // namespace connection_advisor::generated

#endif  // TESTS_GENERATED_TEXTS_H_
