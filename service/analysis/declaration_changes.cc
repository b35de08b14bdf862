#include "service/analysis/declaration_changes.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace connection_advisor::analysis {
namespace {

using platform::Fact;
using platform::FactKind;
using platform::Outcome;
using platform::Platform;
using platform::Rule;

// Something that is declared, and what it matters where it differs. A thing has one row without an attribute, and after
// that one for each attribute.
struct Declared {
  Subject subject;
  std::string id;
  std::string attribute;
  std::string value;
  // Where only the version before has it, and where it differs or only the version after has it.
  Effect when_removed = Effect::kCompatible;
  Effect when_changed = Effect::kCompatible;
  // One of several values that the attribute has side by side: it comes and goes, and is never changed.
  bool element = false;
};

const char* Text(bool value) { return value ? "yes" : "no"; }

std::string_view KindName(FactKind kind) {
  return kind == FactKind::kBoolean ? "boolean" : kind == FactKind::kChoice ? "choice" : "integer";
}

std::string_view OutcomeName(Outcome outcome) {
  constexpr std::string_view kNames[] = {"IMPOSSIBLE", "DECLINE", "MEET_FIRST", "CONNECT", "NOTE"};
  return kNames[static_cast<size_t>(outcome)];
}

// Lists all that a platform declares.
class Declarations {
 public:
  // `decides`: whether a fact decides in a version.
  Declarations(const Platform& platform, const Platform& other) : platform_(platform), other_(other) {
    AddPlatform();
    for (const Fact& fact : platform.facts) AddFact(fact);
    for (const Rule& rule : platform.rules) AddRule(rule);
    for (const platform::Parameter& parameter : platform.parameters) AddParameter(parameter);
    // Whether a message is a stock text decides whether it is a personal one.
    for (const std::string& text : platform.stock_texts) {
      Add({Subject::kStockText, "", "", text, Effect::kChanged, Effect::kChanged, true});
    }
    for (const Outcome verdict : platform::kVerdicts) {
      AddNeutralText(std::string(OutcomeName(verdict)), platform.neutral[static_cast<size_t>(verdict)]);
    }
    if (platform.letter) AddLetter(*platform.letter);
    for (const platform::Example& example : platform.examples) AddExample(example);
  }

  const std::vector<Declared>& rows() const { return rows_; }

 private:
  void Add(Declared row) { rows_.push_back(std::move(row)); }

  void AddPlatform() {
    const auto add = [&](const char* attribute, std::string value) {
      Add({Subject::kPlatform, platform_.id, attribute, std::move(value)});
    };
    add("display name", platform_.display_name);
    add("purpose", platform_.purpose);
    add("significance", absl::StrCat(platform_.significance));
    add("vouch condition", platform_.would_vouch ? "declared" : "none");
  }

  bool DecidesInEither(const Fact& fact) const {
    const auto other = other_.fact_index.find(fact.id);
    return !fact.notes_only || (other != other_.fact_index.end() && !other_.facts[other->second].notes_only);
  }

  void AddFact(const Fact& fact) {
    // A fact of the contract may be sent to every platform, and is taken even where it is not used.
    const Effect refused = fact.own ? Effect::kIncompatible : Effect::kChanged;
    const Effect verdicts = DecidesInEither(fact) ? Effect::kChanged : Effect::kCompatible;
    Add({Subject::kFact, fact.id, "", fact.question, fact.own ? Effect::kIncompatible : Effect::kCompatible});
    const auto add = [&](const char* attribute, std::string value, Effect effect = Effect::kCompatible) {
      Add({Subject::kFact, fact.id, attribute, std::move(value), effect, effect});
    };
    add("kind", std::string(KindName(fact.kind)), Effect::kIncompatible);
    add("question", fact.question);
    if (fact.kind == FactKind::kChoice) {
      // A value of the contract that a version does not know counts as unknown for it.
      for (const std::string& value : fact.values) {
        Add({Subject::kFact, fact.id, "value", value, refused, fact.own ? Effect::kCompatible : Effect::kChanged,
             true});
      }
    }
    for (const int32_t cut_point : fact.cut_points) {
      Add({Subject::kFact, fact.id, "cut point", absl::StrCat(cut_point), Effect::kChanged, Effect::kChanged, true});
    }
    if (fact.assumption) add("assumption", fact.values[*fact.assumption], verdicts);
    add("favourable", Text(fact.favourable));
    add("member can act", Text(fact.member_can_act));
    add("read by notes only", Text(fact.notes_only));
  }

