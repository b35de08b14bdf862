#include "plugins/tool/acceptance/case_binding.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "connection_advisor/v1/request.pb.h"
#include "plugins/tool/acceptance/problem.h"
#include "service/facts/binding.h"
#include "service/facts/entry_violations.h"
#include "service/facts/quote.h"

namespace connection_advisor::tool {
namespace {

using facts::Concatenated;
using platform::Outcome;
using platform::Platform;
using PlatformPointer = std::shared_ptr<const Platform>;

bool HasVerdict(Outcome outcome) { return outcome != Outcome::kImpossible && outcome != Outcome::kNote; }

class Binder {
 public:
  Binder(const WrittenCase& written, std::span<const PlatformPointer> platforms, Problems* problems)
      : written_(written), platforms_(platforms), problems_(*problems) {}

  std::optional<Case> Bind() {
    const PlatformPointer platform = FindPlatform();
    if (platform == nullptr) return std::nullopt;
    platform_ = platform.get();
    Case bound{.file = written_.file,
               .line = written_.line,
               .name = written_.name.text,
               .platform = platform,
               .stated = BindFacts(),
               .expected = {.verdict = written_.verdict}};
    if (written_.rule) bound.expected.rule = FindRule(*written_.rule);
    bound.expected.notes = FindNotes(written_.notes);
    bound.expected.without_notes = FindNotes(written_.without_notes);
    if (written_.first_question) bound.expected.first_question = FindFact(*written_.first_question);
    if (wrong_) return std::nullopt;
    return bound;
  }

 private:
  void Add(int line, std::string_view what) {
    AddProblem(written_.file, line, what, &problems_);
    wrong_ = true;
  }

  // Where `word` is none of `names`.
  void AddUnknown(const Word& word, std::string_view what, const std::vector<std::string_view>& names) {
    Add(word.line, Concatenated({what, facts::Quoted(word.text), ".", DidYouMean(word.text, names), " There is ",
                                 names.empty() ? std::string("none") : facts::QuotedList(names), "."}));
  }

  PlatformPointer FindPlatform() {
    std::vector<std::string_view> ids;
    for (const PlatformPointer& platform : platforms_) ids.push_back(platform->id);
    if (!written_.platform && platforms_.size() == 1) return platforms_.front();
    if (!written_.platform) {
      Add(written_.line, Concatenated({"The plugin has several platforms; name the one that this case is about: "
                                       "\"platform\" is one of ",
                                       facts::QuotedList(ids), "."}));
      return nullptr;
    }
    const auto found = std::find(ids.begin(), ids.end(), written_.platform->text);
    if (found != ids.end()) return platforms_[static_cast<size_t>(found - ids.begin())];
    AddUnknown(*written_.platform, "The plugin has no platform ", ids);
    return nullptr;
  }

  Statement BindFacts() {
    v1::AdviseRequest request;
    request.set_platform(platform_->id);
    auto& entries = *request.mutable_facts()->mutable_fields();
    for (const WrittenFact& fact : written_.facts) entries[fact.id.text] = fact.value;

    facts::BoundFacts bound;
    facts::Violations violations;
    facts::CheckRequest(request, "", &violations);
    facts::Bind(request, *platform_, "", &bound, &violations);
    for (const facts::Violation& violation : violations) Add(LineOf(violation), violation.description);

    Statement stated(*platform_);
    std::copy_n(bound.values.begin(), stated.values.size(), stated.values.begin());
    for (const WrittenFact& fact : written_.facts) {
      const auto index = platform_->fact_index.find(fact.id.text);
      if (index == platform_->fact_index.end() || fact.value.kind_case() != google::protobuf::Value::kNumberValue) {
        continue;
      }
      if (violations.empty()) stated.numbers[index->second] = static_cast<int32_t>(fact.value.number_value());
    }
    return stated;
  }

  // That of the fact which the violation is about; of the case where it is about all of them.
  int LineOf(const facts::Violation& violation) const {
    for (const WrittenFact& fact : written_.facts) {
      if (facts::FactsEntryPath("", fact.id.text) == violation.field) return fact.id.line;
    }
    return written_.line;
  }

  // The index of the rule with that id among those that `is_meant` names.
  template <typename Predicate>
  std::optional<uint32_t> FindRule(const Word& id, std::string_view what, Predicate is_meant) {
    std::vector<std::string_view> ids;
    for (uint32_t index = 0; index < platform_->rules.size(); ++index) {
      const platform::Rule& rule = platform_->rules[index];
      if (!is_meant(rule.outcome)) continue;
      if (rule.id == id.text) return index;
      ids.push_back(rule.id);
    }
    AddUnknown(id, what, ids);
    return std::nullopt;
  }

  std::optional<uint32_t> FindRule(const Word& id) {
    if (written_.verdict != Verdict::kImpossible) {
      return FindRule(id, "The platform has no rule with a verdict named ", HasVerdict);
    }
    return FindRule(id, "The platform has no rule of what is impossible named ",
                    [](Outcome outcome) { return outcome == Outcome::kImpossible; });
  }

  advice::RuleSet FindNotes(const std::vector<Word>& ids) {
    advice::RuleSet notes;
    for (const Word& id : ids) {
      const std::optional<uint32_t> note =
          FindRule(id, "The platform has no note named ", [](Outcome outcome) { return outcome == Outcome::kNote; });
      if (note) notes.set(*note);
    }
    return notes;
  }

  std::optional<uint32_t> FindFact(const Word& id) {
    std::vector<std::string_view> ids;
    for (uint32_t index = 0; index < platform_->facts.size(); ++index) {
      if (platform_->facts[index].id == id.text) return index;
      ids.push_back(platform_->facts[index].id);
    }
    AddUnknown(id, "The platform has no fact ", ids);
    return std::nullopt;
  }

  const WrittenCase& written_;
  const std::span<const PlatformPointer> platforms_;
  Problems& problems_;
  const Platform* platform_ = nullptr;
  bool wrong_ = false;
};

}  // namespace

std::vector<Case> BindCases(std::span<const WrittenCase> written, std::span<const PlatformPointer> platforms,
                            Problems* problems) {
  std::vector<Case> cases;
  for (const WrittenCase& one_case : written) {
    if (std::optional<Case> bound = Binder(one_case, platforms, problems).Bind()) cases.push_back(*std::move(bound));
  }
  return cases;
}

}  // namespace connection_advisor::tool
