#include "service/deployment/description_check.h"

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "connection_advisor/contract_facts.h"
#include "service/deployment/text_check.h"
#include "service/diagram/reference.h"

namespace connection_advisor::deployment {
namespace {

using image::v1::ExampleImage;
using image::v1::FactImage;
using image::v1::NeutralTextImage;
using image::v1::ParameterImage;
using image::v1::PlatformImage;
using image::v1::PluginImage;
using image::v1::RuleImage;

// More than anybody reads. A forged image has room for millions of faults.
constexpr size_t kEnoughCauses = 1000;

constexpr uint32_t kMaxSignificance = 100;
constexpr absl::string_view kReplyPlaceholders[] = {"greeting", "closing"};
constexpr absl::string_view kGreetingPlaceholders[] = {"candidate"};
constexpr absl::string_view kClosingPlaceholders[] = {"member"};

const advisor_contract_fact* FindContractFact(absl::string_view id) {
  const auto* found = std::find_if(std::begin(advisor_contract_facts), std::end(advisor_contract_facts),
                                   [&](const advisor_contract_fact& fact) { return fact.id == id; });
  return found == std::end(advisor_contract_facts) ? nullptr : found;
}

// 0 where the kind or what it needs is missing, which is a cause of its own.
uint32_t ValueCount(const FactImage& fact) {
  switch (fact.kind()) {
    case image::v1::FACT_IMAGE_KIND_BOOLEAN:
      return 2;
    case image::v1::FACT_IMAGE_KIND_CHOICE:
      return static_cast<uint32_t>(fact.values_size());
    case image::v1::FACT_IMAGE_KIND_INTEGER:
      return static_cast<uint32_t>(fact.cut_points_size()) + 1;
    default:
      return 0;
  }
}

bool HasVerdict(const RuleImage& rule) {
  return rule.outcome() == image::v1::OUTCOME_IMAGE_DECLINE || rule.outcome() == image::v1::OUTCOME_IMAGE_MEET_FIRST ||
         rule.outcome() == image::v1::OUTCOME_IMAGE_CONNECT;
}

class PlatformCheck {
 public:
  PlatformCheck(const PlatformImage& platform, std::vector<std::string>* causes)
      : platform_(platform), causes_(causes), place_(absl::StrCat("platform '", platform.id(), "'")) {}

  void Check() {
    if (!IsId(platform_.id())) Add(place_, "its id is not lower-case letters, digits and underscores after a letter");
    if (platform_.id().size() > ADVISOR_MAX_ID_BYTES) return;  // it would stand in every cause
    CheckText(place_, "the display name", platform_.display_name());
    CheckText(place_, "the purpose", platform_.purpose());
    if (platform_.significance() > kMaxSignificance) Add(place_, "its significance is above 100");
    if (CheckCounts()) CheckRows();
  }

 private:
  void Add(absl::string_view place, absl::string_view what) {
    causes_->push_back(Printable(absl::StrCat(place, ": ", what)));
  }

  // What has too many rows is not looked at row by row: a cause for each of millions would harm whoever reads them.
  bool CheckCounts() {
    const size_t before = causes_->size();
    CheckCount(place_, "facts", platform_.facts_size(), 1, ADVISOR_MAX_FACTS);
    CheckCount(place_, "rules", platform_.rules_size(), 1, ADVISOR_MAX_RULES);
    CheckCount(place_, "parameters", platform_.parameters_size(), 0, ADVISOR_MAX_PARAMETERS);
    CheckCount(place_, "stock texts", platform_.stock_texts_size(), 0, ADVISOR_MAX_STOCK_TEXTS);
    CheckCount(place_, "examples", platform_.examples_size(), 0, ADVISOR_MAX_EXAMPLES);
    return causes_->size() == before;
  }

  bool CheckCount(absl::string_view place, absl::string_view name, int count, int least, int most) {
    if (count >= least && count <= most) return true;
    Add(place, absl::StrCat("it has ", count, " ", name, "; ", least, " to ", most, " are allowed"));
    return false;
  }

