// A version that shadows another: what is counted is what asking both would have come to, and each change is shown by a
// request that shows it.
#include "service/advice/shadow.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <random>
#include <thread>
#include <utility>
#include <vector>

#include "service/advice/advise.h"
#include "service/platform/published_platforms.h"
#include "tests/generated/lawful.h"
#include "tests/generated/oracle.h"
#include "tests/generated/platform.h"
#include "tests/service/advice/answers.h"
#include "tests/service/advice/small_platform.h"

namespace connection_advisor::advice {
namespace {

using generated::Rows;
using platform::PlatformSet;
using platform::Shadow;
using platform::ShadowAnswer;
using platform::ShadowClass;
using platform::ShadowTally;
using ::testing::ElementsAre;
using ::testing::Pair;
using ::testing::SizeIs;

// By what serves, then by the shadow.
using Counts = std::map<std::pair<ShadowAnswer, ShadowAnswer>, uint64_t>;

// Has every decision of a workspace decided by the shadow of its platform too.
class Shadowed final : public DecisionObserver {
 public:
  Shadowed(const PlatformSet& platforms, Workspace& workspace, Binding binding = Binding::kStrict)
      : platforms_(platforms), workspace_(workspace), binding_(binding) {
    workspace_.TellDecisionsTo(this);
  }
  ~Shadowed() override { workspace_.TellDecisionsTo(nullptr); }

  void Decided(const DecidedRequest& decided) override {
    Shadow* shadow = platforms_.ShadowOf(decided.platform);
    if (shadow != nullptr) DecideShadow(decided, binding_, *shadow, workspace_);
  }

 private:
  const PlatformSet& platforms_;
  Workspace& workspace_;
  const Binding binding_;
};

// What a set of platforms makes of a request.
ShadowAnswer AnswerFrom(const PlatformSet& platforms, const v1::AdviseRequest& request) {
  Workspace workspace;
  v1::Advice advice;
  const absl::Status status = Advise(platforms, request, workspace, &advice);
  if (!status.ok()) {
    const bool contradictory = absl::IsInvalidArgument(status) && ErrorInfoOf(status).reason() == "CONTRADICTORY_FACTS";
    return contradictory ? ShadowAnswer::kContradictory : ShadowAnswer::kRefused;
  }
  switch (advice.verdict()) {
    case v1::VERDICT_CONNECT:
      return ShadowAnswer::kConnect;
    case v1::VERDICT_MEET_FIRST:
      return ShadowAnswer::kMeetFirst;
    case v1::VERDICT_DECLINE:
      return ShadowAnswer::kDecline;
    default:
      return ShadowAnswer::kNeedsInformation;
  }
}

v1::AdviseRequest Parsed(const std::string& json) {
  v1::AdviseRequest request;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &request).ok()) << json;
  return request;
}

// Two versions of a platform, the second of which shadows the first.
class Versions {
 public:
  Versions(const std::shared_ptr<const platform::Platform>& serving,
           const std::shared_ptr<const platform::Platform>& shadow)
      : shadow_(std::make_shared<Shadow>(serving, shadow)), serves_({serving}, {shadow_}) {
    if (shadow != nullptr) would_serve_ = PlatformSet({shadow});
  }

  const PlatformSet& serves() const { return serves_; }
  const PlatformSet& would_serve() const { return would_serve_; }
  ShadowTally Read() const { return shadow_->Read(); }

  // Asks what serves, the shadow with it; and enters in `counts` what asking each by itself comes to.
  void Ask(const v1::AdviseRequest& request, Counts* counts) {
    const Shadowed shadowed(serves_, workspace_);
    v1::Advice advice;
    if (!Advise(serves_, request, workspace_, &advice).ok()) return;
    ++(*counts)[{AnswerFrom(serves_, request), AnswerFrom(would_serve_, request)}];
  }

  // The same in a comparison, of this platform alone.
  void AskInComparison(const v1::AdviseRequest& request, Counts* counts) {
    const Shadowed shadowed(serves_, workspace_, Binding::kComparison);
    v1::ComparePlatformsRequest comparison;
    *comparison.mutable_request() = request;
    comparison.mutable_request()->clear_platform();
    v1::ComparePlatformsResponse response;
    if (!Compare(serves_, comparison, workspace_, &response).ok()) return;
    if (!response.results(0).result().has_advice()) return;
    ++(*counts)[{AnswerFrom(serves_, request), AnswerFrom(would_serve_, request)}];
  }

  // Holds what was counted against `counts`, and asks each version the requests that are shown.
  void Check(const Counts& counts) const {
    const ShadowTally tally = Read();
    uint64_t requests = 0;
    Counts changes;
    for (const auto& [answers, count] : counts) {
      requests += count;
      if (answers.first != answers.second) changes[answers] = count;
    }
    Counts counted;
    uint64_t changed = 0;
    for (const ShadowClass& change : tally.changes) {
      counted[{change.serving, change.shadow}] = change.requests;
      changed += change.requests;
      EXPECT_EQ(AnswerFrom(serves_, Parsed(change.request_to_serving)), change.serving) << change.request_to_serving;
      EXPECT_EQ(AnswerFrom(would_serve_, Parsed(change.request_to_shadow)), change.shadow) << change.request_to_shadow;
    }
    EXPECT_EQ(tally.requests, requests);
    EXPECT_EQ(tally.changed, changed);
    EXPECT_EQ(counted, changes);
  }

