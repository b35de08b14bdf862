// Hundreds of generated platforms give the same bytes to the same request, whatever was asked before and by whom.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/generated/lawful.h"
#include "tests/generated/oracle.h"
#include "tests/service/advice/answers.h"
#include "tests/service/advice/generated_families.h"
#include "tests/service/advice/same_bytes.h"

namespace connection_advisor::advice {
namespace {

using generated::Rows;
using oracle::Knowledge;

class StableBytes : public testing::TestWithParam<Family> {};

TEST_P(StableBytes, InAnyOrderAndOnEveryThread) {
  for (uint64_t seed = 0; seed < kSeeds && !HasFailure(); ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    const Rows rows = Lawful(Draw(GetParam().shape, seed));
    const oracle::PlatformTable table = TableOf(rows);
    const std::vector<Knowledge> statements = DrawStatements(rows, seed);
    const Asked asked(rows);
    ExpectTheSameBytesAgain(asked.platforms(), statements.size(),
                            [&](size_t i) { return RequestOf(table, statements[i]); });
  }
}

INSTANTIATE_TEST_SUITE_P(Families, StableBytes, testing::ValuesIn(kFamilies),
                         [](const auto& family) { return std::string(family.param.name); });

}  // namespace
}  // namespace connection_advisor::advice
