#include "tests/oracle/explanation.h"

#include <algorithm>
#include <set>

namespace connection_advisor::oracle {
namespace {

class Explaining {
 public:
  Explaining(const Oracle& oracle, const Knowledge& stated, const Answer& answer)
      : oracle_(oracle),
        platform_(oracle.platform()),
        stated_(stated),
        answer_(answer),
        in_force_(oracle.WithAssumptions(stated)) {
    ForEachAssignment(platform_, in_force_, [&](const Case& one_case) {
      if (oracle_.cases().Decided(one_case)) open_cases_.push_back(one_case);
    });
  }

  // Those that hold in some open case; tentative unless it is every one.
  std::vector<Speaks> Notes() const {
    std::vector<Speaks> notes;
    for (const Remark& note : platform_.notes) {
      const auto holding = std::count_if(open_cases_.begin(), open_cases_.end(), note.holds);
      if (holding > 0) notes.push_back({note.id, holding < static_cast<std::ptrdiff_t>(open_cases_.size())});
    }
    return notes;
  }

  std::vector<std::string> Pivotal() const {
    std::vector<std::string> pivotal;
    for (const FactValue& assumption : answer_.assumptions) {
      if (IsPivotal(FactIndex(platform_, assumption.fact_id))) pivotal.push_back(assumption.fact_id);
    }
    return pivotal;
  }

  std::vector<FactInForce> Facts() const {
    std::vector<FactInForce> facts;
    for (size_t i = 0; i < in_force_.size(); ++i) {
      const Fact& fact = platform_.facts[i];
      if (stated_[i] != kUnknown) {
        facts.push_back({fact.id, fact.values[stated_[i]], Source::kStated});
      } else if (in_force_[i] != kUnknown) {
        facts.push_back({fact.id, fact.values[in_force_[i]], Source::kAssumed});
      } else {
        std::set<int> left;
        for (const Case& one_case : open_cases_) left.insert(one_case[i]);
        const bool implied = left.size() == 1;
        facts.push_back(
            {fact.id, implied ? fact.values[*left.begin()] : "", implied ? Source::kImplied : Source::kOpen});
      }
    }
    return facts;
  }

 private:
  // Some other value, possible with what is stated, gives another verdict when it is stated.
  bool IsPivotal(int fact) const {
    Knowledge other = stated_;
    for (other[fact] = 0; other[fact] < static_cast<int>(platform_.facts[fact].values.size()); ++other[fact]) {
      if (other[fact] == in_force_[fact] || !oracle_.Possible(other)) continue;
      if (oracle_.knowledge().Decided(oracle_.WithAssumptions(other)) != answer_.verdict) return true;
    }
    return false;
  }

  const Oracle& oracle_;
  const PlatformTable& platform_;
  const Knowledge& stated_;
  const Answer& answer_;
  const Knowledge in_force_;
  std::vector<Case> open_cases_;
};

const char* Name(Source source) {
  constexpr const char* kNames[] = {"stated", "derived", "assumed", "implied", "unknown", "unused"};
  return kNames[static_cast<int>(source)];
}

}  // namespace

Explanation Explain(const Oracle& oracle, const Knowledge& stated, const Answer& answer) {
  const Explaining explaining(oracle, stated, answer);
  return {.notes = explaining.Notes(), .pivotal = explaining.Pivotal(), .facts = explaining.Facts()};
}

std::ostream& operator<<(std::ostream& out, const Explanation& explanation) {
  out << "notes:";
  for (const Speaks& note : explanation.notes) out << " " << note.rule_id << (note.tentative ? "?" : "");
  out << "\n  pivotal:";
  for (const std::string& fact : explanation.pivotal) out << " " << fact;
  out << "\n  facts:";
  for (const FactInForce& fact : explanation.facts) {
    out << "\n    " << fact.fact_id << " = " << fact.value << " (" << Name(fact.source) << ")";
  }
  return out << "\n";
}

}  // namespace connection_advisor::oracle
