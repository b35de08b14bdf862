// The difference of hundreds of generated pairs of versions is what enumeration finds.
#include "service/analysis/difference.h"

#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <random>
#include <set>
#include <tuple>
#include <utility>

#include "connection_advisor/v1/connection_advisor.pb.h"
#include "google/rpc/error_details.pb.h"
#include "service/advice/advise.h"
#include "service/platform/published_platforms.h"
#include "tests/generated/edit.h"
#include "tests/generated/lawful.h"
#include "tests/generated/named.h"
#include "tests/generated/platform.h"
#include "tests/service/analysis/version_pair.h"

namespace connection_advisor::analysis {
namespace {

using diagram::Count;
using generated::Shape;

struct Family {
  const char* name;
  Shape shape;
  int changes;
};

void PrintTo(const Family& family, std::ostream* out) { *out << family.name; }

constexpr Family kFamilies[] = {
    {"one_change", {.facts = 4, .max_values = 3, .rules = 5, .assumed_of_ten = 3}, 1},
    {"impossible",
     {.facts = 5, .max_values = 3, .rules = 5, .impossible = 3, .alternatives = 2, .assumed_of_ten = 3},
     2},
    {"notes",
     {.facts = 4,
      .note_facts = 1,
      .max_values = 3,
      .rules = 4,
      .impossible = 1,
      .notes = 2,
      .alternatives = 2,
      .assumed_of_ten = 3,
      .would_vouch = true},
     3},
    {"many_changes", {.facts = 5, .max_values = 3, .rules = 6, .impossible = 2, .alternatives = 2}, 6},
};

constexpr uint64_t kSeeds = 150;

bool IsVerdict(CaseOutcome outcome) { return outcome >= CaseOutcome::kDecline; }

bool IsContradiction(const absl::Status& status) {
  google::rpc::ErrorInfo info;
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.ErrorInfo");
  if (!payload) return false;
  const std::string bytes(*payload);
  return info.ParseFromString(bytes) && info.reason() == "CONTRADICTORY_FACTS";
}

// Asks a version as a caller would.
class Asked {
 public:
  explicit Asked(const Version& version) : Asked(version.platform) {}
  explicit Asked(std::shared_ptr<const platform::Platform> platform)
      : set_(std::vector<std::shared_ptr<const platform::Platform>>{std::move(platform)}) {}

  // What an answer shows: the verdict and the first reason. Nothing decided: "no such case".
  Verdict Ask(const std::string& json) {
    v1::AdviseRequest request;
    const auto parsed = google::protobuf::util::JsonStringToMessage(json, &request);
    EXPECT_TRUE(parsed.ok()) << json;
    return Ask(request);
  }
  Verdict Ask(const v1::AdviseRequest& request) {
    v1::Advice advice;
    const absl::Status status = advice::Advise(set_, request, workspace_, &advice);
    if (!status.ok()) {
      EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
      return {IsContradiction(status) ? CaseOutcome::kImpossible : CaseOutcome::kNoSuchCase, ""};
    }
    const std::string rule = advice.reasons().empty() ? "" : advice.reasons(0).rule_id();
    switch (advice.verdict()) {
      case v1::VERDICT_DECLINE:
        return {CaseOutcome::kDecline, rule};
      case v1::VERDICT_MEET_FIRST:
        return {CaseOutcome::kMeetFirst, rule};
      case v1::VERDICT_CONNECT:
        return {CaseOutcome::kConnect, rule};
      default:
        return {CaseOutcome::kNoSuchCase, "needs information"};
    }
  }

