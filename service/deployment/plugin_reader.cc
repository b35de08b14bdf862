#include "service/deployment/plugin_reader.h"

#include <cstring>
#include <limits>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "service/deployment/text_check.h"
#include "service/platform/number_text.h"

namespace connection_advisor::deployment {
namespace {

using image::v1::FactImage;
using image::v1::PlatformImage;
using image::v1::RuleImage;

// Where in the plugin a cause lies: "platform 'linkedin': rule 'known'".
using Place = std::string;

class Causes {
 public:
  // Names come from the plugin as they are, so they are made fit to print.
  void Add(const Place& place, absl::string_view what) { lines_.push_back(Printable(absl::StrCat(place, ": ", what))); }
  const std::vector<std::string>& lines() const { return lines_; }
  absl::Status ToStatus() const { return absl::InvalidArgumentError(absl::StrJoin(lines_, "\n")); }

 private:
  std::vector<std::string> lines_;
};

// An array of structures that may be larger than this host knows them.
template <typename Element>
class Elements {
 public:
  Elements(const Element* first, uint32_t count, uint32_t size) : first_(first), count_(count), size_(size) {}

  bool Check(const Place& place, absl::string_view name, uint32_t limit, Causes& causes) const {
    if (count_ > limit) {
      causes.Add(place, absl::StrCat(count_, " ", name, ", at most ", limit, " are allowed"));
    } else if (count_ > 0 && first_ == nullptr) {
      causes.Add(place, absl::StrCat("the array of ", name, " is NULL"));
    } else if (count_ > 0 && (size_ < sizeof(Element) || size_ % alignof(Element) != 0 || size_ > kLargestElement)) {
      causes.Add(place, absl::StrCat("the size of one element of ", name, " is given as ", size_, "; this host knows ",
                                     sizeof(Element)));
    } else {
      return true;
    }
    return false;
  }
  uint32_t count() const { return count_; }
  const Element& operator[](uint32_t index) const {
    return *reinterpret_cast<const Element*>(reinterpret_cast<const char*>(first_) + size_t{index} * size_);
  }

 private:
  static constexpr uint32_t kLargestElement = 4096;

  const Element* first_;
  uint32_t count_;
  uint32_t size_;
};

class EvaluatorReader {
 public:
  EvaluatorReader(const advisor_evaluator& row, const ParameterValues& overrides, Causes& causes, Causes& dangling)
      : row_(row), overrides_(overrides), causes_(causes), dangling_(dangling) {}

  void Read(PlatformImage* platform, EvaluatorCode* code) {
    platform->set_id(Text(row_.platform, place_, "the id"));
    place_ = absl::StrCat("platform '", platform->id(), "'");
    platform->set_display_name(Text(row_.display_name, place_, "the display name"));
    platform->set_purpose(Text(row_.purpose, place_, "the purpose"));
    platform->set_significance(row_.significance);
    // Texts and cut points name parameters, examples name facts and rules: so in this order.
    ReadParameters(platform);
    ReadFacts(platform, code);
    ReadRules(platform, code);
    ReadTexts(platform);
    ReadExamples(platform, *code);
    code->would_vouch = row_.would_vouch;
    if (row_.would_vouch != nullptr) platform->set_would_vouch(0);  // the root comes with the diagrams
  }

 private:
  std::string Text(const char* text, const Place& place, absl::string_view name) {
    if (text == nullptr) {
      causes_.Add(place, absl::StrCat(name, " is NULL"));
      return {};
    }
    const size_t length = strnlen(text, ADVISOR_MAX_TEXT_BYTES + 1);
    if (length > ADVISOR_MAX_TEXT_BYTES) {
      causes_.Add(place, absl::StrCat(name, " is longer than ", ADVISOR_MAX_TEXT_BYTES, " bytes"));
      return {};
    }
    return absl::StrReplaceAll(absl::string_view(text, length), placeholders_);
  }
  std::string OptionalText(const char* text, const Place& place, absl::string_view name) {
    return text == nullptr ? std::string() : Text(text, place, name);
  }

