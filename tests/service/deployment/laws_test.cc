// The laws against a search through every case, and every witness for what it claims.
#include "service/deployment/laws.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "connection_advisor/v1/request.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/service/deployment/generated_platform.h"
#include "tests/service/deployment/valid_image.h"

namespace connection_advisor::deployment {
namespace {

using diagram::Assignment;
using diagram::Generator;
using diagram::kUnknown;
using platform::Outcome;
using platform::Platform;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr uint32_t kPlatforms = 200;

// The request in a cause, as values by fact; the cause up to it.
struct Witness {
  std::string cause;
  Assignment values;
};

Witness WitnessIn(const std::string& cause, const Platform& platform) {
  const size_t begin = cause.find('{');
  const size_t end = cause.rfind('}');
  Witness witness{cause, Assignment(platform.facts.size(), kUnknown)};
  v1::AdviseRequest request;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(cause.substr(begin, end - begin + 1), &request).ok())
      << cause;
  EXPECT_EQ(request.platform(), platform.id);
  for (const auto& [id, value] : request.facts().fields()) {
    const uint32_t fact = platform.fact_index.at(id);
    for (size_t index = 0; index < platform.facts[fact].values.size(); ++index) {
      if (platform.facts[fact].values[index] == value.string_value()) {
        witness.values[fact] = static_cast<uint8_t>(index);
      }
    }
    EXPECT_NE(witness.values[fact], kUnknown) << cause;
  }
  return witness;
}

class LawsTest : public ::testing::Test {
 protected:
  // Calls `check` with generated platforms and the causes against each that begin with `law`.
  void ForPlatforms(
      const std::string& law,
      const std::function<void(const GeneratedPlatform&, const Platform&, const std::vector<std::string>&)>& check) {
    uint32_t with_causes = 0;
    for (uint32_t seed = 0; seed < kPlatforms && !HasFailure(); ++seed) {
      Generator generator(seed);
      const GeneratedPlatform generated(generator);
      const auto platform = Assembled(generated.Compile());
      ASSERT_NE(platform, nullptr);
      std::vector<std::string> causes;
      for (const std::string& cause : BrokenLaws(*platform)) {
        if (absl::StrContains(cause, absl::StrCat("breaks law ", law))) causes.push_back(cause);
      }
      SCOPED_TRACE(seed);
      check(generated, *platform, causes);
      with_causes += causes.empty() ? 0 : 1;
    }
    EXPECT_GT(with_causes, kPlatforms / 20) << "or this tests nothing";
    EXPECT_LT(with_causes, kPlatforms * 19 / 20);
  }

  // True if `holds` of every assignment that agrees with `values`.
  static bool Always(const GeneratedPlatform& generated, const Assignment& values,
                     const std::function<bool(const Assignment&)>& holds) {
    for (const Assignment& assignment : generated.domain().assignments()) {
      if (diagram::Agrees(assignment, values) && !holds(assignment)) return false;
    }
    return true;
  }