 private:
  std::shared_ptr<Shadow> shadow_;
  PlatformSet serves_;
  PlatformSet would_serve_;
  Workspace workspace_;
};

// What is stated, integers as numbers.
v1::AdviseRequest InNumbers(v1::AdviseRequest request, const Rows& rows, const oracle::Knowledge& stated) {
  for (size_t fact = 0; fact < stated.size(); ++fact) {
    if (stated[fact] == oracle::kUnknown || rows.facts[fact].kind != generated::Kind::kInteger) continue;
    (*request.mutable_facts()->mutable_fields())[rows.facts[fact].id].set_number_value(10 * stated[fact] + 5);
  }
  return request;
}

// Pairs of platforms that have nothing in common but their names: other values, other cut points, other rules, facts
// that only one of them has.
TEST(ShadowProperty, CountsWhatAskingBothComesTo) {
  constexpr generated::Shape kShape = {
      .facts = 5, .note_facts = 1, .rules = 7, .impossible = 3, .notes = 1, .alternatives = 2, .assumed_of_ten = 3};
  constexpr uint64_t kPairs = 60;
  constexpr int kRequests = 40;
  Counts all;
  for (uint64_t seed = 0; seed < kPairs && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    generated::Shape other = kShape;
    other.facts += static_cast<uint32_t>(seed % 3) - 1;
    const Rows rows = Lawful(Draw(kShape, seed));
    Versions pair(generated::PlatformOf(rows), generated::PlatformOf(Lawful(Draw(other, seed + kPairs))));
    const oracle::PlatformTable table = TableOf(rows);
    std::mt19937_64 random(seed);
    Counts counts;
    for (int i = 0; i < kRequests; ++i) {
      const oracle::Knowledge stated = DrawKnowledge(rows, i / double{kRequests - 1}, random);
      v1::AdviseRequest request = RequestOf(table, stated);
      if (random() % 2 == 0) request = InNumbers(request, rows, stated);
      if (i % 2 == 0) {
        pair.Ask(request, &counts);
      } else {
        pair.AskInComparison(request, &counts);
      }
    }
    pair.Check(counts);
    for (const auto& [answers, count] : counts) all[answers] += count;
  }
  EXPECT_GE(all.size(), 20u) << "nearly every class of change was met";
}

// The small platform with one rule's outcome changed.
Rows Changed(const std::string& rule, generated::Outcome outcome) {
  Rows rows = SmallRows();
  for (generated::Rule& row : rows.rules) {
    if (row.id == rule) row.outcome = outcome;
  }
  rows.examples.clear();
  return Lawful(rows);
}

v1::AdviseRequest Stating(const std::map<std::string, std::string>& facts) {
  v1::AdviseRequest request;
  request.set_platform("small");
  for (const auto& [id, value] : facts) (*request.mutable_facts()->mutable_fields())[id].set_string_value(value);
  return request;
}

TEST(ShadowTest, AVersionThatIsTheSameChangesNothing) {
  Versions pair(generated::PlatformOf(SmallRows()), generated::PlatformOf(SmallRows()));
  Counts counts;
  for (const char* work : {"V0", "V1", "V2"}) {
    for (const char* met : {"true", "false"})
      pair.Ask(Stating({{"small.f_work", work}, {"small.f_met", met}}), &counts);
  }
  pair.Ask(Stating({}), &counts);
  pair.Check(counts);
  EXPECT_EQ(pair.Read().requests, 6u) << "what the serving version finds contradictory is not compared";
  EXPECT_EQ(pair.Read().changed, 0u);
}

TEST(ShadowTest, NothingThatAPersonWroteIsKept) {
  Versions pair(generated::PlatformOf(SmallRows()),
                generated::PlatformOf(Changed("met", generated::Outcome::kDecline)));
  v1::AdviseRequest request = Stating({{"small.f_work", "V0"}, {"small.f_met", "true"}});
  request.set_request_id("secret");
  request.mutable_member()->set_display_name("secret");
  request.mutable_candidate()->set_display_name("secret");
  request.mutable_candidate()->add_passions("secret");
  request.mutable_invitation()->set_message("secret");
  Counts counts;
  pair.Ask(request, &counts);
  pair.Check(counts);
  const ShadowTally tally = pair.Read();
  ASSERT_THAT(tally.changes, SizeIs(1));
  const ShadowClass& change = tally.changes[0];
  EXPECT_EQ(change.request_to_serving, R"({"platform":"small","facts":{"small.f_work":"V0","small.f_met":"true"}})");
  EXPECT_EQ(change.request_to_shadow, change.request_to_serving);
}

