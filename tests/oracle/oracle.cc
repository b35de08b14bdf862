#include "tests/oracle/oracle.h"

#include <algorithm>
#include <utility>

namespace connection_advisor::oracle {
namespace {

bool HoldsInAll(const Condition& condition, const std::vector<Case>& cases) {
  return std::all_of(cases.begin(), cases.end(), condition);
}

}  // namespace

Oracle::Oracle(PlatformTable platform)
    : platform_(std::move(platform)), cases_(platform_), knowledge_(platform_, cases_) {}

Knowledge Oracle::WithAssumptions(const Knowledge& stated) const {
  Knowledge known = stated;
  for (size_t fact = 0; fact < known.size(); ++fact) {
    const std::optional<int>& assumption = platform_.facts[fact].assumption;
    if (known[fact] != kUnknown || !assumption) continue;
    known[fact] = *assumption;
    if (!Possible(known)) known[fact] = kUnknown;
  }
  return known;
}

Answer Oracle::Decide(const Knowledge& stated) const {
  const Knowledge in_force = WithAssumptions(stated);
  std::vector<Case> open_cases;
  ForEachAssignment(platform_, in_force, [&](const Case& one_case) {
    if (cases_.Decided(one_case)) open_cases.push_back(one_case);
  });

  Answer answer;
  answer.possible_verdicts = PossibleVerdicts(open_cases);
  answer.verdict =
      answer.possible_verdicts.size() == 1 ? answer.possible_verdicts.front().verdict : Verdict::kNeedsInformation;
  answer.reasons = Reasons(answer.verdict, open_cases);
  answer.questions = Questions(in_force);
  answer.assumptions = AssumptionsThatMatter(stated, in_force);
  answer.would_vouch = WouldVouch(open_cases);
  answer.notes = Notes(open_cases);
  return answer;
}

// An assumption matters if, with the stated facts alone, another value of its fact can come to another verdict, or to
// none.
std::vector<FactValue> Oracle::AssumptionsThatMatter(const Knowledge& stated, const Knowledge& in_force) const {
  std::vector<bool> matters(stated.size(), false);
  ForEachAssignment(platform_, stated, [&](const Case& one_case) {
    const std::optional<Verdict> verdict = cases_.Decided(one_case);
    Case other = one_case;
    for (size_t fact = 0; fact < stated.size(); ++fact) {
      const bool assumed = stated[fact] == kUnknown && in_force[fact] != kUnknown;
      if (!assumed || !platform_.facts[fact].decides || matters[fact]) continue;
      for (other[fact] = 0; other[fact] < static_cast<int>(platform_.facts[fact].values.size()); ++other[fact]) {
        if (cases_.Decided(other) != verdict) matters[fact] = true;
      }
      other[fact] = one_case[fact];
    }
  });
  std::vector<FactValue> assumptions;
  for (size_t fact = 0; fact < stated.size(); ++fact) {
    if (matters[fact]) assumptions.push_back({platform_.facts[fact].id, platform_.facts[fact].values[in_force[fact]]});
  }
  return assumptions;
}

std::vector<PossibleVerdict> Oracle::PossibleVerdicts(const std::vector<Case>& open_cases) const {
  std::vector<size_t> decided(platform_.rules.size(), 0);
  for (const Case& one_case : open_cases) ++decided[*cases_.DecidingRule(one_case)];

  std::vector<std::pair<size_t, PossibleVerdict>> counted;
  for (const Verdict verdict : {Verdict::kDecline, Verdict::kMeetFirst, Verdict::kConnect}) {
    size_t count = 0;
    PossibleVerdict possible{.verdict = verdict, .share_of_cases = 0, .rule_ids = {}};
    for (size_t rule = 0; rule < decided.size(); ++rule) {
      if (platform_.rules[rule].verdict != verdict || decided[rule] == 0) continue;
      count += decided[rule];
      possible.rule_ids.push_back(platform_.rules[rule].id);
    }
    if (count == 0) continue;
    possible.share_of_cases = static_cast<double>(count) / static_cast<double>(open_cases.size());
    counted.emplace_back(count, std::move(possible));
  }
  std::stable_sort(counted.begin(), counted.end(), [](const auto& a, const auto& b) { return a.first > b.first; });

  std::vector<PossibleVerdict> verdicts;
  for (auto& [count, possible] : counted) verdicts.push_back(std::move(possible));
  return verdicts;
}

std::vector<Speaks> Oracle::Reasons(Verdict verdict, const std::vector<Case>& open_cases) const {
  if (verdict == Verdict::kNeedsInformation) return {};
  std::vector<Speaks> reasons;
  for (const Rule& rule : platform_.rules) {
    if (rule.verdict != verdict || IsOtherwise(rule) || !HoldsInAll(rule.holds, open_cases)) continue;
    reasons.push_back({rule.id, false});
  }
  if (!reasons.empty()) return reasons;

  for (int rule = 0; rule < static_cast<int>(platform_.rules.size()); ++rule) {
    const bool decides = std::any_of(open_cases.begin(), open_cases.end(),
                                     [&](const Case& one_case) { return cases_.DecidingRule(one_case) == rule; });
    if (decides) reasons.push_back({platform_.rules[rule].id, true});
  }
  if (reasons.size() == 1) reasons.front().tentative = false;
  return reasons;
}

std::vector<Speaks> Oracle::Notes(const std::vector<Case>& open_cases) const {
  std::vector<Speaks> notes;
  for (const Remark& note : platform_.notes) {
    if (HoldsInAll(note.holds, open_cases)) notes.push_back({note.id, false});
  }
  return notes;
}

std::optional<bool> Oracle::WouldVouch(const std::vector<Case>& open_cases) const {
  if (!platform_.would_vouch) return std::nullopt;
  const bool vouch = platform_.would_vouch(open_cases.front());
  const bool agreed = std::all_of(open_cases.begin(), open_cases.end(),
                                  [&](const Case& one_case) { return platform_.would_vouch(one_case) == vouch; });
  return agreed ? std::optional<bool>(vouch) : std::nullopt;
}

std::vector<Question> Oracle::Questions(const Knowledge& in_force) const {
  std::vector<std::pair<uint64_t, int>> helpful;
  for (int fact = 0; fact < static_cast<int>(in_force.size()); ++fact) {
    if (in_force[fact] != kUnknown || !platform_.facts[fact].decides) continue;
    const uint64_t after = knowledge_.EffortAfterAsking(in_force, fact);
    if (after < knowledge_.Effort(in_force)) helpful.emplace_back(after, fact);
  }
  std::sort(helpful.begin(), helpful.end());

  std::vector<Question> questions;
  for (const auto& [after, fact] : helpful) {
    Question question{.fact_id = platform_.facts[fact].id, .values = {}};
    Knowledge answered = in_force;
    for (int value = 0; value < static_cast<int>(platform_.facts[fact].values.size()); ++value) {
      answered[fact] = value;
      if (Possible(answered)) question.values.push_back(platform_.facts[fact].values[value]);
    }
    questions.push_back(std::move(question));
  }
  return questions;
}

std::ostream& operator<<(std::ostream& out, Verdict verdict) {
  switch (verdict) {
    case Verdict::kDecline:
      return out << "DECLINE";
    case Verdict::kMeetFirst:
      return out << "MEET_FIRST";
    case Verdict::kConnect:
      return out << "CONNECT";
    case Verdict::kNeedsInformation:
      return out << "NEEDS_INFORMATION";
  }
  return out;
}

std::ostream& operator<<(std::ostream& out, const Answer& answer) {
  out << answer.verdict << "\n  reasons:";
  for (const Speaks& reason : answer.reasons) out << " " << reason.rule_id << (reason.tentative ? "?" : "");
  out << "\n  questions:";
  for (const Question& question : answer.questions) {
    out << " " << question.fact_id << "{";
    for (const std::string& value : question.values) out << value << ",";
    out << "}";
  }
  out << "\n  assumptions:";
  for (const FactValue& assumption : answer.assumptions) out << " " << assumption.fact_id << "=" << assumption.value;
  out << "\n  possible verdicts:";
  for (const PossibleVerdict& possible : answer.possible_verdicts) {
    out << " " << possible.verdict << " " << possible.share_of_cases << " {";
    for (const std::string& rule_id : possible.rule_ids) out << rule_id << ",";
    out << "}";
  }
  out << "\n  would vouch: " << (answer.would_vouch ? (*answer.would_vouch ? "yes" : "no") : "-") << "\n  notes:";
  for (const Speaks& note : answer.notes) out << " " << note.rule_id << (note.tentative ? "?" : "");
  return out << "\n";
}

}  // namespace connection_advisor::oracle