 private:
  platform::PlatformSet set_;
  advice::Workspace workspace_;
};

class DifferenceTest : public testing::TestWithParam<Family> {
 protected:
  // Calls `look(pair, difference)` for every pair of the family.
  template <typename Look>
  void ForEachPair(Look look) {
    for (uint64_t seed = 0; seed < kSeeds && !HasFailure(); ++seed) {
      SCOPED_TRACE(testing::Message() << "seed " << seed);
      const generated::Rows before = generated::Lawful(generated::Draw(GetParam().shape, seed));
      const VersionPair pair(before, generated::Edited(before, GetParam().changes, seed));
      const auto difference = Difference(*pair.before().platform, *pair.after().platform);
      ASSERT_TRUE(difference.ok()) << difference.status();
      look(pair, *difference);
    }
  }
};

std::vector<CaseChange> AllChanges(const PlatformDifference& difference) {
  std::vector<CaseChange> changes = difference.verdict_changes;
  changes.insert(changes.end(), difference.rule_changes.begin(), difference.rule_changes.end());
  return changes;
}

bool IsOf(const CaseChange& change, const Verdict& before, const Verdict& after) {
  if (change.before != before.outcome || change.after != after.outcome) return false;
  return change.before != change.after ||
         (change.rules.front().before == before.rule && change.rules.front().after == after.rule);
}

TEST_P(DifferenceTest, CountsWhatBecomesOfEveryCase) {
  int changes = 0;
  ForEachPair([&](const VersionPair& pair, const PlatformDifference& difference) {
    using Key = std::tuple<CaseOutcome, CaseOutcome, std::string, std::string>;
    std::map<Key, Count> expected;
    Count cases = 0;
    Count unchanged = 0;
    pair.ForEachCase([&](const PairedCase& one_case) {
      const Verdict before = pair.Decide(pair.before(), one_case);
      const Verdict after = pair.Decide(pair.after(), one_case);
      if (!IsVerdict(before.outcome) && !IsVerdict(after.outcome)) return;
      ++cases;
      if (before == after) {
        ++unchanged;
      } else {
        ++expected[{before.outcome, after.outcome, before.rule, after.rule}];
      }
    });
    std::map<Key, Count> found;
    for (const CaseChange& change : AllChanges(difference)) {
      Count sum = 0;
      for (const RulePair& rules : change.rules) {
        found[{change.before, change.after, rules.before, rules.after}] += rules.cases;
        sum += rules.cases;
      }
      ASSERT_TRUE(change.cases == sum);
      ++changes;
    }
    ASSERT_TRUE(found == expected);
    ASSERT_TRUE(difference.cases == cases);
    ASSERT_TRUE(difference.unchanged == unchanged);
  });
  EXPECT_GT(changes, 100);
}

TEST_P(DifferenceTest, DescribesExactlyTheCasesThatChangeEachOnce) {
  ForEachPair([&](const VersionPair& pair, const PlatformDifference& difference) {
    for (const CaseChange& change : AllChanges(difference)) {
      ASSERT_TRUE(change.cases_beyond_lines == 0);
      std::vector<Count> counts(change.lines.size());
      pair.ForEachCase([&](const PairedCase& one_case) {
        const Verdict before = pair.Decide(pair.before(), one_case);
        const Verdict after = pair.Decide(pair.after(), one_case);
        int in = 0;
        for (size_t line = 0; line < change.lines.size(); ++line) {
          if (!pair.IsIn(change.lines[line], one_case)) continue;
          ++in;
          if (IsOf(change, before, after)) ++counts[line];
        }
        ASSERT_LE(in, 1);
        if (!IsVerdict(before.outcome) && !IsVerdict(after.outcome)) return;
        ASSERT_EQ(in, IsOf(change, before, after) ? 1 : 0);
      });
      for (size_t line = 0; line < change.lines.size(); ++line) {
        ASSERT_TRUE(change.lines[line].cases == counts[line]);
        ASSERT_TRUE(counts[line] > 0);
      }
    }
  });
}

TEST_P(DifferenceTest, SaysWhatAConditionLeavesOut) {
  ForEachPair([&](const VersionPair& pair, const PlatformDifference& difference) {
    for (const CaseChange& change : AllChanges(difference)) {
      for (const ConditionLine& line : change.lines) {
        for (const Condition& condition : line.conditions) {
          ASSERT_FALSE(condition.other_values.empty());
          const ConditionLine only{{condition}, 0};
          const ConditionLine others{{{condition.fact_id, condition.other_values, {}}}, 0};
          pair.ForEachCase(
              [&](const PairedCase& one_case) { ASSERT_NE(pair.IsIn(only, one_case), pair.IsIn(others, one_case)); });
        }
      }
    }
  });
}

TEST_P(DifferenceTest, ShowsEachChangeByARequestToBoth) {
  int shown = 0;
  ForEachPair([&](const VersionPair& pair, const PlatformDifference& difference) {
    Asked before(pair.before());
    Asked after(pair.after());
    for (const CaseChange& change : AllChanges(difference)) {
      const Verdict was = before.Ask(change.witness.to_before);
      const Verdict is = after.Ask(change.witness.to_after);
      ASSERT_EQ(was.outcome, change.before) << change.witness.to_before;
      ASSERT_EQ(is.outcome, change.after) << change.witness.to_after;
      ++shown;
      if (change.before != change.after) continue;
      ASSERT_EQ(was.rule, change.rules.front().before) << change.witness.to_before;
      ASSERT_EQ(is.rule, change.rules.front().after) << change.witness.to_after;
    }
  });
  EXPECT_GT(shown, 100);
}

constexpr size_t kOpen = ~size_t{0};

bool Agrees(const PairedCase& one_case, const PairedCase& known) {
  for (size_t fact = 0; fact < known.size(); ++fact) {
    if (known[fact] != kOpen && known[fact] != one_case[fact]) return false;
  }
  return true;
}

// What Witness promises, over the cases as they were found one by one.
struct Row {
  PairedCase one_case;
  Verdict before;
  Verdict after;
};
bool Shows(const std::vector<Row>& rows, const PairedCase& known, const CaseChange& change) {
  const auto may_be = [&](const Verdict& found, CaseOutcome wanted, const std::string& rule) {
    if (wanted == CaseOutcome::kNoSuchCase) return found.outcome == wanted;
    if (found.outcome == wanted) return change.before != change.after || found.rule == rule;
    return found.outcome == CaseOutcome::kNoSuchCase ||
           (found.outcome == CaseOutcome::kImpossible && IsVerdict(wanted));
  };
  bool some = false;
  for (const Row& row : rows) {
    if (!Agrees(row.one_case, known)) continue;
    if (!may_be(row.before, change.before, change.rules.front().before)) return false;
    if (!may_be(row.after, change.after, change.rules.front().after)) return false;
    some = some || (row.before.outcome == change.before && row.after.outcome == change.after);
  }
  return some;
}

// Whether a request that states at most `most` facts shows the change.
bool SomeShows(const VersionPair& pair, const std::vector<Row>& rows, const CaseChange& change, size_t most,
               size_t from, PairedCase& known) {
  if (Shows(rows, known, change)) return true;
  if (most == 0) return false;
  for (size_t fact = from; fact < known.size(); ++fact) {
    if (!pair.facts()[fact].decides) continue;
    for (size_t value = 0; value < pair.facts()[fact].values.size(); ++value) {
      known[fact] = value;
      if (SomeShows(pair, rows, change, most - 1, fact + 1, known)) return true;
    }
    known[fact] = kOpen;
  }
  return false;
}

size_t FactsIn(const Witness& witness) {
  std::set<std::string> ids;
  for (const std::string& json : {witness.to_before, witness.to_after}) {
    v1::AdviseRequest request;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &request).ok()) << json;
    for (const auto& [id, value] : request.facts().fields()) ids.insert(id);
  }
  return ids.size();
}