  // The witness shows it, and does not without any one of its facts (`kept` aside).
  static void ExpectShows(const GeneratedPlatform& generated, const Witness& witness,
                          const std::function<bool(const Assignment&)>& holds, uint32_t kept = 1000) {
    EXPECT_TRUE(Always(generated, witness.values, holds)) << witness.cause;
    for (uint32_t fact = 0; fact < witness.values.size(); ++fact) {
      if (witness.values[fact] == kUnknown || fact == kept) continue;
      Assignment fewer = witness.values;
      fewer[fact] = kUnknown;
      EXPECT_FALSE(Always(generated, fewer, holds)) << "fact " << fact << " says nothing in " << witness.cause;
    }
  }
};

TEST_F(LawsTest, TotalHasACaseThatNoRuleDecides) {
  ForPlatforms(
      "2", [](const GeneratedPlatform& generated, const Platform& platform, const std::vector<std::string>& causes) {
        const auto undecided = [&](const Assignment& assignment) {
          return generated.IsPossible(assignment) && !generated.Decide(assignment);
        };
        const bool total = Always(generated, Assignment(platform.facts.size(), kUnknown),
                                  [&](const Assignment& assignment) { return !undecided(assignment); });
        ASSERT_EQ(causes.size(), total ? 0u : 1u);
        if (!total) ExpectShows(generated, WitnessIn(causes[0], platform), undecided);
      });
}

TEST_F(LawsTest, LiveNamesEachRuleThatNeverCounts) {
  ForPlatforms(
      "3", [](const GeneratedPlatform& generated, const Platform& platform, const std::vector<std::string>& causes) {
        size_t expected = 0;
        for (uint32_t rule = 0; rule < platform.rules.size(); ++rule) {
          const Outcome outcome = platform.rules[rule].outcome;
          bool holds = false;
          bool counts = false;
          for (const Assignment& assignment : generated.domain().assignments()) {
            const bool here = generated.ConditionLeaf(rule, assignment) == platform::kLeafHolds;
            holds |= here;
            counts |= here && (outcome == Outcome::kNote || outcome == Outcome::kImpossible ||
                               generated.Decide(assignment) == rule);
          }
          if (counts) continue;
          ++expected;
          const std::string name = absl::StrCat("'", platform.rules[rule].id, "'");
          const auto named = std::find_if(causes.begin(), causes.end(),
                                          [&](const std::string& cause) { return absl::StrContains(cause, name); });
          ASSERT_NE(named, causes.end()) << name;
          EXPECT_THAT(*named, HasSubstr(holds ? "never decides" : "holds in no"));
          if (!holds) continue;
          ExpectShows(generated, WitnessIn(*named, platform), [&](const Assignment& assignment) {
            return generated.ConditionLeaf(rule, assignment) == platform::kLeafHolds;
          });
        }
        EXPECT_EQ(causes.size(), expected);
      });
}

TEST_F(LawsTest, SatisfiableLeavesEveryValueAndAllAssumptionsACase) {
  ForPlatforms(
      "4", [](const GeneratedPlatform& generated, const Platform& platform, const std::vector<std::string>& causes) {
        const auto impossible = [&](const Assignment& assignment) { return !generated.IsPossible(assignment); };
        size_t expected = 0;
        Assignment assumptions(platform.facts.size(), kUnknown);
        for (uint32_t fact = 0; fact < platform.facts.size(); ++fact) {
          if (platform.facts[fact].assumption) assumptions[fact] = *platform.facts[fact].assumption;
          const auto value_count = static_cast<uint8_t>(platform.facts[fact].values.size());
          for (uint8_t value = 0; value < value_count; ++value) {
            Assignment values(platform.facts.size(), kUnknown);
            values[fact] = value;
            expected += Always(generated, values, impossible) ? 1 : 0;
          }
        }
        expected += Always(generated, assumptions, impossible) ? 1 : 0;
        ASSERT_EQ(causes.size(), expected);
        for (const std::string& cause : causes) {
          const Witness witness = WitnessIn(cause, platform);
          // "No case to a value" states that value even where there is no case at all.
          if (absl::StrContains(cause, "assumptions")) {
            ExpectShows(generated, witness, impossible);
          } else {
            EXPECT_TRUE(Always(generated, witness.values, impossible)) << cause;
          }
        }
      });
}

TEST_F(LawsTest, MonotoneFindsEveryStepForTheWorse) {
  ForPlatforms(
      "6", [](const GeneratedPlatform& generated, const Platform& platform, const std::vector<std::string>& causes) {
        // Nothing where a case is impossible or undecided.
        const auto verdict = [&](const Assignment& assignment) {
          const auto rule = generated.Decide(assignment);
          return generated.IsPossible(assignment) && rule ? platform.rules[*rule].outcome : Outcome::kImpossible;
        };
        size_t expected = 0;
        for (uint32_t fact = 0; fact < platform.facts.size(); ++fact) {
          if (!platform.facts[fact].favourable) continue;
          const std::vector<std::string>& values = platform.facts[fact].values;
          const auto value_count = static_cast<uint8_t>(values.size());
          for (uint8_t worse = 0; worse < value_count; ++worse) {
            for (uint8_t better = worse + 1u; better < value_count; ++better) {
              const auto falls_to = [&](const Assignment& assignment) {
                Assignment other = assignment;
                other[fact] = better;
                const Outcome before = verdict(assignment);
                const Outcome after = verdict(other);
                return before != Outcome::kImpossible && after != Outcome::kImpossible && after < before
                           ? std::pair(before, after)
                           : std::pair(Outcome::kImpossible, Outcome::kImpossible);
              };
              const auto falls = [&](const Assignment& assignment) {
                return falls_to(assignment).first != Outcome::kImpossible;
              };
              Assignment with_worse(platform.facts.size(), kUnknown);
              with_worse[fact] = worse;
              if (Always(generated, with_worse, [&](const Assignment& assignment) { return !falls(assignment); }))
                continue;
              ++expected;
              const std::string step =
                  absl::StrCat("fact '", platform.facts[fact].id, "' is declared favourable, yet from '", values[worse],
                               "' to '", values[better], "'");
              const auto named = std::find_if(causes.begin(), causes.end(),
                                              [&](const std::string& cause) { return absl::StrContains(cause, step); });
              ASSERT_NE(named, causes.end()) << step;
              const Witness witness = WitnessIn(*named, platform);
              EXPECT_EQ(witness.values[fact], worse) << *named;
              const auto sample = std::find_if(
                  generated.domain().assignments().begin(), generated.domain().assignments().end(),
                  [&](const Assignment& assignment) { return diagram::Agrees(assignment, witness.values); });
              ExpectShows(
                  generated, witness,
                  [&, fall = falls_to(*sample)](const Assignment& assignment) {
                    return falls(assignment) && falls_to(assignment) == fall;
                  },
                  fact);
            }
          }
        }
        EXPECT_EQ(causes.size(), expected);
      });
}

TEST_F(LawsTest, ExamplesAreAskedOfEveryRuleThatCountsAndNoOther) {
  for (uint32_t seed = 0; seed < 20; ++seed) {
    Generator generator(seed);
    const GeneratedPlatform generated(generator);  // without examples
    const auto platform = Assembled(generated.Compile());
    ASSERT_NE(platform, nullptr);
    const std::vector<std::string> causes = BrokenLaws(*platform);
    for (const platform::Rule& rule : platform->rules) {
      const std::string cause =
          absl::StrCat("platform 'generated' breaks law 5 (examples): rule '", rule.id, "' has no example");
      EXPECT_EQ(std::count(causes.begin(), causes.end(), cause), rule.outcome == Outcome::kImpossible ? 0 : 1);
    }
  }
}

TEST(LawsOfBundledPlatformsTest, Hold) {
  for (const char* plugin : {"linkedin", "twitter", "facebook"}) {
    EXPECT_THAT(BrokenLaws(*Assembled(ValidImage(plugin).platforms(0))), IsEmpty()) << plugin;
  }
}

TEST(LawsOfBundledPlatformsTest, AreNotProvenPastTheDeadline) {
  const auto platform = Assembled(ValidImage("linkedin").platforms(0));
  EXPECT_THAT(BrokenLaws(*platform, std::chrono::steady_clock::now() - std::chrono::seconds(1)),
              ElementsAre(HasSubstr("time was up before its laws were proven")));
}

}  // namespace
}  // namespace connection_advisor::deployment