TEST(ShadowTest, WithoutThePlatformAllIsRefused) {
  Versions pair(generated::PlatformOf(SmallRows()), nullptr);
  Counts counts;
  pair.Ask(Stating({}), &counts);
  pair.Check(counts);
  EXPECT_THAT(counts, ElementsAre(Pair(std::pair(ShadowAnswer::kNeedsInformation, ShadowAnswer::kRefused), 1u)));
}

// Compares the small platform with another, under a name that begins like its own, and reads what the shadow of the
// small one counted.
ShadowTally Compared(const Rows& shadow_rows, v1::AdviseRequest request) {
  const auto serving = generated::PlatformOf(SmallRows());
  const auto shadow = std::make_shared<Shadow>(serving, generated::PlatformOf(shadow_rows));
  const PlatformSet platforms({generated::PlatformOf(SmallRows("small_too")), serving}, {shadow});
  Workspace workspace;
  const Shadowed shadowed(platforms, workspace, Binding::kComparison);
  v1::ComparePlatformsRequest comparison;
  request.clear_platform();
  *comparison.mutable_request() = std::move(request);
  v1::ComparePlatformsResponse response;
  EXPECT_TRUE(Compare(platforms, comparison, workspace, &response).ok());
  return shadow->Read();
}

TEST(ShadowTest, AComparisonIsRefusedForAnOwnFactThatTheShadowDoesNotKnow) {
  Rows without = SmallRows();
  without.facts[1].id = "small.f_labour";
  const ShadowTally tally = Compared(without, Stating({{"small.f_work", "V2"}}));
  ASSERT_THAT(tally.changes, SizeIs(1));
  EXPECT_EQ(tally.changes[0].serving, ShadowAnswer::kDecline);
  EXPECT_EQ(tally.changes[0].shadow, ShadowAnswer::kRefused);
  EXPECT_EQ(tally.changes[0].request_to_shadow, R"({"platform":"small","facts":{"small.f_work":"V2"}})");
  EXPECT_EQ(Compared(without, Stating({{"small.f_met", "true"}})).changed, 0u) << "nothing is said of that fact";
}

TEST(ShadowTest, AComparisonIsRefusedForAValueThatTheShadowDoesNotTake) {
  Rows number = SmallRows();
  number.facts[1].kind = generated::Kind::kInteger;
  number.facts[1].cut_points = {10, 20};
  const ShadowTally tally = Compared(number, Stating({{"small.f_work", "V2"}}));
  ASSERT_THAT(tally.changes, SizeIs(1));
  EXPECT_EQ(tally.changes[0].serving, ShadowAnswer::kDecline);
  EXPECT_EQ(tally.changes[0].shadow, ShadowAnswer::kRefused);
}

TEST(ShadowTest, AComparisonPassesOverTheFactsOfOthersAndThoseThatNobodyUses) {
  v1::AdviseRequest request =
      Stating({{"small.f_work", "V2"}, {"small_too.f_work", "V1"}, {"candidate.is_recruiter", "true"}});
  request.mutable_relationship()->set_met_in_person(true);
  EXPECT_EQ(Compared(SmallRows(), request).requests, 1u);
  EXPECT_EQ(Compared(SmallRows(), request).changed, 0u);
}

// As in the server: each thread has its workspace and pins a set for each request, while the shadow is read and sets
// are published with and without it.
TEST(ShadowTest, ThreadsServeWhileTheShadowIsReadAndSetsAreSwapped) {
  constexpr int kThreads = 3;
  constexpr int kRequests = 1'500;
  const auto serving = generated::PlatformOf(SmallRows());
  const auto shadow =
      std::make_shared<Shadow>(serving, generated::PlatformOf(Changed("met", generated::Outcome::kDecline)));
  platform::PublishedPlatforms published;
  const auto publish = [&](bool shadowed) {
    published.Publish(std::make_shared<const PlatformSet>(
        std::vector{serving}, shadowed ? std::vector{shadow} : std::vector<std::shared_ptr<Shadow>>()));
  };
  publish(true);
  const v1::AdviseRequest request = Stating({{"small.f_work", "V0"}, {"small.f_met", "true"}});
  std::atomic<uint64_t> compared = 0;
  std::atomic<int> running = kThreads;
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&] {
      Workspace workspace;
      v1::Advice advice;
      for (int i = 0; i < kRequests; ++i) {
        const auto pin = published.Pin();
        const Shadowed shadowed(*pin, workspace);
        advice.Clear();
        EXPECT_TRUE(Advise(*pin, request, workspace, &advice).ok());
        compared += pin->has_shadows() ? 1 : 0;
      }
      --running;
    });
  }
  for (bool shadowed = false; running > 0; shadowed = !shadowed) {
    publish(shadowed);
    const ShadowTally tally = shadow->Read();
    EXPECT_EQ(tally.changed, tally.requests);
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(shadow->Read().requests, compared);
  EXPECT_EQ(shadow->Read().changed, compared);
}

}  // namespace
}  // namespace connection_advisor::advice