TEST_P(DifferenceTest, ShowsItByARequestWithTheFewestFacts) {
  ForEachPair([&](const VersionPair& pair, const PlatformDifference& difference) {
    std::vector<Row> rows;
    pair.ForEachCase([&](const PairedCase& one_case) {
      rows.push_back({one_case, pair.Decide(pair.before(), one_case), pair.Decide(pair.after(), one_case)});
    });
    for (const CaseChange& change : AllChanges(difference)) {
      ASSERT_TRUE(change.witness.fewest_facts);
      const size_t stated = FactsIn(change.witness);
      PairedCase known(pair.facts().size(), kOpen);
      if (stated > 0) {
        ASSERT_FALSE(SomeShows(pair, rows, change, stated - 1, 0, known));
      }
      ASSERT_TRUE(SomeShows(pair, rows, change, stated, 0, known));
    }
  });
}

TEST_P(DifferenceTest, CountsWhereConditionsGiveAnotherAnswer) {
  int found_changes = 0;
  ForEachPair([&](const VersionPair& pair, const PlatformDifference& difference) {
    std::vector<std::string> ids;
    for (const generated::Rule& rule : pair.before().rows.rules) {
      const auto& others = pair.after().rows.rules;
      if (std::any_of(others.begin(), others.end(), [&](const auto& other) { return other.id == rule.id; })) {
        ids.push_back(rule.id);
      }
    }
    if (pair.before().rows.would_vouch && pair.after().rows.would_vouch) ids.emplace_back();
    std::vector<std::tuple<std::string, uint64_t, uint64_t>> expected;
    for (const std::string& id : ids) {
      uint64_t starts = 0;
      uint64_t stops = 0;
      pair.ForEachCase([](size_t) { return true; },
                       [&](const PairedCase& one_case) {
                         const std::optional<bool> before = pair.Holds(pair.before(), id, one_case);
                         const std::optional<bool> after = pair.Holds(pair.after(), id, one_case);
                         if (!before || !after) return;
                         starts += !*before && *after ? 1 : 0;
                         stops += *before && !*after ? 1 : 0;
                       });
      if (starts + stops > 0) expected.emplace_back(id, starts, stops);
    }
    std::vector<std::tuple<std::string, uint64_t, uint64_t>> found;
    for (const ConditionChange& change : difference.condition_changes) {
      found.emplace_back(change.rule_id, static_cast<uint64_t>(change.starts_to_hold),
                         static_cast<uint64_t>(change.stops_holding));
    }
    ASSERT_EQ(found, expected);
    found_changes += static_cast<int>(found.size());
  });
  EXPECT_GT(found_changes, 50);
}

