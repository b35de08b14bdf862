// Every fault that is seeded into the rules of the bundled platforms is found, by a law, by an example, by an
// acceptance case or by the difference; or nothing that can be asked tells it from what was meant.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "plugins/tool/acceptance/case_binding.h"
#include "plugins/tool/acceptance/case_file.h"
#include "plugins/tool/acceptance/result.h"
#include "service/analysis/difference.h"
#include "service/deployment/assembly.h"
#include "service/deployment/laws.h"
#include "tests/faults/enumeration.h"
#include "tests/faults/fault.h"
#include "tests/faults/rule_table.h"

namespace connection_advisor::faults {
namespace {

using analysis::PlatformDifference;
using platform::Platform;

// In the order in which an author meets them.
enum Finder : size_t { kLaw, kExample, kCase, kDifference, kNobody, kFinderCount };

struct Judged {
  std::string platform;
  std::string kind;
  std::string what;
  Finder found_by = kNobody;
};

std::shared_ptr<const Platform> Assembled(const RuleTable& table) {
  auto platform = deployment::AssemblePlatform(Compiled(table), {}, std::chrono::steady_clock::time_point::max());
  if (!platform.ok()) {
    ADD_FAILURE() << platform.status();
    return nullptr;
  }
  (*platform)->knowledge = platform::Knowledge::Tabulate((*platform)->verdict_forest, (*platform)->verdict);
  return *std::move(platform);
}

bool AllPass(const std::vector<tool::WrittenCase>& written, const std::shared_ptr<const Platform>& platform) {
  tool::Problems problems;
  const std::vector<std::shared_ptr<const Platform>> platforms = {platform};
  std::vector<tool::Case> cases = tool::BindCases(written, platforms, &problems);
  if (!problems.empty()) return false;
  const std::vector<tool::Result> results = tool::Judge(std::move(cases));
  return std::all_of(results.begin(), results.end(), [](const tool::Result& result) { return result.passed(); });
}

Changes ChangesOf(const PlatformDifference& difference) {
  Changes found;
  for (const auto* changes : {&difference.verdict_changes, &difference.rule_changes}) {
    for (const analysis::CaseChange& change : *changes) {
      for (const analysis::RulePair& rules : change.rules) {
        found[{{change.before, rules.before}, {change.after, rules.after}}] += rules.cases;
      }
    }
  }
  return found;
}

bool IsUndecidedSomewhere(const std::vector<std::string>& broken) {
  return std::any_of(broken.begin(), broken.end(),
                     [](const std::string& law) { return absl::StrContains(law, "breaks law 2"); });
}

Finder FirstFinder(const Platform& meant, const std::shared_ptr<const Platform>& faulty,
                   const std::vector<tool::WrittenCase>& cases) {
  const std::vector<std::string> broken = deployment::BrokenLaws(*faulty);
  const auto is_example = [](const std::string& law) { return absl::StrContains(law, "breaks law 5"); };
  bool differs = false;
  if (!IsUndecidedSomewhere(broken)) {
    const auto difference = analysis::Difference(meant, *faulty);
    EXPECT_TRUE(difference.ok()) << difference.status();
    EXPECT_TRUE(ChangesOf(*difference) == ChangesByEnumeration(meant, *faulty));
    differs = !difference->empty();
  }
  if (!std::all_of(broken.begin(), broken.end(), is_example)) return kLaw;
  if (!broken.empty()) return kExample;
  if (!AllPass(cases, faulty)) return kCase;
  return differs ? kDifference : kNobody;
}

std::vector<Judged> JudgeAll(const std::string& name) {
  const RuleTable table = ReadRuleTable(std::string(CONNECTION_ADVISOR_PLUGINS) + "/" + name + ".so");
  const std::shared_ptr<const Platform> meant = Assembled(table);
  tool::Problems problems;
  const std::vector<tool::WrittenCase> cases =
      tool::ReadCaseFile(std::string(BUNDLED_CASES) + "/" + name + "/cases.yaml", &problems);
  EXPECT_TRUE(problems.empty());
  EXPECT_TRUE(deployment::BrokenLaws(*meant).empty());
  EXPECT_TRUE(AllPass(cases, meant));
  std::vector<Judged> judged;
  for (const Fault& fault : SeedFaults(table)) {
    SCOPED_TRACE(name + ", " + fault.kind + ": " + fault.what);
    const std::shared_ptr<const Platform> faulty = Assembled(fault.table);
    judged.push_back({name, fault.kind, fault.what, FirstFinder(*meant, faulty, cases)});
    EXPECT_TRUE(judged.back().found_by != kNobody || AnswerAlike(*meant, *faulty));
  }
  return judged;
}

void Print(const std::vector<Judged>& faults) {
  std::vector<std::string> kinds;
  std::map<std::string, std::array<int, kFinderCount>> counts;
  std::array<int, kFinderCount> all{};
  for (const Judged& fault : faults) {
    if (counts.find(fault.kind) == counts.end()) kinds.push_back(fault.kind);
    ++counts[fault.kind][fault.found_by];
    ++all[fault.found_by];
  }
  const auto row = [](const std::string& head, const std::array<int, kFinderCount>& found) {
    int sum = 0;
    for (const int count : found) sum += count;
    std::cout << absl::StrFormat("%-48s %6d %6d %8d %6d %6d %8d\n", head, sum, found[kLaw], found[kExample],
                                 found[kCase], found[kDifference], found[kNobody]);
  };
  std::cout << absl::StrFormat("%-48s %6s %6s %8s %6s %6s %8s\n", "found first by", "faults", "a law", "example",
                               "case", "diff", "survive");
  for (const std::string& kind : kinds) row(kind, counts[kind]);
  row("all", all);
  for (const auto& [finder, head] :
       {std::pair(kDifference, "Found by the diff alone:"), {kNobody, "Survivors, which compile to what was meant:"}}) {
    std::cout << "\n" << head << "\n";
    for (const Judged& fault : faults) {
      if (fault.found_by == finder)
        std::cout << "  " << fault.platform << ": " << fault.kind << ", " << fault.what << "\n";
    }
  }
}

TEST(FaultsTest, AreFoundByALawAnExampleACaseOrTheDifference) {
  std::vector<Judged> faults;
  for (const char* name : {"linkedin", "twitter", "facebook"}) {
    std::vector<Judged> more = JudgeAll(name);
    std::move(more.begin(), more.end(), std::back_inserter(faults));
  }
  Print(faults);
  EXPECT_GE(faults.size(), 100u);
}

}  // namespace
}  // namespace connection_advisor::faults