  void CheckRows() {
    std::set<absl::string_view> ids;
    for (const ParameterImage& parameter : platform_.parameters()) CheckParameter(parameter, &ids);
    ids.clear();
    for (const FactImage& fact : platform_.facts()) CheckFact(fact, &ids);
    CheckCases();
    ids.clear();
    for (int rule = 0; rule < platform_.rules_size(); ++rule) CheckRule(rule, &ids);
    CheckTexts();
    std::set<absl::string_view> names;
    for (const ExampleImage& example : platform_.examples()) {
      if (causes_->size() < kEnoughCauses) CheckExample(example, &names);
    }
  }

  // Of a row. It stands in every cause against it, so what is too long for an id is cut.
  std::string PlaceOf(absl::string_view kind, absl::string_view name) const {
    return absl::StrCat(place_, ": ", kind, " '", Printable(name), "'");
  }

  void CheckText(absl::string_view place, absl::string_view name, absl::string_view text,
                 LineFeeds line_feeds = LineFeeds::kRefused, std::span<const absl::string_view> placeholders = {}) {
    if (const auto fault = TextFault(text, line_feeds, placeholders)) Add(place, absl::StrCat(name, " ", *fault));
  }

  void CheckUnique(absl::string_view place, absl::string_view id, std::set<absl::string_view>* ids) {
    if (!ids->insert(id).second) Add(place, "its id stands twice");
  }

  void CheckParameter(const ParameterImage& parameter, std::set<absl::string_view>* ids) {
    const std::string place = PlaceOf("parameter", parameter.id());
    if (!IsId(parameter.id())) Add(place, "its id is not lower-case letters, digits and underscores after a letter");
    CheckUnique(place, parameter.id(), ids);
    CheckText(place, "the description", parameter.description());
    CheckText(place, "the source", parameter.source());
    for (const absl::string_view reserved : {"greeting", "closing", "candidate", "member"}) {
      if (parameter.id() == reserved) Add(place, "its id is that of a placeholder of replies");
    }
    if (parameter.minimum() < 1 || parameter.minimum() > parameter.maximum()) {
      Add(place, absl::StrCat("its range is ", parameter.minimum(), " to ", parameter.maximum(),
                              "; it begins at 1 or above, and ends no lower"));
    }
    for (const auto& [name, value] : {std::pair("default", parameter.default_value()), {"value", parameter.value()}}) {
      if (value < parameter.minimum() || value > parameter.maximum()) {
        Add(place, absl::StrCat("its ", name, " is ", value, ", out of its range ", parameter.minimum(), " to ",
                                parameter.maximum()));
      }
    }
  }

  void CheckFact(const FactImage& fact, std::set<absl::string_view>* ids) {
    const std::string place = PlaceOf("fact", fact.id());
    CheckUnique(place, fact.id(), ids);
    if (!CheckCount(place, "values listed", fact.values_size(), 0, ADVISOR_MAX_VALUES)) return;
    const uint32_t value_count = ValueCount(fact);
    if (!CheckCount(place, "values", static_cast<int>(value_count), 2, ADVISOR_MAX_VALUES)) return;
    if (fact.has_assumption() && fact.assumption() >= value_count) {
      Add(place, absl::StrCat("its assumption is the value with index ", fact.assumption(), "; it has ", value_count,
                              " values"));
    }
    if (const advisor_contract_fact* contract = FindContractFact(fact.id())) {
      CheckContractFact(place, fact, *contract);
    } else {
      CheckOwnFact(place, fact);
    }
    if (fact.kind() != image::v1::FACT_IMAGE_KIND_CHOICE && fact.values_size() > 0) {
      Add(place, "it lists values and is no choice");
    }
    CheckCutPoints(place, fact);
  }

  void CheckContractFact(absl::string_view place, const FactImage& fact, const advisor_contract_fact& contract) {
    if (fact.kind() != static_cast<int>(contract.kind) + 1) Add(place, "the contract has it as another kind of fact");
    if (!fact.question().empty()) Add(place, "the contract has its question; leave it out");
    std::set<absl::string_view> values;
    for (const std::string& value : fact.values()) {
      const auto* end = contract.values + contract.value_count;
      if (contract.values == nullptr || std::find(contract.values, end, value) == end) {
        Add(place, absl::StrCat("the contract has no value '", value, "' for it"));
      }
      if (!values.insert(value).second) Add(place, absl::StrCat("the value '", value, "' stands twice"));
    }
  }