// A request that states some of the facts that the version before has, of the values that it knows.
v1::AdviseRequest DrawRequest(const VersionPair& pair, std::mt19937_64& random) {
  v1::AdviseRequest request;
  request.set_platform(pair.before().rows.platform);
  for (const PairedFact& fact : pair.facts()) {
    const std::optional<size_t> known = pair.before().FactOf(fact.id);
    const Stated& value = fact.values[random() % fact.values.size()];
    if (!known || random() % 3 == 0 || !pair.before().ValueOf(*known, value)) continue;
    google::protobuf::Value& stated = (*request.mutable_facts()->mutable_fields())[fact.id];
    if (value.number) {
      stated.set_number_value(*value.number);
    } else {
      stated.set_string_value(value.name);
    }
  }
  return request;
}

TEST_P(DifferenceTest, IsCompatibleOnlyWhereEveryRequestComesToTheSameVerdict) {
  int compatible = 0;
  ForEachPair([&](const VersionPair& pair, const PlatformDifference& difference) {
    if (difference.effect != Effect::kCompatible) return;
    ++compatible;
    Asked before(pair.before());
    Asked after(pair.after());
    std::mt19937_64 random(17);
    for (int i = 0; i < 50; ++i) {
      const v1::AdviseRequest request = DrawRequest(pair, random);
      ASSERT_EQ(after.Ask(request).outcome, before.Ask(request).outcome) << request.ShortDebugString();
    }
  });
  EXPECT_TRUE(compatible > 3 || GetParam().changes > 3);
}

TEST_P(DifferenceTest, IsIncompatibleWhereARequestIsRefusedThatWasTaken) {
  int refused = 0;
  ForEachPair([&](const VersionPair& pair, const PlatformDifference& difference) {
    Asked before(pair.before());
    Asked after(pair.after());
    std::mt19937_64 random(18);
    for (int i = 0; i < 50; ++i) {
      const v1::AdviseRequest request = DrawRequest(pair, random);
      const Verdict is = after.Ask(request);
      if (is.outcome != CaseOutcome::kNoSuchCase || !is.rule.empty()) continue;
      ++refused;
      ASSERT_EQ(difference.effect, Effect::kIncompatible) << request.ShortDebugString();
    }
  });
  EXPECT_TRUE(refused > 50 || GetParam().changes == 1);
}