  void AddRule(const Rule& rule) {
    const auto add = [&](const char* attribute, std::string value) {
      Add({Subject::kRule, rule.id, attribute, std::move(value)});
    };
    add("", rule.summary);
    add("outcome", std::string(OutcomeName(rule.outcome)));
    add("without a condition", Text(rule.otherwise));
    add("summary", rule.summary);
    add("rationale", rule.rationale);
    add("next step", rule.next_step);
    add("reply", rule.reply);
  }

  void AddParameter(const platform::Parameter& parameter) {
    const auto add = [&](const char* attribute, std::string value) {
      Add({Subject::kParameter, parameter.id, attribute, std::move(value)});
    };
    add("", absl::StrCat(parameter.value));
    add("value", absl::StrCat(parameter.value));
    add("default", absl::StrCat(parameter.default_value));
    add("range", absl::StrCat(parameter.minimum, " to ", parameter.maximum));
    add("description", parameter.description);
    add("source", parameter.source);
  }

  void AddNeutralText(const std::string& verdict, const platform::NeutralText& text) {
    Add({Subject::kNeutralText, verdict, "summary", text.summary});
    Add({Subject::kNeutralText, verdict, "next step", text.next_step});
    Add({Subject::kNeutralText, verdict, "reply", text.reply});
  }

  void AddLetter(const platform::Letter& letter) {
    Add({Subject::kLetter, "", "", letter.greeting});
    Add({Subject::kLetter, "", "greeting with a name", letter.greeting_with_name});
    Add({Subject::kLetter, "", "greeting", letter.greeting});
    Add({Subject::kLetter, "", "closing with a name", letter.closing_with_name});
    Add({Subject::kLetter, "", "closing", letter.closing});
  }

  void AddExample(const platform::Example& example) {
    std::vector<std::string> facts;
    for (const platform::ExampleFact& fact : example.facts) {
      facts.push_back(absl::StrCat(platform_.facts[fact.fact].id, "=", platform_.facts[fact.fact].values[fact.value]));
    }
    Add({Subject::kExample, example.name, "", absl::StrJoin(facts, ", ")});
    Add({Subject::kExample, example.name, "facts", absl::StrJoin(facts, ", ")});
    Add({Subject::kExample, example.name, "verdict", std::string(OutcomeName(example.verdict))});
    Add({Subject::kExample, example.name, "rule", platform_.rules[example.rule].id});
  }

  const Platform& platform_;
  const Platform& other_;
  std::vector<Declared> rows_;
};

// What identifies a row: elements are told apart by their values.
using Key = std::tuple<Subject, std::string, std::string, std::string>;
Key KeyOf(const Declared& row) { return {row.subject, row.id, row.attribute, row.element ? row.value : ""}; }

std::map<Key, const Declared*> ByKey(const Declarations& declarations) {
  std::map<Key, const Declared*> rows;
  for (const Declared& row : declarations.rows()) rows.emplace(KeyOf(row), &row);
  return rows;
}

// True where the row belongs to a thing of which all is missing in `others`.
bool BelongsToMissing(const Declared& row, const std::map<Key, const Declared*>& own,
                      const std::map<Key, const Declared*>& others) {
  const Key thing{row.subject, row.id, "", ""};
  return !row.attribute.empty() && own.contains(thing) && !others.contains(thing);
}

std::string PlaceText(const std::vector<std::string>& ids, const std::string& id) {
  const auto found = std::find(ids.begin(), ids.end(), id);
  return found == ids.begin() ? "first" : absl::StrCat("after ", *(found - 1));
}

// The ids that have to be moved to bring `before` into the order of `after`, both the same ids: those outside a longest
// ascending run.
std::vector<std::string> Moved(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  std::map<std::string, size_t> places;
  for (size_t place = 0; place < after.size(); ++place) places[after[place]] = place;
  // Of each id, the length of the longest run that ends with it, and the id before it in that run.
  std::vector<size_t> length(before.size(), 1);
  std::vector<std::optional<size_t>> previous(before.size());
  for (size_t i = 0; i < before.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (places[before[j]] < places[before[i]] && length[j] + 1 > length[i]) {
        length[i] = length[j] + 1;
        previous[i] = j;
      }
    }
  }
  std::vector<bool> stays(before.size(), false);
  std::optional<size_t> last;
  for (size_t i = 0; i < before.size(); ++i) {
    if (!last || length[i] > length[*last]) last = i;
  }
  for (; last; last = previous[*last]) stays[*last] = true;
  std::vector<std::string> moved;
  for (size_t i = 0; i < before.size(); ++i) {
    if (!stays[i]) moved.push_back(before[i]);
  }
  return moved;
}

