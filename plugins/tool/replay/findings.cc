#include "plugins/tool/replay/findings.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace connection_advisor::tool {
namespace {

std::string Quoted(std::string_view text) {
  google::protobuf::Value value;
  value.set_string_value(std::string(text));
  std::string json;
  const auto printed = google::protobuf::util::MessageToJsonString(value, &json);
  return printed.ok() ? json : "\"\"";
}

// Whether the platform refuses the text of a part that it knows what to make of: that of an integer that it has no use
// for, and so no parts of, or that it cuts elsewhere.
bool RefusesPart(const platform::Platform& platform, const LoggedFact& fact) {
  const auto found = platform.fact_index.find(std::string(fact.id));
  if (found == platform.fact_index.end()) return true;
  const platform::Fact& known = platform.facts[found->second];
  if (known.kind != platform::FactKind::kInteger) return false;
  const bool is_part = std::find(known.values.begin(), known.values.end(), fact.value) != known.values.end();
  return !is_part && PartThatHolds(known, fact.value);
}

// A number says the same as a part that is refused.
std::string ValueOf(const LoggedFact& fact, const platform::Platform& platform) {
  const std::optional<int64_t> number = RefusesPart(platform, fact) ? LeastOf(fact.value) : std::nullopt;
  return number ? absl::StrCat(*number) : Quoted(fact.value);
}

// The decision as a request, in one line of JSON; the facts in the log's order.
std::string RequestOf(const LoggedDecision& logged, const platform::Platform& platform) {
  const auto member = [&](std::string* out, const LoggedFact& fact) {
    absl::StrAppend(out, Quoted(fact.id), ":", ValueOf(fact, platform));
  };
  return absl::StrCat("{\"platform\":", Quoted(logged.platform), ",\"facts\":{",
                      absl::StrJoin(logged.facts, ",", member), "}}");
}

}  // namespace

void Findings::Add(const LoggedDecision& logged, const LinePlace& place) {
  ++decisions_;
  const std::optional<Redecision> now = redecider_.Decide(logged);
  if (!now) return AddUnknown(logged, place);
  std::string_view rule;
  if (now->rule) rule = platform().rules[*now->rule].id;
  if (now->result == logged.result && rule == logged.rule) {
    ++unchanged_;
    return;
  }
  ChangeClass& change = changes_[{logged.result, now->result}];
  ++change.decisions;
  if (now->question) ++change.asked_for[platform().facts[*now->question].id];
  AddWitness(logged, place, rule, &change);
}

void Findings::AddUnknown(const LoggedDecision& logged, const LinePlace& place) {
  ++unknown_.decisions;
  for (const LoggedFact& fact : redecider_.UnknownFacts()) {
    const bool is_known = platform().fact_index.contains(std::string(fact.id));
    std::string unknown(fact.id);
    if (is_known) unknown.append("=").append(fact.value);
    ++unknown_facts_[unknown];
  }
  AddWitness(logged, place, "", &unknown_);
}

bool Findings::IsInLog(const std::string& fact_id) const {
  const auto fact = platform().fact_index.find(fact_id);
  return fact != platform().fact_index.end() && redecider_.stated().test(fact->second);
}

void Findings::AddWitness(const LoggedDecision& logged, const LinePlace& place, std::string_view rule_now,
                          ChangeClass* change) const {
  if (change->witnesses.size() >= most_witnesses_) return;
  change->witnesses.push_back({.file = place.file,
                               .line = place.line,
                               .request_id = std::string(logged.request_id),
                               .rule_then = std::string(logged.rule),
                               .rule_now = std::string(rule_now),
                               .request = RequestOf(logged, platform())});
}

}  // namespace connection_advisor::tool
