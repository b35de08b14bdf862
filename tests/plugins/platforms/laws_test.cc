// The laws that every plugin must keep, by brute force over every case.
#include <map>
#include <memory>
#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/plugins/platforms/plugin_paths.h"
#include "tests/plugins/platforms/plugin_reader.h"

namespace connection_advisor {
namespace {

class Laws : public testing::TestWithParam<std::string> {
 protected:
  const PlatformReader platform_{*LoadPlugin(GetParam()).evaluators[0]};
};

TEST_P(Laws, EveryRuleDecidesAndEveryRemarkHoldsSomewhere) {
  std::set<std::string> alive;
  platform_.ForEachAssignment(platform_.NothingKnown(), [&](const CaseValues& values) {
    if (!platform_.IsPossible(values)) {
      for (const advisor_rule* rule : platform_.rules()) {
        if (rule->outcome == ADVISOR_IMPOSSIBLE && platform_.Holds(*rule, values)) alive.insert(rule->id);
      }
      return;
    }
    alive.insert(platform_.Decide(values).id);
    for (const advisor_rule* rule : platform_.rules()) {
      if (rule->outcome == ADVISOR_NOTE && platform_.Holds(*rule, values)) alive.insert(rule->id);
    }
  });
  for (const advisor_rule* rule : platform_.rules()) EXPECT_TRUE(alive.count(rule->id)) << rule->id << " is dead";
}

TEST_P(Laws, OnlyTheLastRuleWithAVerdictHasNoCondition) {
  const advisor_rule* last = nullptr;
  for (const advisor_rule* rule : platform_.rules()) {
    if (HasVerdict(*rule)) last = rule;
  }
  ASSERT_NE(last, nullptr);
  for (const advisor_rule* rule : platform_.rules()) EXPECT_EQ(rule->condition == nullptr, rule == last) << rule->id;
}

TEST_P(Laws, EveryValueOfEveryFactIsPossible) {
  std::set<std::pair<size_t, uint32_t>> seen;
  platform_.ForEachOpenCase(platform_.NothingKnown(), [&](const CaseValues& values) {
    for (size_t i = 0; i < values.size(); ++i) seen.insert({i, values[i]});
  });
  for (size_t i = 0; i < platform_.facts().size(); ++i) {
    for (uint32_t value = 0; value < ValueCount(*platform_.facts()[i]); ++value) {
      EXPECT_TRUE(seen.count({i, value})) << platform_.facts()[i]->id << " = " << value;
    }
  }
}

TEST_P(Laws, AllAssumptionsStandTogether) {
  const Knowledge assumed = platform_.Assume(platform_.NothingKnown());
  for (size_t i = 0; i < assumed.size(); ++i) {
    const int32_t assumption = platform_.facts()[i]->assumption;
    EXPECT_EQ(assumed[i].has_value(), assumption != ADVISOR_NO_ASSUMPTION) << platform_.facts()[i]->id;
  }
}

TEST_P(Laws, FavourableFactsNeverWorsenTheVerdict) {
  platform_.ForEachOpenCase(platform_.NothingKnown(), [&](const CaseValues& values) {
    const advisor_rule& rule = platform_.Decide(values);
    CaseValues better = values;
    for (size_t i = 0; i < values.size(); ++i) {
      const advisor_fact& fact = *platform_.facts()[i];
      if ((fact.flags & ADVISOR_FAVOURABLE) == 0) continue;
      // Every later value, not just the next: the next may be impossible.
      for (better[i] = values[i] + 1; better[i] < ValueCount(fact); ++better[i]) {
        if (!platform_.IsPossible(better)) continue;
        ASSERT_GE(platform_.Decide(better).outcome, rule.outcome) << fact.id << " beside " << rule.id;
      }
      better[i] = values[i];
    }
  });
}

TEST_P(Laws, FactsThatOnlyNotesReadComeLastAndAreAssumed) {
  // A fact decides if changing it changes the deciding rule of some case.
  std::set<size_t> decide;
  platform_.ForEachOpenCase(platform_.NothingKnown(), [&](const CaseValues& values) {
    const advisor_rule& rule = platform_.Decide(values);
    CaseValues other = values;
    for (size_t i = 0; i < values.size(); ++i) {
      if (decide.count(i)) continue;
      for (other[i] = 0; other[i] < ValueCount(*platform_.facts()[i]); ++other[i]) {
        if (!platform_.IsPossible(other) || &platform_.Decide(other) != &rule) decide.insert(i);
      }
      other[i] = values[i];
    }
  });
  for (size_t i = 0; i < platform_.facts().size(); ++i) {
    EXPECT_EQ(decide.count(i) != 0, i < decide.size()) << platform_.facts()[i]->id;
    if (!decide.count(i)) {
      EXPECT_NE(platform_.facts()[i]->assumption, ADVISOR_NO_ASSUMPTION) << platform_.facts()[i]->id;
    }
  }
}

TEST_P(Laws, EveryExampleHolds) {
  for (const advisor_example* example : platform_.Examples()) {
    Knowledge stated = platform_.NothingKnown();
    for (uint32_t i = 0; i < example->fact_count; ++i) {
      stated[platform_.IndexOf(example->facts[i].fact)] = example->facts[i].value;
    }
    const advisor_rule& expected = platform_.RuleById(example->rule_id);
    size_t cases = 0;
    platform_.ForEachOpenCase(platform_.Assume(stated), [&](const CaseValues& values) {
      ++cases;
      const advisor_rule& decides = platform_.Decide(values);
      EXPECT_EQ(decides.outcome, example->verdict) << example->name << ", decided by " << decides.id;
      if (expected.outcome == ADVISOR_NOTE) {
        EXPECT_TRUE(platform_.Holds(expected, values)) << example->name;
      } else {
        EXPECT_EQ(&decides, &expected) << example->name << ", decided by " << decides.id;
      }
    });
    EXPECT_GT(cases, 0u) << example->name << " is impossible";
  }
}

TEST_P(Laws, EveryRuleWithAVerdictAndEveryNoteHasAnExample) {
  std::set<std::string> shown;
  for (const advisor_example* example : platform_.Examples()) shown.insert(example->rule_id);
  for (const advisor_rule* rule : platform_.rules()) {
    EXPECT_EQ(shown.count(rule->id) != 0, rule->outcome != ADVISOR_IMPOSSIBLE) << rule->id;
  }
}

INSTANTIATE_TEST_SUITE_P(Plugins, Laws, testing::ValuesIn(PluginPaths()), PluginName);

}  // namespace
}  // namespace connection_advisor
