#include "service/deployment/laws.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "service/deployment/assembly.h"
#include "service/diagram/compare.h"
#include "service/diagram/path.h"
#include "service/diagram/reach.h"
#include "service/platform/assumptions.h"
#include "service/platform/request_text.h"

namespace connection_advisor::deployment {
namespace {

using diagram::kUnknown;
using platform::Fact;
using platform::Outcome;
using platform::Platform;
using platform::Rule;

constexpr absl::string_view kOutcomeNames[] = {"IMPOSSIBLE", "DECLINE", "MEET_FIRST", "CONNECT", "NOTE"};
absl::string_view Name(Outcome outcome) { return kOutcomeNames[static_cast<size_t>(outcome)]; }
bool Decides(const Rule& rule) { return rule.outcome != Outcome::kImpossible && rule.outcome != Outcome::kNote; }

class LawCheck {
 public:
  LawCheck(const Platform& platform, std::chrono::steady_clock::time_point deadline)
      : platform_(platform), deadline_(deadline) {}

  std::vector<std::string> Check() {
    CheckTotal();
    CheckLive();
    CheckSatisfiable();
    CheckAssumedWhereNotDeciding();
    CheckExamples();
    CheckMonotone();
    if (IsTimeUp()) {
      broken_.push_back(absl::StrCat("platform '", platform_.id,
                                     "': time was up before its laws were proven; let its rules read fewer facts, or "
                                     "allow more time"));
    }
    return std::move(broken_);
  }

 private:
  // Pairs of nodes that one comparison may look at.
  static constexpr uint32_t kMaxPairs = 2 * kMaxDiagramNodes;

  bool IsTimeUp() const { return std::chrono::steady_clock::now() > deadline_; }

  void Break(absl::string_view law, absl::string_view what) {
    broken_.push_back(absl::StrCat("platform '", platform_.id, "' breaks law ", law, ": ", what));
  }

  // `values` as a request that can be sent as it stands.
  std::string Witness(const std::vector<uint8_t>& values) const {
    std::vector<platform::StatedFact> stated;
    for (size_t fact = 0; fact < platform_.facts.size(); ++fact) {
      if (values[fact] == kUnknown) continue;
      stated.push_back({platform_.facts[fact].id, platform_.facts[fact].values[values[fact]]});
    }
    return platform::RequestText(platform_.id, stated);
  }

  std::vector<uint8_t> Unknown() const { return std::vector<uint8_t>(platform_.facts.size(), kUnknown); }

  // Facts that every case needs in which `root` comes to `leaf`, of a shortest path to it; nothing if there is none.
  std::optional<std::vector<uint8_t>> WayTo(diagram::Reference root, int32_t leaf) {
    std::optional<std::vector<uint8_t>> values = diagram::ShortestPath(platform_.forest, root, leaf);
    if (!values) return values;
    for (uint8_t& value : *values) {
      const uint8_t set = std::exchange(value, kUnknown);
      bool forces = true;
      diagram::VisitLeavesInReach(platform_.forest, root, values->data(), visited_, [&](int32_t reached) {
        forces = reached == leaf;
        return forces;
      });
      if (!forces) value = set;
    }
    return values;
  }

  bool Holds(const Rule& rule) {
    constexpr uint64_t kHolds = uint64_t{1} << platform::kLeafHolds;
    const std::vector<uint8_t> unknown = Unknown();
    return (diagram::LeavesInReach(platform_.forest, rule.condition, unknown.data(), visited_, kHolds) & kHolds) != 0;
  }

  void CheckTotal() {
    if (const auto way = WayTo(platform_.decision, UndecidedLeaf(platform_))) {
      Break("2 (total)", absl::StrCat("no rule decides ", Witness(*way), "; let the last rule be without a condition"));
    }
  }

  void CheckLive() {
    for (const Rule& rule : platform_.rules) {
      if (IsTimeUp()) return;
      if (!Holds(rule)) {
        Break("3 (live)", absl::StrCat("the condition of rule '", rule.id, "' holds in no ",
                                       rule.outcome == Outcome::kImpossible ? "case" : "possible case",
                                       "; mend it, or take the rule out"));
      } else if (Decides(rule) && rule.cases == 0) {
        Break("3 (live)",
              absl::StrCat("rule '", rule.id, "' never decides: wherever it holds, a rule above it does, as in ",
                           Witness(*WayTo(rule.condition, platform::kLeafHolds)), "; move it up, or take it out"));
      }
    }
  }

  void CheckSatisfiable() {
    for (uint32_t fact = 0; fact < platform_.facts.size() && !IsTimeUp(); ++fact) {
      for (uint32_t value = 0; value < platform_.facts[fact].values.size(); ++value) {
        std::vector<uint8_t> values = Unknown();
        values[fact] = static_cast<uint8_t>(value);
        if (platform::IsPossible(platform_, values.data(), visited_)) continue;
        Break("4 (satisfiable)", absl::StrCat("the impossible rules leave no case to ", Witness(values)));
      }
    }
    std::vector<uint8_t> values = Unknown();
    for (size_t fact = 0; fact < values.size(); ++fact) {
      values[fact] = platform_.facts[fact].assumption.value_or(kUnknown);
    }
    if (platform::IsPossible(platform_, values.data(), visited_)) return;
    for (uint8_t& value : values) {
      const uint8_t assumed = std::exchange(value, kUnknown);
      if (platform::IsPossible(platform_, values.data(), visited_)) value = assumed;
    }
    Break("4 (satisfiable)", absl::StrCat("assumptions contradict each other: ", Witness(values)));
  }

