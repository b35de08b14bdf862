#include "service/deployment/laws.h"

#include <bit>
#include <cstdint>
#include <optional>
#include <set>
#include "absl/strings/string_view.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/deployment/assembly.h"
#include "service/diagram/compare.h"
#include "service/diagram/path.h"
#include "service/diagram/reach.h"
#include "service/platform/assumptions.h"

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
  explicit LawCheck(const Platform& platform) : platform_(platform) {}

  std::vector<std::string> Check() {
    CheckTotal();
    CheckLive();
    CheckSatisfiable();
    CheckAssumedWhereNotDeciding();
    CheckExamples();
    CheckMonotone();
    return std::move(broken_);
  }

 private:
  void Break(absl::string_view law, absl::string_view what) {
    broken_.push_back(absl::StrCat("platform '", platform_.id, "' breaks law ", law, ": ", what));
  }

  // `values` as a request that can be sent as it stands.
  std::string Witness(const std::vector<uint8_t>& values) const {
    std::vector<std::string> entries;
    for (size_t fact = 0; fact < platform_.facts.size(); ++fact) {
      if (values[fact] == kUnknown) continue;
      entries.push_back(
          absl::StrCat("\"", platform_.facts[fact].id, "\":\"", platform_.facts[fact].values[values[fact]], "\""));
    }
    return absl::StrCat("{\"platform\":\"", platform_.id, "\",\"facts\":{", absl::StrJoin(entries, ","), "}}");
  }

  std::vector<uint8_t> Unknown() const { return std::vector<uint8_t>(platform_.facts.size(), kUnknown); }

  void CheckTotal() {
    const auto path = diagram::ShortestPath(platform_.forest, platform_.decision, UndecidedLeaf(platform_));
    if (path) {
      Break("2 (total)",
            absl::StrCat("no rule decides ", Witness(*path), "; let the last rule be without a condition"));
    }
  }

  void CheckLive() {
    for (uint32_t index = 0; index < platform_.rules.size(); ++index) {
      const Rule& rule = platform_.rules[index];
      const auto holds = diagram::ShortestPath(platform_.forest, rule.condition, platform::kLeafHolds);
      if (!holds) {
        Break("3 (live)", absl::StrCat("the condition of rule '", rule.id, "' holds in no ",
                                       rule.outcome == Outcome::kImpossible ? "case" : "possible case",
                                       "; mend it, or take the rule out"));
      } else if (Decides(rule) && rule.cases == 0) {
        Break("3 (live)",
              absl::StrCat("rule '", rule.id, "' never decides: wherever it holds, a rule above it does, as in ",
                           Witness(*holds), "; move it up, or take it out"));
      }
    }
  }

  void CheckSatisfiable() {
    for (uint32_t fact = 0; fact < platform_.facts.size(); ++fact) {
      for (uint32_t value = 0; value < platform_.facts[fact].values.size(); ++value) {
        std::vector<uint8_t> values = Unknown();
        values[fact] = static_cast<uint8_t>(value);
        if (platform::IsPossible(platform_, values.data(), visited_)) continue;
        Break("4 (satisfiable)", absl::StrCat("the impossible rules leave no case to ", Witness(values)));
      }
    }
    std::vector<uint8_t> values = Unknown();
    for (size_t fact = 0; fact < values.size(); ++fact)
      values[fact] = platform_.facts[fact].assumption.value_or(kUnknown);
    if (!platform::IsPossible(platform_, values.data(), visited_)) {
      Break("4 (satisfiable)", absl::StrCat("all assumptions together are impossible: ", Witness(values)));
    }
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
    for (diagram::LeafPair& pair : diagram::Compare(left, right, platform_.deciding)) {
      const auto before = static_cast<Outcome>(pair.left);
      const auto after = static_cast<Outcome>(pair.right);
      if (before == Outcome::kImpossible || after == Outcome::kImpossible || after >= before) continue;
      pair.witness[fact] = worse;
      Break("6 (monotone)", absl::StrCat("fact '", platform_.facts[fact].id, "' is declared favourable, yet from '",
                                         platform_.facts[fact].values[worse], "' to '",
                                         platform_.facts[fact].values[better], "' the verdict falls from ",
                                         Name(before), " to ", Name(after), " in ", Witness(pair.witness)));
      return;
    }
  }

  const Platform& platform_;
  diagram::Visited visited_;
  std::vector<std::string> broken_;
};

}  // namespace

std::vector<std::string> BrokenLaws(const Platform& platform) { return LawCheck(platform).Check(); }

}  // namespace connection_advisor::deployment