TEST_P(DifferenceTest, IsEmptyBetweenAPlatformAndItself) {
  ForEachPair([&](const VersionPair& pair, const PlatformDifference&) {
    const auto same = Difference(*pair.after().platform, *pair.after().platform);
    ASSERT_TRUE(same.ok()) << same.status();
    ASSERT_TRUE(same->empty());
    ASSERT_TRUE(same->cases == pair.after().platform->possible_cases);
    ASSERT_TRUE(same->unchanged == same->cases);
    ASSERT_EQ(same->effect, Effect::kCompatible);
  });
}

// Nobody can enumerate these; but nothing may be lost, and each request must show what it says.
TEST(LargeDifferenceTest, AccountsForEveryCaseBetweenPlatformsOfSixtyFacts) {
  const generated::Rows rows = generated::Named("ordered");
  const auto before = generated::PlatformOf(rows);
  const auto after = generated::PlatformOf(generated::Edited(rows, 3, 1));
  const auto difference = Difference(*before, *after, {.max_line_work = 100'000, .max_witness_steps = 1'000});
  ASSERT_TRUE(difference.ok()) << difference.status();
  Asked asked_before(before);
  Asked asked_after(after);
  Count sum = difference->unchanged;
  for (const CaseChange& change : AllChanges(*difference)) {
    sum += change.cases;
    Count in_lines = change.cases_beyond_lines;
    for (const ConditionLine& line : change.lines) in_lines += line.cases;
    EXPECT_TRUE(in_lines == change.cases);
    EXPECT_EQ(asked_before.Ask(change.witness.to_before).outcome, change.before);
    EXPECT_EQ(asked_after.Ask(change.witness.to_after).outcome, change.after);
  }
  EXPECT_FALSE(difference->verdict_changes.empty());
  EXPECT_TRUE(sum == difference->cases);
}

// A rule for every pair of values of two facts, of a version that has these facts alone.
generated::Rows RuleForEachPair(const std::string& side) {
  constexpr uint32_t kFirstValues = 64;
  constexpr uint32_t kSecondValues = 8;
  generated::Rows rows;
  rows.platform = "pairs";
  rows.facts = {{.id = "pairs." + side + "_first", .kind = generated::Kind::kChoice, .value_count = kFirstValues},
                {.id = "pairs." + side + "_second", .kind = generated::Kind::kChoice, .value_count = kSecondValues}};
  for (uint8_t first = 0; first < kFirstValues; ++first) {
    for (uint8_t second = 0; second < kSecondValues; ++second) {
      const auto index = static_cast<uint32_t>(rows.rules.size());
      rows.rules.push_back(
          {.id = side + "_" + std::to_string(index),
           .outcome = generated::Outcome::kDecline,
           .condition = generated::Condition{{{0, uint64_t{1} << first}, {1, uint64_t{1} << second}}}});
      rows.examples.push_back({index, generated::Outcome::kDecline, {first, second}});
    }
  }
  rows.rules.back().condition.reset();
  return rows;
}

// 262,144 changes of a rule, each of which takes milliseconds to describe: without the look at the time, hours.
TEST(LargeDifferenceTest, EndsAtItsDeadlineInTheMiddleOfManyChanges) {
  const auto before = generated::PlatformOf(RuleForEachPair("x"));
  const auto after = generated::PlatformOf(RuleForEachPair("y"));
  const auto difference =
      Difference(*before, *after, {.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(2)});
  EXPECT_EQ(difference.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_NE(difference.status().message().find("time was up"), absl::string_view::npos) << difference.status();
}

INSTANTIATE_TEST_SUITE_P(Families, DifferenceTest, testing::ValuesIn(kFamilies),
                         [](const auto& family) { return std::string(family.param.name); });

}  // namespace
}  // namespace connection_advisor::analysis