  void CheckAssumedWhereNotDeciding() {
    for (const Fact& fact : platform_.facts) {
      if (!fact.notes_only || fact.assumption) continue;
      broken_.push_back(absl::StrCat("platform '", platform_.id, "': fact '", fact.id,
                                     "' changes no verdict, so nobody is ever asked for it: give it an assumption, or "
                                     "take it out"));
    }
  }

  void CheckExamples() {
    std::set<uint32_t> shown;
    for (const platform::Example& example : platform_.examples) {
      if (IsTimeUp()) return;
      shown.insert(example.rule);
      if (const auto fault = ExampleFault(example)) {
        Break("5 (examples)", absl::StrCat("example '", example.name, "' ", *fault));
      }
    }
    for (uint32_t rule = 0; rule < platform_.rules.size(); ++rule) {
      if (platform_.rules[rule].outcome == Outcome::kImpossible || shown.contains(rule)) continue;
      Break("5 (examples)", absl::StrCat("rule '", platform_.rules[rule].id, "' has no example"));
    }
  }

  std::optional<std::string> ExampleFault(const platform::Example& example) {
    std::vector<uint8_t> values = Unknown();
    for (const platform::ExampleFact& fact : example.facts) values[fact.fact] = fact.value;
    const std::string request = Witness(values);
    if (!platform::IsPossible(platform_, values.data(), visited_)) {
      return absl::StrCat("states an impossible case: ", request);
    }
    platform::PutAssumptionsInForce(platform_, values.data(), visited_);

    std::set<uint32_t> deciding;
    diagram::VisitLeavesInReach(platform_.forest, platform_.decision, values.data(), visited_, [&](int32_t leaf) {
      if (leaf != 0 && leaf != UndecidedLeaf(platform_)) deciding.insert(static_cast<uint32_t>(leaf) - 1);
      return true;
    });
    for (const uint32_t rule : deciding) {
      if (platform_.rules[rule].outcome != example.verdict) {
        return absl::StrCat("is to come out as ", Name(example.verdict), ", and rule '", platform_.rules[rule].id,
                            "' decides ", Name(platform_.rules[rule].outcome), " in an open case of ", request);
      }
    }
    const Rule& expected = platform_.rules[example.rule];
    if (Decides(expected)) {
      for (const uint32_t rule : deciding) {
        if (rule == example.rule) continue;
        return absl::StrCat("is to be decided by rule '", expected.id, "', and rule '", platform_.rules[rule].id,
                            "' decides in an open case of ", request);
      }
      return std::nullopt;
    }
    constexpr uint64_t kDoesNotHold = uint64_t{1} << platform::kLeafDoesNotHold;
    const uint64_t leaves = diagram::LeavesInReach(platform_.forest, expected.condition, values.data(), visited_);
    if (expected.outcome == Outcome::kImpossible) return std::string("is an example of an impossible rule");
    if ((leaves & kDoesNotHold) == 0) return std::nullopt;
    return absl::StrCat("is to carry the note '", expected.id, "', which does not hold in an open case of ", request);
  }

  void CheckMonotone() {
    for (uint32_t fact = 0; fact < platform_.facts.size(); ++fact) {
      if (!platform_.facts[fact].favourable) continue;
      for (uint32_t worse = 0; worse < platform_.facts[fact].values.size(); ++worse) {
        for (uint32_t better = worse + 1; better < platform_.facts[fact].values.size(); ++better) {
          if (IsTimeUp()) return;
          CheckMonotone(fact, static_cast<uint8_t>(worse), static_cast<uint8_t>(better));
        }
      }
    }
  }

  void CheckMonotone(uint32_t fact, uint8_t worse, uint8_t better) {
    diagram::Restricted left{platform_.verdict_forest, platform_.verdict, Unknown()};
    diagram::Restricted right = left;
    left.values[fact] = worse;
    right.values[fact] = better;
    auto pairs = diagram::CompareWithin(left, right, platform_.deciding, kMaxPairs);
    if (!pairs) {
      Break("6 (monotone)", absl::StrCat("that fact '", platform_.facts[fact].id,
                                         "' is favourable takes too long to prove; do not declare it"));
      return;
    }
    diagram::LeafPair* shown = nullptr;
    for (diagram::LeafPair& pair : *pairs) {
      if (Falls(pair) && (shown == nullptr || StatedIn(pair) < StatedIn(*shown))) shown = &pair;
    }
    if (shown == nullptr) return;
    shown->witness[fact] = worse;
    Break("6 (monotone)",
          absl::StrCat("fact '", platform_.facts[fact].id, "' is declared favourable, yet from '",
                       platform_.facts[fact].values[worse], "' to '", platform_.facts[fact].values[better],
                       "' the verdict falls from ", Name(static_cast<Outcome>(shown->left)), " to ",
                       Name(static_cast<Outcome>(shown->right)), " in ", Witness(shown->witness)));
  }

  static bool Falls(const diagram::LeafPair& pair) {
    return pair.left != static_cast<int32_t>(Outcome::kImpossible) &&
           pair.right != static_cast<int32_t>(Outcome::kImpossible) && pair.right < pair.left;
  }
  static std::ptrdiff_t StatedIn(const diagram::LeafPair& pair) {
    return std::count_if(pair.witness.begin(), pair.witness.end(), [](uint8_t value) { return value != kUnknown; });
  }

  const Platform& platform_;
  const std::chrono::steady_clock::time_point deadline_;
  diagram::Visited visited_;
  std::vector<std::string> broken_;
};

}  // namespace

std::vector<std::string> BrokenLaws(const Platform& platform, std::chrono::steady_clock::time_point deadline) {
  return LawCheck(platform, deadline).Check();
}

}  // namespace connection_advisor::deployment