  void ReadParameters(PlatformImage* platform) {
    const Elements parameters(row_.parameters, row_.parameter_count, row_.parameter_size);
    if (!parameters.Check(place_, "parameters", ADVISOR_MAX_PARAMETERS, causes_)) return;
    for (uint32_t i = 0; i < parameters.count(); ++i) {
      const advisor_parameter& parameter = parameters[i];
      const Place place = absl::StrCat(place_, ": parameter ", i + 1);
      image::v1::ParameterImage* image = platform->add_parameters();
      image->set_id(Text(parameter.id, place, "the id"));
      image->set_description(Text(parameter.description, place, "the description"));
      image->set_source(Text(parameter.source, place, "the source"));
      image->set_minimum(parameter.minimum);
      image->set_maximum(parameter.maximum);
      image->set_default_value(parameter.default_value);
      const auto set = overrides_.find(absl::StrCat(platform->id(), ".", image->id()));
      image->set_value(set == overrides_.end() ? parameter.default_value : set->second);
    }
    for (const image::v1::ParameterImage& parameter : platform->parameters()) {
      placeholders_.emplace_back(absl::StrCat("{", parameter.id(), "}"), platform::NumberInProse(parameter.value()));
    }
  }

  void ReadFacts(PlatformImage* platform, EvaluatorCode* code) {
    if (row_.fact_count > ADVISOR_MAX_FACTS || (row_.fact_count > 0 && row_.facts == nullptr)) {
      causes_.Add(place_, absl::StrCat(row_.fact_count, " facts at ", row_.facts == nullptr ? "NULL" : "an array",
                                       "; at most ", ADVISOR_MAX_FACTS, " are allowed"));
      return;
    }
    for (uint32_t i = 0; i < row_.fact_count; ++i) {
      const advisor_fact* fact = row_.facts[i];
      const Place place = absl::StrCat(place_, ": fact ", i + 1);
      if (fact == nullptr || fact->struct_size < sizeof(advisor_fact)) {
        causes_.Add(place, fact == nullptr ? "it is NULL" : "its struct_size is smaller than advisor_fact");
        continue;
      }
      ReadFact(*fact, place, *platform, code, platform->mutable_facts()->Add());
      code->facts.push_back(fact);
    }
  }

  void ReadFact(const advisor_fact& fact, const Place& place, const PlatformImage& platform, EvaluatorCode* code,
                FactImage* image) {
    image->set_id(Text(fact.id, place, "the id"));
    image->set_question(OptionalText(fact.question, place, "the question"));
    image->set_favourable((fact.flags & ADVISOR_FAVOURABLE) != 0);
    image->set_member_can_act((fact.flags & ADVISOR_MEMBER_CAN_ACT) != 0);
    if (fact.assumption != ADVISOR_NO_ASSUMPTION) image->set_assumption(static_cast<uint32_t>(fact.assumption));
    uint32_t value_count = 2;
    switch (fact.kind) {
      case ADVISOR_BOOLEAN:
        image->set_kind(image::v1::FACT_IMAGE_KIND_BOOLEAN);
        break;
      case ADVISOR_CHOICE:
        image->set_kind(image::v1::FACT_IMAGE_KIND_CHOICE);
        value_count = ReadValues(fact, place, image);
        break;
      case ADVISOR_INTEGER:
        image->set_kind(image::v1::FACT_IMAGE_KIND_INTEGER);
        value_count = ReadCutPoints(fact, place, platform, image);
        break;
      default:
        causes_.Add(place, absl::StrCat("its kind is ", fact.kind, "; there is ADVISOR_BOOLEAN, _CHOICE and _INTEGER"));
    }
    code->value_counts.push_back(static_cast<uint8_t>(value_count));
  }

  uint32_t ReadValues(const advisor_fact& fact, const Place& place, FactImage* image) {
    if (fact.value_count < 2 || fact.value_count > ADVISOR_MAX_VALUES || fact.values == nullptr) {
      causes_.Add(place, absl::StrCat("a choice has 2 to ", ADVISOR_MAX_VALUES, " values; this one has ",
                                      fact.value_count, fact.values == nullptr ? " at NULL" : ""));
      return 2;
    }
    for (uint32_t i = 0; i < fact.value_count; ++i) image->add_values(Text(fact.values[i], place, "a value"));
    return fact.value_count;
  }

  uint32_t ReadCutPoints(const advisor_fact& fact, const Place& place, const PlatformImage& platform,
                         FactImage* image) {
    const Elements cut_points(fact.cut_points, fact.cut_point_count, fact.cut_point_size);
    if (!cut_points.Check(place, "cut points", ADVISOR_MAX_VALUES - 1, causes_)) return 2;
    if (cut_points.count() == 0) {
      causes_.Add(place, "an integer has at least one cut point; this one has none");
      return 2;
    }
    for (uint32_t i = 0; i < cut_points.count(); ++i) {
      const int32_t previous = i == 0 ? 0 : image->cut_points(static_cast<int>(i) - 1);
      image->add_cut_points(Resolve(cut_points[i], place, platform, previous));
    }
    return cut_points.count() + 1;
  }