  void CheckOwnFact(absl::string_view place, const FactImage& fact) {
    const std::string prefix = absl::StrCat(platform_.id(), ".");
    if (!absl::StartsWith(fact.id(), prefix) || !IsId(absl::string_view(fact.id()).substr(prefix.size()))) {
      Add(place, absl::StrCat("its id is neither one of the contract nor '", prefix, "' and a name"));
    }
    CheckText(place, "the question", fact.question());
    if (!absl::EndsWith(fact.question(), "?")) Add(place, "its question does not end with a question mark");
    std::set<absl::string_view> values;
    for (const std::string& value : fact.values()) {
      if (!IsValueName(value)) {
        Add(place, absl::StrCat("the value '", value, "' is not CAPITALS, digits and underscores after a letter"));
      }
      if (absl::EndsWith(value, "UNSPECIFIED")) Add(place, "the value UNSPECIFIED stands for unknown; leave it out");
      if (!values.insert(value).second) Add(place, absl::StrCat("the value '", value, "' stands twice"));
    }
  }

  void CheckCutPoints(absl::string_view place, const FactImage& fact) {
    if (fact.kind() != image::v1::FACT_IMAGE_KIND_INTEGER) {
      if (fact.cut_points_size() > 0) Add(place, "it has cut points and is no integer");
      return;
    }
    int32_t previous = 0;
    for (const int32_t cut_point : fact.cut_points()) {
      if (cut_point <= previous) {
        Add(place, absl::StrCat("its cut points are not ascending from 1 on: ", cut_point, " after ", previous));
        return;
      }
      previous = cut_point;
    }
  }

  // The product is stopped before it could overflow.
  void CheckCases() {
    diagram::Count cases = 1;
    for (const FactImage& fact : platform_.facts()) {
      cases *= std::clamp<uint32_t>(ValueCount(fact), 1, ADVISOR_MAX_VALUES);
      if (cases > diagram::Count{1} << diagram::kMaxCountBits) {
        Add(place_, "its facts have more than 2^120 combinations; declare fewer facts or fewer values");
        return;
      }
    }
  }

  void CheckRule(int index, std::set<absl::string_view>* ids) {
    const RuleImage& rule = platform_.rules(index);
    const std::string place = PlaceOf("rule", rule.id());
    if (!IsId(rule.id())) Add(place, "its id is not lower-case letters, digits and underscores after a letter");
    CheckUnique(place, rule.id(), ids);
    CheckText(place, "the summary", rule.summary());
    CheckText(place, "the rationale", rule.rationale());
    if (rule.outcome() == image::v1::OUTCOME_IMAGE_UNSPECIFIED || !image::v1::OutcomeImage_IsValid(rule.outcome())) {
      Add(place, "it has no outcome");
    }
    if (HasVerdict(rule)) {
      CheckText(place, "the next step", rule.next_step());
    } else if (!rule.next_step().empty() || !rule.reply().empty()) {
      Add(place, "it decides nothing, so it has neither a next step nor a reply");
    }
    if (!rule.reply().empty()) CheckReply(place, rule.reply());
    if (rule.otherwise() && (!HasVerdict(rule) || HasVerdictAfter(index))) {
      Add(place, "it has no condition; only the last rule with a verdict may be without");
    }
  }

  bool HasVerdictAfter(int index) const {
    return std::any_of(platform_.rules().begin() + index + 1, platform_.rules().end(), HasVerdict);
  }

  void CheckReply(absl::string_view place, absl::string_view reply) {
    CheckText(place, "the reply", reply, LineFeeds::kAllowed, kReplyPlaceholders);
    if (!platform_.has_letter()) Add(place, "it has a reply, and the platform no letter to begin and end it");
  }

