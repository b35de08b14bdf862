#include "service/advice/why_not.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "service/advice/render.h"
#include "service/advice/render_explanation.h"
#include "service/advice/what_ifs.h"
#include "service/facts/nearest.h"
#include "service/facts/quote.h"

namespace connection_advisor::advice {
namespace {

using platform::Outcome;
using platform::Platform;
using platform::Rule;

bool Decides(const Rule& rule) { return rule.outcome != Outcome::kImpossible && rule.outcome != Outcome::kNote; }

// Past the last where there is none.
uint32_t IndexOf(const Platform& platform, const std::string& rule_id) {
  const auto found =
      std::find_if(platform.rules.begin(), platform.rules.end(), [&](const Rule& rule) { return rule.id == rule_id; });
  return static_cast<uint32_t>(found - platform.rules.begin());
}

std::string NoSuchRule(const Platform& platform, const std::string& rule_id) {
  std::vector<std::string_view> deciding;
  for (const Rule& rule : platform.rules) {
    if (Decides(rule)) deciding.push_back(rule.id);
  }
  const std::string_view nearest = facts::Nearest(rule_id, deciding);
  const std::string meant = nearest.empty() ? "" : facts::Concatenated({" Did you mean ", facts::Quoted(nearest), "?"});
  return facts::Concatenated({facts::Quoted(rule_id), " is no rule of ", platform.id, ".", meant,
                              " These decide there: ", facts::QuotedList(deciding), "."});
}

}  // namespace

void CheckWhyNotRule(const Platform& platform, const std::string& rule_id, facts::Violations* violations) {
  if (rule_id.empty()) return;
  const uint32_t index = IndexOf(platform, rule_id);
  if (index == platform.rules.size()) {
    violations->push_back({"why_not_rule", NoSuchRule(platform, rule_id)});
  } else if (!Decides(platform.rules[index])) {
    const char* what = platform.rules[index].outcome == Outcome::kNote ? "a note" : "an impossible rule";
    violations->push_back(
        {"why_not_rule", facts::Concatenated({facts::Quoted(rule_id), " is ", what,
                                              ", which decides nothing. Name a rule with a verdict."})});
  }
}

WhyNot ExplainWhyNot(const Platform& platform, uint32_t rule, const uint8_t* stated, const Decision& decision,
                     diagram::NearestScratch& scratch) {
  const int32_t leaf = platform::DecisionLeaf(rule);
  std::optional<diagram::Nearest> nearest =
      diagram::FindNearest(platform.forest, platform.decision, decision.values.data(), FactsToActOn(platform), leaf,
                           static_cast<int32_t>(Outcome::kImpossible), scratch);
  // Every rule decides some case: it is one of the laws.
  WhyNot why_not{.changes = std::move(nearest->changes), .ruled_out = true};
  why_not.changes.insert(why_not.changes.end(), nearest->settings.begin(), nearest->settings.end());
  std::sort(why_not.changes.begin(), why_not.changes.end());
  diagram::VisitLeavesInReach(platform.forest, platform.decision, stated, scratch.visited, [&](int32_t reached) {
    why_not.ruled_out = reached != leaf;
    return why_not.ruled_out;
  });
  return why_not;
}

void RenderWhyNot(const Platform& platform, const std::string& rule_id, const uint8_t* stated, const Decision& decision,
                  diagram::NearestScratch& scratch, v1::WhyNot* message) {
  const uint32_t index = IndexOf(platform, rule_id);
  const Rule& rule = platform.rules[index];
  message->set_rule_id(rule.id);
  message->set_summary(rule.summary);
  message->set_verdict(ToVerdict(rule.outcome));
  const WhyNot why_not = ExplainWhyNot(platform, index, stated, decision, scratch);
  for (const diagram::Change& change : why_not.changes) {
    RenderChange(platform, decision, change, message->add_changes());
  }
  message->set_ruled_out(why_not.ruled_out);
}

}  // namespace connection_advisor::advice
