#include "tests/oracle/explanation.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

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

  // Sets of stated facts by size, then by their list, until one forces the verdict: the assumptions in force stand, the
  // other stated facts may be anything.
  std::vector<std::string> SufficientFacts() const {
    if (answer_.verdict == Verdict::kNeedsInformation) return {};
    const std::vector<int> stated = StatedFacts();
    for (size_t size = 0; size <= stated.size(); ++size) {
      Knowledge kept = in_force_;
      for (const int fact : stated) kept[fact] = kUnknown;
      std::vector<std::string> facts;
      if (KeepToForce(stated, 0, size, &kept, &facts)) return facts;
    }
    return {};
  }

  // Changes of stated facts by size, up to four, then by their list, until one leads to the verdict; of those of one
  // size the first with most facts that the member can act on.
  std::vector<WhatIf> WhatIfs() const {
    std::vector<WhatIf> what_ifs;
    if (answer_.verdict == Verdict::kNeedsInformation) return what_ifs;
    const std::vector<int> stated = StatedFacts();
    for (size_t size = 1; size <= 4 && what_ifs.size() < 2; ++size) {
      std::map<Verdict, Changes> best;
      Knowledge changed = in_force_;
      Changes changes;
      ChangeTo(stated, 0, size, &changed, &changes, &best);
      for (const Verdict verdict : {Verdict::kDecline, Verdict::kMeetFirst, Verdict::kConnect}) {
        const bool smaller = std::any_of(what_ifs.begin(), what_ifs.end(),
                                         [&](const WhatIf& what_if) { return what_if.verdict == verdict; });
        if (best.contains(verdict) && verdict != answer_.verdict && !smaller) {
          what_ifs.push_back({verdict, best.at(verdict).facts});
        }
      }
    }
    return what_ifs;
  }

 private:
  struct Changes {
    std::vector<FactChange> facts;
    int to_act_on = 0;
  };

  // Those that decide: the others change no verdict.
  std::vector<int> StatedFacts() const {
    std::vector<int> facts;
    for (int fact = 0; fact < static_cast<int>(stated_.size()); ++fact) {
      if (stated_[fact] != kUnknown && platform_.facts[fact].decides) facts.push_back(fact);
    }
    return facts;
  }

  bool KeepToForce(const std::vector<int>& stated, size_t first, size_t size, Knowledge* kept,
                   std::vector<std::string>* facts) const {
    if (size == 0) return oracle_.knowledge().Decided(*kept) == answer_.verdict;
    for (size_t i = first; i < stated.size(); ++i) {
      (*kept)[stated[i]] = stated_[stated[i]];
      facts->push_back(platform_.facts[stated[i]].id);
      if (KeepToForce(stated, i + 1, size - 1, kept, facts)) return true;
      facts->pop_back();
      (*kept)[stated[i]] = kUnknown;
    }
    return false;
  }

  void ChangeTo(const std::vector<int>& stated, size_t first, size_t size, Knowledge* changed, Changes* changes,
                std::map<Verdict, Changes>* best) const {
    if (size == 0) {
      if (!oracle_.Possible(*changed)) return;
      const Verdict verdict = oracle_.knowledge().Decided(*changed);
      if (!best->contains(verdict) || best->at(verdict).to_act_on < changes->to_act_on) (*best)[verdict] = *changes;
      return;
    }
    for (size_t i = first; i < stated.size(); ++i) {
      const int fact = stated[i];
      const Fact& row = platform_.facts[fact];
      changes->to_act_on += row.member_can_act ? 1 : 0;
      for (int value = 0; value < static_cast<int>(row.values.size()); ++value) {
        if (value == stated_[fact]) continue;
        (*changed)[fact] = value;
        changes->facts.push_back({row.id, row.values[stated_[fact]], row.values[value]});
        ChangeTo(stated, i + 1, size - 1, changed, changes, best);
        changes->facts.pop_back();
      }
      (*changed)[fact] = stated_[fact];
      changes->to_act_on -= row.member_can_act ? 1 : 0;
    }
  }

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
  return {.notes = explaining.Notes(),
          .pivotal = explaining.Pivotal(),
          .what_ifs = explaining.WhatIfs(),
          .sufficient_facts = explaining.SufficientFacts(),
          .facts = explaining.Facts()};
}

std::vector<FactChange> NearestChanges(const Oracle& oracle, const Knowledge& stated, int rule) {
  const std::vector<Fact>& facts = oracle.platform().facts;
  const Knowledge in_force = oracle.WithAssumptions(stated);
  // How many, how many of them the member cannot act on, and which: the lower, the better.
  using Rank = std::tuple<size_t, size_t, std::vector<std::pair<int, int>>>;
  std::optional<Rank> nearest;
  ForEachAssignment(oracle.platform(), oracle.NothingKnown(), [&](const Case& one_case) {
    if (oracle.cases().DecidingRule(one_case) != rule) return;
    Rank rank;
    auto& [size, out_of_reach, changes] = rank;
    for (int fact = 0; fact < static_cast<int>(facts.size()); ++fact) {
      if (!facts[fact].decides || in_force[fact] == kUnknown || in_force[fact] == one_case[fact]) continue;
      changes.emplace_back(fact, one_case[fact]);
      out_of_reach += facts[fact].member_can_act ? 0 : 1;
    }
    size = changes.size();
    if (!nearest || rank < *nearest) nearest = rank;
  });
  std::vector<FactChange> changes;
  for (const auto& [fact, value] : std::get<2>(*nearest)) {
    changes.push_back({facts[fact].id, facts[fact].values[in_force[fact]], facts[fact].values[value]});
  }
  return changes;
}

bool DecidesSomewhere(const Oracle& oracle, const Knowledge& known, int rule) {
  bool some = false;
  ForEachAssignment(oracle.platform(), known,
                    [&](const Case& one_case) { some |= oracle.cases().DecidingRule(one_case) == rule; });
  return some;
}

bool DecidesThroughout(const Oracle& oracle, const Knowledge& known, int rule) {
  bool some = false;
  bool others = false;
  ForEachAssignment(oracle.platform(), known, [&](const Case& one_case) {
    const std::optional<int> decides = oracle.cases().DecidingRule(one_case);
    some |= decides == rule;
    others |= decides.has_value() && decides != rule;
  });
  return some && !others;
}

std::ostream& operator<<(std::ostream& out, const FactChange& change) {
  return out << change.fact_id << ": " << change.from << "->" << change.to;
}

std::ostream& operator<<(std::ostream& out, const WhatIf& what_if) {
  out << what_if.verdict << " {";
  for (const FactChange& change : what_if.changes) out << change << ",";
  return out << "}";
}

std::ostream& operator<<(std::ostream& out, const Explanation& explanation) {
  out << "notes:";
  for (const Speaks& note : explanation.notes) out << " " << note.rule_id << (note.tentative ? "?" : "");
  out << "\n  pivotal:";
  for (const std::string& fact : explanation.pivotal) out << " " << fact;
  out << "\n  what ifs:";
  for (const WhatIf& what_if : explanation.what_ifs) out << " " << what_if;
  out << "\n  sufficient:";
  for (const std::string& fact : explanation.sufficient_facts) out << " " << fact;
  out << "\n  facts:";
  for (const FactInForce& fact : explanation.facts) {
    out << "\n    " << fact.fact_id << " = " << fact.value << " (" << Name(fact.source) << ")";
  }
  return out << "\n";
}

}  // namespace connection_advisor::oracle
