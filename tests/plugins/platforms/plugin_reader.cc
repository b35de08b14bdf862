#include "tests/plugins/platforms/plugin_reader.h"

#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>

namespace connection_advisor {
namespace {

[[noreturn]] void Die(const std::string& message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  std::abort();
}

// The elements of an array whose stride the plugin says.
template <typename T>
std::vector<const T*> Elements(const T* first, uint32_t count, uint32_t stride) {
  std::vector<const T*> elements;
  for (uint32_t i = 0; i < count; ++i) {
    elements.push_back(reinterpret_cast<const T*>(reinterpret_cast<const char*>(first) + size_t{i} * stride));
  }
  return elements;
}

struct CaseReader : advisor_reader {
  CaseReader(const PlatformReader& its_platform, const CaseValues& its_values)
      : advisor_reader{sizeof(advisor_reader), &ValueOf}, platform(its_platform), values(its_values) {}

  static uint32_t ValueOf(const advisor_reader* reader, const advisor_fact* fact) {
    const auto& self = *static_cast<const CaseReader*>(reader);
    return self.values[self.platform.IndexOf(fact)];
  }

  const PlatformReader& platform;
  const CaseValues& values;
};

}  // namespace

const advisor_plugin& LoadPlugin(const std::string& path) {
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) Die(dlerror());
  const void* plugin = dlsym(library, ADVISOR_PLUGIN_SYMBOL);
  if (plugin == nullptr) Die(dlerror());
  return *static_cast<const advisor_plugin*>(plugin);
}

PlatformReader::PlatformReader(const advisor_evaluator& evaluator)
    : evaluator_(evaluator),
      facts_(evaluator.facts, evaluator.facts + evaluator.fact_count),
      rules_(Elements(evaluator.rules, evaluator.rule_count, evaluator.rule_size)) {}

std::vector<const advisor_example*> PlatformReader::Examples() const {
  return Elements(evaluator_.examples, evaluator_.example_count, evaluator_.example_size);
}

size_t PlatformReader::IndexOf(const advisor_fact* fact) const {
  for (size_t i = 0; i < facts_.size(); ++i) {
    if (facts_[i] == fact) return i;
  }
  Die("a condition or an example names a fact that its platform does not declare");
}

const advisor_rule& PlatformReader::RuleById(const std::string& id) const {
  for (const advisor_rule* rule : rules_) {
    if (rule->id == id) return *rule;
  }
  Die("no rule " + id);
}

bool PlatformReader::Holds(advisor_condition condition, const CaseValues& values) const {
  const CaseReader reader(*this, values);
  return condition == nullptr || condition(&reader);
}

bool PlatformReader::IsPossible(const CaseValues& values) const {
  for (const advisor_rule* rule : rules_) {
    if (rule->outcome == ADVISOR_IMPOSSIBLE && Holds(*rule, values)) return false;
  }
  return true;
}

const advisor_rule& PlatformReader::Decide(const CaseValues& values) const {
  for (const advisor_rule* rule : rules_) {
    if (HasVerdict(*rule) && Holds(*rule, values)) return *rule;
  }
  Die("no rule decides a case");
}

Knowledge PlatformReader::NothingKnown() const { return Knowledge(facts_.size()); }

void PlatformReader::ForEachAssignment(const Knowledge& knowledge,
                                       const std::function<void(const CaseValues&)>& visit) const {
  CaseValues values(facts_.size(), 0);
  std::vector<size_t> unknown;
  for (size_t i = 0; i < facts_.size(); ++i) {
    if (knowledge[i].has_value()) {
      values[i] = *knowledge[i];
    } else {
      unknown.push_back(i);
    }
  }
  size_t carry = 0;
  do {
    visit(values);
    // Count up, the first unknown fact fastest.
    for (carry = 0; carry < unknown.size(); ++carry) {
      uint32_t& value = values[unknown[carry]];
      if (++value < ValueCount(*facts_[unknown[carry]])) break;
      value = 0;
    }
  } while (carry < unknown.size());
}

void PlatformReader::ForEachOpenCase(const Knowledge& knowledge,
                                     const std::function<void(const CaseValues&)>& visit) const {
  ForEachAssignment(knowledge, [&](const CaseValues& values) {
    if (IsPossible(values)) visit(values);
  });
}

bool PlatformReader::LeavesACaseOpen(const Knowledge& knowledge) const {
  bool open = false;
  ForEachOpenCase(knowledge, [&](const CaseValues&) { open = true; });
  return open;
}

Knowledge PlatformReader::Assume(Knowledge knowledge) const {
  for (size_t i = 0; i < facts_.size(); ++i) {
    if (knowledge[i].has_value() || facts_[i]->assumption == ADVISOR_NO_ASSUMPTION) continue;
    knowledge[i] = static_cast<uint32_t>(facts_[i]->assumption);
    if (!LeavesACaseOpen(knowledge)) knowledge[i].reset();
  }
  return knowledge;
}

uint32_t ValueCount(const advisor_fact& fact) {
  switch (fact.kind) {
    case ADVISOR_BOOLEAN:
      return 2;
    case ADVISOR_CHOICE:
      return fact.value_count;
    default:
      return fact.cut_point_count + 1;
  }
}

bool HasVerdict(const advisor_rule& rule) { return rule.outcome != ADVISOR_IMPOSSIBLE && rule.outcome != ADVISOR_NOTE; }

}  // namespace connection_advisor