  // `previous`: the cut point before, or 0.
  int32_t Resolve(const advisor_cut_point& cut_point, const Place& place, const PlatformImage& platform,
                  int32_t previous) {
    if (cut_point.parameter == nullptr) return cut_point.number;
    const std::string id = Text(cut_point.parameter, place, "the parameter of a cut point");
    for (const image::v1::ParameterImage& parameter : platform.parameters()) {
      if (parameter.id() == id) return parameter.value();
    }
    dangling_.Add(place, absl::StrCat("a cut point names the parameter '", id, "', which the platform does not have"));
    return previous < std::numeric_limits<int32_t>::max() ? previous + 1 : previous;
  }

  void ReadRules(PlatformImage* platform, EvaluatorCode* code) {
    const Elements rules(row_.rules, row_.rule_count, row_.rule_size);
    if (!rules.Check(place_, "rules", ADVISOR_MAX_RULES, causes_)) return;
    for (uint32_t i = 0; i < rules.count(); ++i) {
      const advisor_rule& rule = rules[i];
      RuleImage* image = platform->add_rules();
      image->set_id(Text(rule.id, absl::StrCat(place_, ": rule ", i + 1), "the id"));
      const Place place = absl::StrCat(place_, ": rule '", image->id(), "'");
      image->set_summary(Text(rule.summary, place, "the summary"));
      image->set_rationale(Text(rule.rationale, place, "the rationale"));
      image->set_next_step(OptionalText(rule.next_step, place, "the next step"));
      image->set_reply(OptionalText(rule.reply, place, "the reply"));
      if (rule.outcome > ADVISOR_NOTE) {
        causes_.Add(place, absl::StrCat("its outcome is ", rule.outcome, "; the last that there is, is ADVISOR_NOTE"));
      } else {
        image->set_outcome(static_cast<image::v1::OutcomeImage>(rule.outcome + 1));
      }
      image->set_otherwise(rule.condition == nullptr);
      code->conditions.push_back(rule.condition);
    }
  }

  void ReadTexts(PlatformImage* platform) {
    if (row_.stock_text_count > ADVISOR_MAX_STOCK_TEXTS || (row_.stock_text_count > 0 && row_.stock_texts == nullptr)) {
      causes_.Add(place_, absl::StrCat(row_.stock_text_count, " stock texts; at most ", ADVISOR_MAX_STOCK_TEXTS,
                                       " are allowed, in an array that is not NULL"));
    } else {
      for (uint32_t i = 0; i < row_.stock_text_count; ++i) {
        platform->add_stock_texts(Text(row_.stock_texts[i], place_, "a stock text"));
      }
    }
    ReadNeutralText(row_.when_connect, "when_connect", platform->mutable_when_connect());
    ReadNeutralText(row_.when_meet_first, "when_meet_first", platform->mutable_when_meet_first());
    ReadNeutralText(row_.when_decline, "when_decline", platform->mutable_when_decline());
    if (row_.letter == nullptr) return;
    if (row_.letter->struct_size < sizeof(advisor_letter)) {
      causes_.Add(place_, "the struct_size of the letter is smaller than advisor_letter");
      return;
    }
    image::v1::LetterImage* letter = platform->mutable_letter();
    letter->set_greeting_with_name(Text(row_.letter->greeting_with_name, place_, "the letter's greeting_with_name"));
    letter->set_greeting(Text(row_.letter->greeting, place_, "the letter's greeting"));
    letter->set_closing_with_name(Text(row_.letter->closing_with_name, place_, "the letter's closing_with_name"));
    letter->set_closing(Text(row_.letter->closing, place_, "the letter's closing"));
  }

  void ReadNeutralText(const advisor_neutral_text* text, absl::string_view name, image::v1::NeutralTextImage* image) {
    if (text == nullptr || text->struct_size < sizeof(advisor_neutral_text)) {
      causes_.Add(place_, absl::StrCat(name, text == nullptr ? " is NULL" : " is smaller than advisor_neutral_text"));
      return;
    }
    image->set_summary(Text(text->summary, place_, absl::StrCat("the summary of ", name)));
    image->set_next_step(Text(text->next_step, place_, absl::StrCat("the next step of ", name)));
    image->set_reply(OptionalText(text->reply, place_, absl::StrCat("the reply of ", name)));
  }