  void CheckTexts() {
    for (const std::string& text : platform_.stock_texts()) {
      CheckText(place_, "a stock text", text, LineFeeds::kAllowed);
    }
    CheckNeutralText("when_connect", platform_.when_connect());
    CheckNeutralText("when_meet_first", platform_.when_meet_first());
    CheckNeutralText("when_decline", platform_.when_decline());
    if (!platform_.has_letter()) return;
    const image::v1::LetterImage& letter = platform_.letter();
    const std::string place = absl::StrCat(place_, ": the letter");
    CheckText(place, "greeting_with_name", letter.greeting_with_name(), LineFeeds::kAllowed, kGreetingPlaceholders);
    CheckText(place, "greeting", letter.greeting(), LineFeeds::kAllowed);
    CheckText(place, "closing_with_name", letter.closing_with_name(), LineFeeds::kAllowed, kClosingPlaceholders);
    CheckText(place, "closing", letter.closing(), LineFeeds::kAllowed);
  }

  void CheckNeutralText(absl::string_view name, const NeutralTextImage& text) {
    const std::string place = absl::StrCat(place_, ": ", name);
    CheckText(place, "the summary", text.summary());
    CheckText(place, "the next step", text.next_step());
    if (!text.reply().empty()) CheckReply(place, text.reply());
  }

  void CheckExample(const ExampleImage& example, std::set<absl::string_view>* names) {
    const std::string place = PlaceOf("example", example.name());
    if (!names->insert(example.name()).second) Add(place, "its name stands twice");
    CheckText(place, "the name", example.name());
    if (example.rule() >= static_cast<uint32_t>(platform_.rules_size())) Add(place, "it names no rule");
    if (example.verdict() < image::v1::OUTCOME_IMAGE_DECLINE || example.verdict() > image::v1::OUTCOME_IMAGE_CONNECT) {
      Add(place, "it has no verdict");
    }
    if (!CheckCount(place, "facts", example.facts_size(), 0, ADVISOR_MAX_FACTS)) return;
    std::set<uint32_t> stated;
    for (const image::v1::ExampleFactImage& fact : example.facts()) {
      if (fact.fact() >= static_cast<uint32_t>(platform_.facts_size())) {
        Add(place, "it states a fact that the platform does not list");
      } else if (fact.value() >= ValueCount(platform_.facts(static_cast<int>(fact.fact())))) {
        Add(place, absl::StrCat("it states '", platform_.facts(static_cast<int>(fact.fact())).id(),
                                "' with the value of index ", fact.value(), ", which it does not have"));
      }
      if (!stated.insert(fact.fact()).second) Add(place, "it states a fact twice");
    }
  }

  const PlatformImage& platform_;
  std::vector<std::string>* causes_;
  const std::string place_;
};

}  // namespace

std::vector<std::string> CheckDescription(const PluginImage& plugin) {
  std::vector<std::string> causes;
  const auto add = [&](absl::string_view cause) { causes.push_back(Printable(cause)); };
  if (!IsId(plugin.name())) {
    add(absl::StrCat("the plugin's name '", plugin.name(),
                     "' is not lower-case letters, digits and underscores after a letter"));
  }
  if (!IsVersion(plugin.version())) {
    add(absl::StrCat("the plugin's version '", plugin.version(), "' is not MAJOR.MINOR.PATCH"));
  }
  if (plugin.platforms_size() < 1 || plugin.platforms_size() > ADVISOR_MAX_EVALUATORS) {
    add(absl::StrCat("the plugin has ", plugin.platforms_size(), " platforms; 1 to ",
                     static_cast<int>(ADVISOR_MAX_EVALUATORS), " are allowed"));
    return causes;
  }
  std::set<absl::string_view> ids;
  for (const PlatformImage& platform : plugin.platforms()) {
    if (!ids.insert(platform.id()).second) {
      add(absl::StrCat("platform '", platform.id(), "': it stands twice in the plugin"));
    }
    PlatformCheck(platform, &causes).Check();
    if (causes.size() >= kEnoughCauses) break;
  }
  return causes;
}

}  // namespace connection_advisor::deployment
