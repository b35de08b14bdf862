#include "tests/oracle/platform_table.h"

#include <algorithm>
#include <utility>

namespace connection_advisor::oracle {

Fact Boolean(std::string id, std::optional<bool> assumption) {
  return {.id = std::move(id),
          .kind = Kind::kBoolean,
          .values = {"false", "true"},
          .assumption = assumption ? std::optional<int>(*assumption ? 1 : 0) : std::nullopt,
          .cut_points = {}};
}

Fact Choice(std::string id, std::vector<std::string> values, std::optional<int> assumption) {
  return {.id = std::move(id),
          .kind = Kind::kChoice,
          .values = std::move(values),
          .assumption = assumption,
          .cut_points = {}};
}

Fact Integer(std::string id, std::vector<int> cut_points, std::optional<int> assumption) {
  std::vector<std::string> parts = {"below " + std::to_string(cut_points.front())};
  for (size_t i = 0; i < cut_points.size(); ++i) {
    parts.push_back("at least " + std::to_string(cut_points[i]));
    if (i + 1 < cut_points.size()) parts.back() += " and below " + std::to_string(cut_points[i + 1]);
  }
  return {.id = std::move(id),
          .kind = Kind::kInteger,
          .values = std::move(parts),
          .assumption = assumption,
          .cut_points = std::move(cut_points)};
}

Fact NotesOnly(Fact fact) {
  fact.decides = false;
  return fact;
}

Fact Own(Fact fact) {
  fact.own = true;
  return fact;
}

Fact Favourable(Fact fact) {
  fact.favourable = true;
  return fact;
}

Fact MemberCanAct(Fact fact) {
  fact.member_can_act = true;
  return fact;
}

bool IsOtherwise(const Rule& rule) { return !rule.holds; }

bool Holds(const Rule& rule, const Case& one_case) { return IsOtherwise(rule) || rule.holds(one_case); }

int FactIndex(const PlatformTable& platform, const std::string& fact_id) {
  const auto found =
      std::find_if(platform.facts.begin(), platform.facts.end(), [&](const Fact& fact) { return fact.id == fact_id; });
  return found == platform.facts.end() ? -1 : static_cast<int>(found - platform.facts.begin());
}

}  // namespace connection_advisor::oracle