  void ReadExamples(PlatformImage* platform, const EvaluatorCode& code) {
    const Elements examples(row_.examples, row_.example_count, row_.example_size);
    if (!examples.Check(place_, "examples", ADVISOR_MAX_EXAMPLES, causes_)) return;
    for (uint32_t i = 0; i < examples.count(); ++i) {
      const advisor_example& example = examples[i];
      image::v1::ExampleImage* image = platform->add_examples();
      image->set_name(Text(example.name, absl::StrCat(place_, ": example ", i + 1), "the name"));
      const Place place = absl::StrCat(place_, ": example '", image->name(), "'");
      const Elements facts(example.facts, example.fact_count, example.fact_size);
      if (!facts.Check(place, "facts", ADVISOR_MAX_FACTS, causes_)) continue;
      for (uint32_t f = 0; f < facts.count(); ++f) ReadExampleFact(facts[f], place, code, image);
      if (example.verdict < ADVISOR_DECLINE || example.verdict > ADVISOR_CONNECT) {
        causes_.Add(place, "its verdict is none of ADVISOR_DECLINE, ADVISOR_MEET_FIRST and ADVISOR_CONNECT");
      } else {
        image->set_verdict(static_cast<image::v1::OutcomeImage>(example.verdict + 1));
      }
      const std::string rule_id = Text(example.rule_id, place, "the rule");
      int rule = 0;
      while (rule < platform->rules_size() && platform->rules(rule).id() != rule_id) ++rule;
      if (rule == platform->rules_size()) {
        dangling_.Add(place, absl::StrCat("it names the rule '", rule_id, "', which the platform does not have"));
        rule = 0;
      }
      image->set_rule(static_cast<uint32_t>(rule));
    }
  }

  void ReadExampleFact(const advisor_example_fact& row, const Place& place, const EvaluatorCode& code,
                       image::v1::ExampleImage* example) {
    uint32_t fact = 0;
    while (fact < code.facts.size() && code.facts[fact] != row.fact) ++fact;
    if (fact == code.facts.size()) {
      dangling_.Add(place, "it states a fact that the platform does not list");
      return;
    }
    image::v1::ExampleFactImage* image = example->add_facts();
    image->set_fact(fact);
    image->set_value(row.value);
  }

  const advisor_evaluator& row_;
  const ParameterValues& overrides_;
  Causes& causes_;
  Causes& dangling_;
  Place place_ = "platform";
  std::vector<std::pair<std::string, std::string>> placeholders_;
};

}  // namespace

absl::StatusOr<PluginContents> ReadPlugin(const advisor_plugin& plugin, const ParameterValues& parameters) {
  Causes causes;
  Causes dangling;
  PluginContents contents;
  const Place place = "the plugin";
  const auto text = [&](const char* given, absl::string_view name) -> std::string {
    if (given == nullptr || strnlen(given, ADVISOR_MAX_ID_BYTES + 1) > ADVISOR_MAX_ID_BYTES) {
      causes.Add(place, absl::StrCat("its ", name, given == nullptr ? " is NULL" : " is too long"));
      return {};
    }
    return given;
  };
  contents.description.set_name(text(plugin.name, "name"));
  contents.description.set_version(text(plugin.version, "version"));
  if (plugin.evaluators == nullptr || plugin.evaluator_count == 0 || plugin.evaluator_count > ADVISOR_MAX_EVALUATORS) {
    causes.Add(place, absl::StrCat("it has ", plugin.evaluator_count, " evaluators",
                                   plugin.evaluators == nullptr ? " at NULL" : "", "; 1 to ", ADVISOR_MAX_EVALUATORS,
                                   " are allowed"));
    return causes.ToStatus();
  }
  for (uint32_t i = 0; i < plugin.evaluator_count; ++i) {
    const advisor_evaluator* row = plugin.evaluators[i];
    if (row == nullptr || row->struct_size < sizeof(advisor_evaluator)) {
      causes.Add(place, absl::StrCat("evaluator ", i + 1,
                                     row == nullptr ? " is NULL" : " is smaller (struct_size) than advisor_evaluator"));
      continue;
    }
    EvaluatorReader(*row, parameters, causes, dangling)
        .Read(contents.description.add_platforms(), &contents.code.emplace_back());
  }
  if (!causes.lines().empty()) return causes.ToStatus();
  contents.causes = dangling.lines();
  return contents;
}

}  // namespace connection_advisor::deployment
