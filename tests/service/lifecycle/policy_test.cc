#include "service/lifecycle/policy.h"

#include <algorithm>
#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace connection_advisor::lifecycle {
namespace {

using ::testing::HasSubstr;

Candidate Version(const std::string& plugin, const char* number, uint64_t arrival,
                  std::vector<std::string> platforms = {"a"}) {
  return {plugin,
          plugin + number + "#" + std::to_string(arrival),
          {VersionNumber::Parse(number).value(), arrival},
          std::move(platforms)};
}

// The one of the plugin that serves; its hash, or nothing.
std::string Serving(const std::string& plugin, const std::vector<Candidate>& candidates,
                    const std::map<std::string, Choice>& choices = {}) {
  const std::vector<Placement> placements = Place(candidates, choices);
  for (size_t index = 0; index < candidates.size(); ++index) {
    if (candidates[index].plugin == plugin && placements[index].state == PluginState::kServing) {
      return candidates[index].sha256;
    }
  }
  return "";
}

TEST(PolicyTest, TheHighestVersionServesInWhateverOrderTheyCame) {
  const Candidate low = Version("p", "1.9.0", 1);
  const Candidate high = Version("p", "1.10.0", 2);
  EXPECT_EQ(Serving("p", {low, high}), high.sha256);
  const Candidate late = Version("p", "1.9.0", 3);
  EXPECT_EQ(Serving("p", {high, late}), high.sha256);
}

TEST(PolicyTest, OfTheSameVersionTheLastOneServes) {
  const Candidate first = Version("p", "1.0.0", 1);
  const Candidate second = Version("p", "1.0.0", 2);
  EXPECT_EQ(Serving("p", {second, first}), second.sha256);
}

TEST(PolicyTest, APinServesWhateverComes) {
  const Candidate pinned = Version("p", "1.0.0", 1);
  const Candidate higher = Version("p", "2.0.0", 2);
  const std::map<std::string, Choice> choices = {{"p", {pinned.sha256, std::nullopt}}};
  EXPECT_EQ(Serving("p", {pinned, higher}, choices), pinned.sha256);
  const std::vector<Placement> placements = Place(std::vector{pinned, higher}, choices);
  EXPECT_TRUE(placements[0].chosen);
  EXPECT_THAT(placements[1].cause, HasSubstr("an operator chose 1.0.0 by name; to serve it, activate p p2.0.0#2"));
}

TEST(PolicyTest, APinOnWhatIsNotThereChangesNothing) {
  const Candidate only = Version("p", "1.0.0", 1);
  EXPECT_EQ(Serving("p", {only}, {{"p", {"gone", std::nullopt}}}), only.sha256);
}

TEST(PolicyTest, ARollBackHoldsUntilSomethingHigherThanWhatWasRolledBackComes) {
  const Candidate good = Version("p", "1.0.0", 1);
  const Candidate bad = Version("p", "2.0.0", 2);
  const std::map<std::string, Choice> choices = {{"p", {good.sha256, bad.rank}}};
  EXPECT_EQ(Serving("p", {good, bad}, choices), good.sha256);
  const Candidate between = Version("p", "1.5.0", 3);
  EXPECT_EQ(Serving("p", {good, bad, between}, choices), good.sha256);
  const Candidate mended = Version("p", "2.0.0", 4);
  EXPECT_EQ(Serving("p", {good, bad, between, mended}, choices), mended.sha256) << "the same version with other bytes";
  const Candidate higher = Version("p", "2.0.1", 5);
  EXPECT_EQ(Serving("p", {good, bad, higher}, choices), higher.sha256);
}

TEST(PolicyTest, WhatWasRolledBackServesOnlyWhereThereIsNothingElse) {
  const Candidate bad = Version("p", "2.0.0", 2);
  const Candidate older = Version("p", "0.9.0", 3);
  const std::map<std::string, Choice> choices = {{"p", {"gone", bad.rank}}};
  EXPECT_EQ(Serving("p", {bad, older}, choices), older.sha256);
  EXPECT_EQ(Serving("p", {bad}, choices), bad.sha256);
}

TEST(PolicyTest, AHoldLetsWhatServesServeOnWithoutAnybodysWord) {
  const Candidate held = Version("p", "1.0.0", 1);
  const Candidate higher = Version("p", "2.0.0", 2);
  const Candidate lower = Version("p", "0.9.0", 3);
  const std::vector<Candidate> all = {held, higher, lower};
  EXPECT_EQ(Serving("p", all, {{"p", {.held = held.sha256}}}), held.sha256);
  EXPECT_EQ(Serving("p", all, {{"p", {.version = "gone", .held = held.sha256}}}), held.sha256);
  EXPECT_EQ(Serving("p", all, {{"p", {.held = "gone"}}}), higher.sha256);
  const std::vector<Placement> placements = Place(all, {{"p", {.held = held.sha256}}});
  EXPECT_FALSE(placements[0].chosen);
  EXPECT_THAT(placements[1].cause, HasSubstr("by an operator's word only, and 1.0.0 serves; to serve it, activate p"));
  EXPECT_THAT(placements[2].cause, HasSubstr("1.0.0 is higher"));
}

TEST(PolicyTest, AHeldRollBackIsNotBeaten) {
  const Candidate good = Version("p", "1.0.0", 1);
  const Candidate bad = Version("p", "2.0.0", 2);
  const Candidate mended = Version("p", "3.0.0", 3);
  const std::map<std::string, Choice> choices = {{"p", {good.sha256, bad.rank, good.sha256}}};
  EXPECT_EQ(Serving("p", {good, bad, mended}, choices), good.sha256);
  const std::vector<Placement> placements = Place(std::vector{good, bad, mended}, choices);
  EXPECT_TRUE(placements[0].chosen);
  EXPECT_THAT(placements[1].cause, HasSubstr("it was rolled back to 1.0.0"));
  EXPECT_THAT(placements[2].cause, HasSubstr("an operator chose 1.0.0 by a roll-back"));
}

TEST(PolicyTest, BelowTheFloorNothingServesButByAWord) {
  const Candidate low = Version("p", "1.0.0", 1);
  const Candidate lower = Version("p", "0.9.0", 2);
  const VersionNumber floor{2, 0, 0};
  const std::vector<Candidate> all = {low, lower};
  EXPECT_EQ(Serving("p", all, {{"p", {.floor = floor}}}), "");
  const std::vector<Placement> placements = Place(all, {{"p", {.floor = floor}}});
  EXPECT_EQ(placements[0].state, PluginState::kStandby);
  EXPECT_THAT(placements[0].cause, HasSubstr("2.0.0 served last, and where signatures are required going back takes an "
                                             "operator's word; to serve it, activate p p1.0.0#1"));
  EXPECT_EQ(Serving("p", all, {{"p", {.version = lower.sha256, .floor = floor}}}), lower.sha256);
  EXPECT_EQ(Serving("p", all, {{"p", {.held = low.sha256, .floor = floor}}}), low.sha256);
  const Candidate same = Version("p", "2.0.0", 3);
  EXPECT_EQ(Serving("p", {low, lower, same}, {{"p", {.floor = floor}}}), same.sha256);
}

TEST(PolicyTest, WhatServedLastLeavesItsPlaceButToTheDirectoryWhereSignaturesAreRequired) {
  for (const Departure departure : {Departure::kByWord, Departure::kByDirectory, Departure::kByMishap}) {
    EXPECT_TRUE(LeavesItsPlace(departure, false));
    EXPECT_EQ(LeavesItsPlace(departure, true), departure != Departure::kByDirectory);
  }
}

TEST(PolicyTest, APlatformStaysWithThePluginThatServedItFirst) {
  const Candidate first = Version("p", "1.0.0", 1, {"a"});
  const Candidate rival = Version("q", "9.0.0", 2, {"a"});
  EXPECT_EQ(Serving("p", {rival, first}), first.sha256);
  EXPECT_EQ(Serving("q", {rival, first}), "");
  EXPECT_THAT(Place(std::vector{rival, first}, {})[0].cause, HasSubstr("'a' is already served by the plugin 'p'"));
}

TEST(PolicyTest, AVersionThatReachesForAnothersPlatformIsRefusedAndTheOneBeforeServesOn) {
  const Candidate modest = Version("p", "1.0.0", 1, {"a"});
  const Candidate other = Version("q", "1.0.0", 2, {"b"});
  const Candidate greedy = Version("p", "2.0.0", 3, {"a", "b"});
  EXPECT_EQ(Serving("p", {modest, other, greedy}), modest.sha256);
  EXPECT_EQ(Serving("q", {modest, other, greedy}), other.sha256);
}

TEST(PolicyTest, APlatformThatANewVersionGivesUpIsFree) {
  const Candidate both = Version("p", "1.0.0", 1, {"a", "b"});
  const Candidate waiting = Version("q", "1.0.0", 2, {"b"});
  const Candidate smaller = Version("p", "2.0.0", 3, {"a"});
  EXPECT_EQ(Serving("q", {both, waiting}), "");
  EXPECT_EQ(Serving("q", {both, waiting, smaller}), waiting.sha256);
}

// Laws over random arrangements.
TEST(PolicyTest, HoldsItsLawsOnRandomArrangements) {
  std::mt19937 random(1);
  const auto below = [&](uint32_t bound) { return static_cast<uint32_t>(random() % bound); };
  for (int round = 0; round < 3'000; ++round) {
    std::vector<Candidate> candidates;
    const uint32_t count = 1 + below(8);
    for (uint32_t arrival = 1; arrival <= count; ++arrival) {
      std::vector<std::string> platforms;
      for (const char* platform : {"a", "b", "c"}) {
        if (below(2) == 0) platforms.emplace_back(platform);
      }
      if (platforms.empty()) platforms.emplace_back("a");
      const std::string number = std::to_string(below(3)) + "." + std::to_string(below(2)) + ".0";
      candidates.push_back(
          Version(std::string(1, static_cast<char>('p' + below(3))), number.c_str(), arrival, platforms));
    }
    std::map<std::string, Choice> choices;
    if (below(2) == 0) {
      const Candidate& chosen = candidates[below(count)];
      choices[chosen.plugin].version = chosen.sha256;
      if (below(2) == 0) choices[chosen.plugin].until_beaten = candidates[below(count)].rank;
    }
    if (below(3) == 0) choices[candidates[below(count)].plugin].floor = VersionNumber{below(3), below(2), 0};
    const auto is_below_the_floor = [&](const Candidate& candidate) {
      const auto found = choices.find(candidate.plugin);
      if (found == choices.end() || !found->second.floor) return false;
      return candidate.rank.version < *found->second.floor && candidate.sha256 != found->second.version;
    };
    const std::vector<Placement> placements = Place(candidates, choices);
    std::map<std::string, std::string> plugin_of_platform;
    std::map<std::string, int> serving_of_plugin;
    for (uint32_t i = 0; i < count; ++i) {
      EXPECT_EQ(placements[i].state == PluginState::kServing, placements[i].cause.empty());
      if (placements[i].state != PluginState::kServing) continue;
      EXPECT_FALSE(is_below_the_floor(candidates[i]));
      EXPECT_EQ(++serving_of_plugin[candidates[i].plugin], 1) << "one version of a plugin serves";
      for (const std::string& platform : candidates[i].platforms) {
        EXPECT_TRUE(plugin_of_platform.emplace(platform, candidates[i].plugin).second) << "one plugin a platform";
      }
    }
    for (uint32_t i = 0; i < count; ++i) {
      if (placements[i].state == PluginState::kStandby && !is_below_the_floor(candidates[i])) {
        EXPECT_EQ(serving_of_plugin[candidates[i].plugin], 1) << "nobody stands by for nothing";
      }
      if (placements[i].state != PluginState::kRefused) continue;
      EXPECT_TRUE(std::any_of(candidates[i].platforms.begin(), candidates[i].platforms.end(),
                              [&](const auto& platform) {
                                const auto found = plugin_of_platform.find(platform);
                                return found != plugin_of_platform.end() && found->second != candidates[i].plugin;
                              }))
          << "nobody is refused whose platforms are free";
    }
    std::shuffle(candidates.begin(), candidates.end(), random);
    const std::vector<Placement> shuffled = Place(candidates, choices);
    for (uint32_t i = 0; i < count; ++i) {
      EXPECT_EQ(shuffled[i].state, placements[candidates[i].rank.arrival - 1].state)
          << "the order of the list is nothing";
    }
  }
}

}  // namespace
}  // namespace connection_advisor::lifecycle
