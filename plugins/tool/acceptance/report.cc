#include "plugins/tool/acceptance/report.h"

#include <algorithm>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "plugins/tool/acceptance/goal.h"

namespace connection_advisor::tool {
namespace {

using platform::Outcome;
using platform::Platform;

// So many gaps of a kind are named; a platform may have thousands.
constexpr size_t kNamedGaps = 10;

void PrintFailure(const Result& result, std::ostream& out) {
  const Platform& platform = *result.judged.platform;
  out << "FAILED  " << result.judged.name << " (" << result.judged.file << ":" << result.judged.line << ")\n";
  out << "          expected  " << Summary(platform, result.judged.expected) << "\n";
  out << "          came      " << Summary(platform, result.came) << "\n";
  for (const std::string& difference : result.differences) out << "          - " << difference << "\n";
  const auto explain = [&](uint32_t rule, bool tentative) {
    out << "          " << platform.rules[rule].id << (tentative ? ", perhaps: " : ": ") << platform.rules[rule].summary
        << "\n";
  };
  for (const advice::Reason& reason : result.came.reasons) explain(reason.rule, reason.tentative);
  const bool impossible = result.came.verdict == Verdict::kImpossible;
  for (uint32_t rule = 0; rule < platform.rules.size(); ++rule) {
    if (result.came.notes.test(rule) || (impossible && result.came.rules.test(rule))) explain(rule, false);
  }
  if (result.came.first_question) {
    out << "          " << platform.facts[*result.came.first_question].question << "\n";
  }
}

// A kind of goal, and how a count of it is told.
struct Kind {
  std::string_view text;
  std::function<bool(const Platform&, const Goal&)> is;
};

bool IsRule(const Platform& platform, const Goal& goal, bool (*is_meant)(Outcome)) {
  const auto* rule = std::get_if<RuleGoal>(&goal);
  return rule != nullptr && is_meant(platform.rules[rule->rule].outcome);
}

const std::vector<Kind>& Kinds() {
  static const auto& kinds = *new std::vector<Kind>{
      {"rules decide a case",
       [](const Platform& platform, const Goal& goal) {
         return IsRule(platform, goal,
                       [](Outcome outcome) { return outcome != Outcome::kNote && outcome != Outcome::kImpossible; });
       }},
      {"notes hold in one",
       [](const Platform& platform, const Goal& goal) {
         return IsRule(platform, goal, [](Outcome outcome) { return outcome == Outcome::kNote; });
       }},
      {"impossible rules hold of one",
       [](const Platform& platform, const Goal& goal) {
         return IsRule(platform, goal, [](Outcome outcome) { return outcome == Outcome::kImpossible; });
       }},
      {"sides of the boundaries of integers are touched",
       [](const Platform&, const Goal& goal) { return std::holds_alternative<BoundaryGoal>(goal); }},
      {"edges of the verdict's diagram are walked",
       [](const Platform&, const Goal& goal) { return std::holds_alternative<EdgeGoal>(goal); }},
  };
  return kinds;
}

void PrintKind(const Platform& platform, const Coverage& coverage, const Kind& kind, std::ostream& out) {
  size_t goals = 0;
  std::vector<const Goal*> gaps;
  for (const Goal& goal : coverage.goals()) {
    if (!kind.is(platform, goal)) continue;
    ++goals;
    if (!coverage.IsCovered(goal)) gaps.push_back(&goal);
  }
  if (goals == 0) return;
  out << "  " << goals - gaps.size() << " of " << goals << " " << kind.text
      << (gaps.empty() ? "\n" : ", and not these:\n");
  for (size_t i = 0; i < std::min(gaps.size(), kNamedGaps); ++i) {
    out << "    " << Describe(platform, *gaps[i]) << "\n";
  }
  if (gaps.size() > kNamedGaps) out << "    and " << gaps.size() - kNamedGaps << " more\n";
}

}  // namespace

void PrintResults(std::span<const Result> results, std::ostream& out) {
  for (const Result& result : results) {
    if (result.passed()) {
      out << "passed  " << result.judged.name << ": " << Summary(*result.judged.platform, result.came) << "\n";
    } else {
      PrintFailure(result, out);
    }
  }
}

void PrintCoverage(const Platform& platform, const Coverage& coverage, std::ostream& out) {
  out << "Of " << platform.id << ":\n";
  for (const Kind& kind : Kinds()) PrintKind(platform, coverage, kind, out);
}

void PrintSummary(std::span<const Result> results, std::ostream& out) {
  const auto passed =
      std::count_if(results.begin(), results.end(), [](const Result& result) { return result.passed(); });
  out << passed << " passed, " << static_cast<std::ptrdiff_t>(results.size()) - passed << " failed\n";
}

}  // namespace connection_advisor::tool
