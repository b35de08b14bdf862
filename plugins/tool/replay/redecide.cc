#include "plugins/tool/replay/redecide.h"

#include <algorithm>
#include <limits>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "connection_advisor/contract_facts.h"
#include "service/facts/contract_fields.h"

namespace connection_advisor::tool {
namespace {

using platform::Outcome;

// A bound on memory; past it nothing more is remembered.
constexpr size_t kMostRemembered = size_t{1} << 20;

constexpr int64_t kNoEnd = std::numeric_limits<int64_t>::max();

// The numbers from `first` to below `end`.
struct Range {
  int64_t first = 0;
  int64_t end = kNoEnd;
};

std::optional<Range> RangeOf(absl::string_view part) {
  Range range;
  for (absl::string_view side : absl::StrSplit(part, " and ")) {
    int64_t* const bound = absl::ConsumePrefix(&side, "below ")      ? &range.end
                           : absl::ConsumePrefix(&side, "at least ") ? &range.first
                                                                     : nullptr;
    if (bound == nullptr || !absl::SimpleAtoi(side, bound)) return std::nullopt;
  }
  return range;
}

bool IsOfTheContract(std::string_view fact_id) { return facts::FindContractFact(fact_id).has_value(); }

bool IsChoiceOfTheContract(const LoggedFact& logged) {
  const std::optional<uint32_t> index = facts::FindContractFact(logged.id);
  if (!index || advisor_contract_facts[*index].kind != ADVISOR_CHOICE) return false;
  const advisor_contract_fact& fact = advisor_contract_facts[*index];
  const auto* const end = fact.values + fact.value_count;
  return std::find(fact.values, end, logged.value) != end;
}

std::optional<uint8_t> ValueOf(const platform::Fact& fact, std::string_view text) {
  const auto value = std::find(fact.values.begin(), fact.values.end(), text);
  if (value != fact.values.end()) return static_cast<uint8_t>(value - fact.values.begin());
  return fact.kind == platform::FactKind::kInteger ? PartThatHolds(fact, text) : std::nullopt;
}

Result ResultOf(const std::optional<Outcome>& verdict) {
  if (!verdict) return Result::kNeedsInformation;
  switch (*verdict) {
    case Outcome::kConnect:
      return Result::kConnect;
    case Outcome::kMeetFirst:
      return Result::kMeetFirst;
    default:
      return Result::kDecline;
  }
}

}  // namespace

std::optional<uint8_t> PartThatHolds(const platform::Fact& fact, std::string_view part) {
  const std::optional<Range> range = RangeOf({part.data(), part.size()});
  if (!range) return std::nullopt;
  const auto after = std::upper_bound(fact.cut_points.begin(), fact.cut_points.end(), range->first);
  const int64_t end = after == fact.cut_points.end() ? kNoEnd : *after;
  if (range->end > end) return std::nullopt;
  return static_cast<uint8_t>(after - fact.cut_points.begin());
}

std::optional<int64_t> LeastOf(std::string_view part) {
  const std::optional<Range> range = RangeOf({part.data(), part.size()});
  return range ? std::optional(range->first) : std::nullopt;
}

std::optional<Redecision> Redecider::Decide(const LoggedDecision& logged) {
  const size_t facts = platform_.facts.size();
  std::fill_n(values_.begin(), facts, diagram::kUnknown);
  unknown_.clear();
  for (const LoggedFact& fact : logged.facts) {
    if (!Bind(fact)) unknown_.push_back(fact);
  }
  if (!unknown_.empty()) return std::nullopt;
  const absl::string_view key(reinterpret_cast<const char*>(values_.data()), facts);
  const auto before = before_.find(key);
  if (before != before_.end()) return before->second;
  const Redecision redecision = DecideOnValues();
  if (before_.size() < kMostRemembered) before_.emplace(key, redecision);
  return redecision;
}

bool Redecider::Bind(const LoggedFact& logged) {
  const auto found = platform_.fact_index.find(absl::string_view(logged.id.data(), logged.id.size()));
  if (found == platform_.fact_index.end()) return IsOfTheContract(logged.id);
  const std::optional<uint8_t> value = ValueOf(platform_.facts[found->second], logged.value);
  if (!value) return IsChoiceOfTheContract(logged);
  values_[found->second] = *value;
  stated_.set(found->second);
  return true;
}

Redecision Redecider::DecideOnValues() {
  if (!advice::Decide(platform_, values_.data(), scratch_, &decision_)) return {};
  Redecision redecision{.result = ResultOf(decision_.verdict), .rule = {}, .question = {}};
  if (!decision_.reasons.empty()) redecision.rule = decision_.reasons.front().rule;
  if (!decision_.questions.empty()) redecision.question = decision_.questions.front();
  return redecision;
}

}  // namespace connection_advisor::tool
