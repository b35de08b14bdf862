#include "service/analysis/unified_facts.h"

#include <algorithm>
#include <iterator>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "service/platform/number_text.h"

namespace connection_advisor::analysis {
namespace {

using diagram::kUnknown;
using platform::Fact;
using platform::FactKind;
using platform::Platform;

const Fact* Find(const Platform& platform, const std::string& id) {
  const auto found = platform.fact_index.find(id);
  return found == platform.fact_index.end() ? nullptr : &platform.facts[found->second];
}

void AddOneSided(const Fact& fact, std::vector<uint8_t>* own, std::vector<uint8_t>* others, UnifiedFact* unified) {
  for (size_t value = 0; value < fact.values.size(); ++value) {
    unified->values.push_back(fact.values[value]);
    own->push_back(static_cast<uint8_t>(value));
    others->push_back(kUnknown);
  }
}

// The part of a number, for every part between finer cut points.
std::vector<uint8_t> PartsOf(const std::vector<int32_t>& cut_points, const std::vector<int32_t>& finer) {
  std::vector<uint8_t> parts = {0};
  for (const int32_t number : finer) {
    const auto next = std::upper_bound(cut_points.begin(), cut_points.end(), number);
    parts.push_back(static_cast<uint8_t>(next - cut_points.begin()));
  }
  return parts;
}

void UnifyIntegers(const Fact& before, const Fact& after, UnifiedFact* unified) {
  std::set_union(before.cut_points.begin(), before.cut_points.end(), after.cut_points.begin(), after.cut_points.end(),
                 std::back_inserter(unified->cut_points));
  unified->values = platform::PartTexts(unified->cut_points);
  unified->before_values = PartsOf(before.cut_points, unified->cut_points);
  unified->after_values = PartsOf(after.cut_points, unified->cut_points);
}

void UnifyNames(const Fact& before, const Fact& after, UnifiedFact* unified) {
  AddOneSided(before, &unified->before_values, &unified->after_values, unified);
  for (size_t value = 0; value < after.values.size(); ++value) {
    const auto same = std::find(before.values.begin(), before.values.end(), after.values[value]);
    if (same != before.values.end()) {
      unified->after_values[static_cast<size_t>(same - before.values.begin())] = static_cast<uint8_t>(value);
      continue;
    }
    unified->values.push_back(after.values[value]);
    unified->before_values.push_back(kUnknown);
    unified->after_values.push_back(static_cast<uint8_t>(value));
  }
}

// A fact that one version skips has for it a value that stands for all: any will do, since nothing depends on it.
void UnifyWithNothing(const Fact& fact, std::vector<uint8_t>* own, std::vector<uint8_t>* others, UnifiedFact* unified) {
  AddOneSided(fact, own, others, unified);
  std::fill(others->begin(), others->end(), uint8_t{0});
  unified->cut_points = fact.cut_points;
}

UnifiedFact Unify(const Fact* before, const Fact* after) {
  UnifiedFact unified{.id = before != nullptr ? before->id : after->id, .before = before, .after = after};
  if (after == nullptr) {
    UnifyWithNothing(*before, &unified.before_values, &unified.after_values, &unified);
  } else if (before == nullptr) {
    UnifyWithNothing(*after, &unified.after_values, &unified.before_values, &unified);
  } else if (before->kind != after->kind) {
    // Nothing that a request may send for the one is a value of the other.
    AddOneSided(*before, &unified.before_values, &unified.after_values, &unified);
    AddOneSided(*after, &unified.after_values, &unified.before_values, &unified);
  } else if (before->kind == FactKind::kInteger) {
    UnifyIntegers(*before, *after, &unified);
  } else {
    UnifyNames(*before, *after, &unified);
  }
  unified.decides = (before != nullptr && !before->notes_only) || (after != nullptr && !after->notes_only);
  return unified;
}

absl::Status TooLarge(const Platform& platform, absl::string_view what) {
  return absl::ResourceExhaustedError(
      absl::StrCat("platform '", platform.id, "': its two versions are too large to be compared: ", what));
}

absl::Status CheckSize(const Platform& platform, const std::vector<UnifiedFact>& facts) {
  if (facts.size() > diagram::kMaxVariables) {
    return TooLarge(platform, absl::StrCat("they have ", facts.size(), " facts together; at most ",
                                           diagram::kMaxVariables, " can be compared"));
  }
  diagram::Count combinations = 1;
  for (const UnifiedFact& fact : facts) {
    if (fact.values.size() > diagram::kMaxValues) {
      return TooLarge(
          platform, absl::StrCat("fact '", fact.id, "' has ", fact.values.size(), " values in both together; at most ",
                                 diagram::kMaxValues, " can be compared"));
    }
    combinations *= fact.values.size();
    if (combinations > diagram::Count{1} << diagram::kMaxCountBits) {
      return TooLarge(platform, "their facts have more than 2^120 combinations");
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<UnifiedFact>> UnifyFacts(const Platform& before, const Platform& after) {
  std::vector<UnifiedFact> facts;
  for (const Fact& fact : before.facts) facts.push_back(Unify(&fact, Find(after, fact.id)));
  for (const Fact& fact : after.facts) {
    if (Find(before, fact.id) == nullptr) facts.push_back(Unify(nullptr, &fact));
  }
  if (absl::Status status = CheckSize(before, facts); !status.ok()) return status;
  return facts;
}

diagram::Dictionary DictionaryOf(const Platform& platform, const std::vector<UnifiedFact>& facts,
                                 std::vector<uint8_t> UnifiedFact::*values, const diagram::VariableSet& domain) {
  diagram::Dictionary dictionary(platform.facts.size());
  for (uint32_t index = 0; index < facts.size(); ++index) {
    const auto found = platform.fact_index.find(facts[index].id);
    if (found == platform.fact_index.end() || !domain.test(index)) continue;
    dictionary[found->second] = diagram::TranslatedVariable{index, facts[index].*values};
  }
  return dictionary;
}

}  // namespace connection_advisor::analysis
