#include "service/diagram/translate.h"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/service/diagram/generated_function.h"

namespace connection_advisor::diagram {
namespace {

constexpr int32_t kLeaves = 3;
constexpr int32_t kUntranslatable = 3;

// A generated function, and other variables to bring it to: the builder may have more values and more variables, its
// values are in another order, and several may stand for one.
struct Setting {
  explicit Setting(Generator& generator)
      : domain(generator.SmallDomain(2, 4)), table(generator.Function(domain, kLeaves)) {
    std::vector<uint8_t> value_counts(domain.variable_count() + generator.Below(2));
    for (uint8_t& count : value_counts) count = static_cast<uint8_t>(2 + generator.Below(3));
    std::vector<uint32_t> places = generator.Order(static_cast<uint32_t>(value_counts.size()));
    for (uint32_t variable = 0; variable < domain.variable_count(); ++variable) {
      if (!table.DependsOn(variable) && generator.OneIn(2)) {
        dictionary.emplace_back();
        continue;
      }
      TranslatedVariable entry{places[variable], {}};
      for (uint32_t value = 0; value < value_counts[places[variable]]; ++value) {
        const bool has_one = !generator.OneIn(4);
        entry.values.push_back(has_one ? static_cast<uint8_t>(generator.Below(domain.value_counts()[variable]))
                                       : kUnknown);
      }
      dictionary.push_back(entry);
    }
    target = std::make_unique<Domain>(std::move(value_counts));
  }

  int32_t Expected(const Assignment& assignment) const {
    Assignment original(domain.variable_count(), 0);
    for (uint32_t variable = 0; variable < original.size(); ++variable) {
      if (!dictionary[variable]) continue;
      original[variable] = dictionary[variable]->values[assignment[dictionary[variable]->variable]];
      if (original[variable] == kUnknown) return kUntranslatable;
    }
    return table(original);
  }

  Domain domain;
  Table table;
  std::unique_ptr<Domain> target;
  Dictionary dictionary;
};

TEST(TranslateTest, SaysOfEveryAssignmentWhatTheOriginalSays) {
  Generator generator(80);
  for (uint32_t round = 0; round < 2000; ++round) {
    const Setting setting(generator);
    Builder source(setting.domain.value_counts(), generator.Order(setting.domain.variable_count()));
    const FrozenFunctions frozen = Frozen(source, {generator.Build(source, setting.table)});
    Builder builder(setting.target->value_counts(), generator.Order(setting.target->variable_count()));
    const Reference translated =
        Translate(builder, frozen.forest, frozen.roots[0], setting.dictionary, kUntranslatable);
    ASSERT_TRUE(TableOf(builder, translated, *setting.target) ==
                Tabulate(*setting.target, [&](const Assignment& values) { return setting.Expected(values); }));
  }
}

TEST(TranslateTest, LeavesAFunctionAsItIsWhereBothHaveTheSameVariables) {
  Generator generator(81);
  for (uint32_t round = 0; round < 300; ++round) {
    const Domain domain = generator.SmallDomain();
    const Table table = generator.Function(domain, kLeaves);
    Builder builder(domain.value_counts(), generator.Order(domain.variable_count()));
    const Reference built = generator.Build(builder, table);
    const FrozenFunctions frozen = Frozen(builder, {built});
    Dictionary dictionary;
    for (uint32_t variable = 0; variable < domain.variable_count(); ++variable) {
      TranslatedVariable& entry = dictionary.emplace_back().emplace();
      entry.variable = variable;
      entry.values.resize(domain.value_counts()[variable]);
      std::iota(entry.values.begin(), entry.values.end(), uint8_t{0});
    }
    ASSERT_EQ(Translate(builder, frozen.forest, frozen.roots[0], dictionary, kUntranslatable), built);
  }
}

}  // namespace
}  // namespace connection_advisor::diagram