template <typename Row>
std::vector<std::string> SharedIds(const std::vector<Row>& rows, const std::vector<Row>& others) {
  std::vector<std::string> ids;
  for (const Row& row : rows) {
    const bool shared = std::any_of(others.begin(), others.end(), [&](const Row& other) { return other.id == row.id; });
    if (shared) ids.push_back(row.id);
  }
  return ids;
}

template <typename Row, typename EffectOf>
void AddMoves(Subject subject, const std::vector<Row>& before, const std::vector<Row>& after, EffectOf effect_of,
              std::vector<DeclarationChange>* changes) {
  const std::vector<std::string> ids_before = SharedIds(before, after);
  const std::vector<std::string> ids_after = SharedIds(after, before);
  for (const std::string& id : Moved(ids_before, ids_after)) {
    changes->push_back({subject, id, "place", PlaceText(ids_before, id), PlaceText(ids_after, id), effect_of(id)});
  }
}

// Assumptions are put in force in the order of the facts, which matters where they can contradict each other.
Effect EffectOfMove(const Platform& platform, const std::string& fact_id) {
  const uint32_t fact = platform.fact_index.at(fact_id);
  return platform.facts[fact].assumption && platform.impossible_reads.test(fact) ? Effect::kChanged
                                                                                 : Effect::kCompatible;
}

}  // namespace

std::vector<DeclarationChange> DeclarationChanges(const Platform& before, const Platform& after) {
  const Declarations declared_before(before, after);
  const Declarations declared_after(after, before);
  const std::map<Key, const Declared*> rows_before = ByKey(declared_before);
  const std::map<Key, const Declared*> rows_after = ByKey(declared_after);
  std::vector<DeclarationChange> changes;
  for (const Declared& row : declared_before.rows()) {
    const auto same = rows_after.find(KeyOf(row));
    if (same == rows_after.end()) {
      if (BelongsToMissing(row, rows_before, rows_after)) continue;
      changes.push_back({row.subject, row.id, row.attribute, row.value, std::nullopt, row.when_removed});
    } else if (!row.attribute.empty() && same->second->value != row.value) {
      changes.push_back({row.subject, row.id, row.attribute, row.value, same->second->value, row.when_changed});
    }
  }
  for (const Declared& row : declared_after.rows()) {
    if (rows_before.contains(KeyOf(row)) || BelongsToMissing(row, rows_after, rows_before)) continue;
    changes.push_back({row.subject, row.id, row.attribute, std::nullopt, row.value, row.when_changed});
  }
  AddMoves(
      Subject::kFact, before.facts, after.facts,
      [&](const std::string& id) { return std::max(EffectOfMove(before, id), EffectOfMove(after, id)); }, &changes);
  AddMoves(
      Subject::kRule, before.rules, after.rules, [](const std::string&) { return Effect::kCompatible; }, &changes);
  return changes;
}

}  // namespace connection_advisor::analysis
