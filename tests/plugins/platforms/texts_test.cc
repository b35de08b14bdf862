// The texts do what plugin_abi.h says of them, and what a reader may expect.
#include <cctype>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/plugins/platforms/plugin_paths.h"
#include "tests/plugins/platforms/plugin_reader.h"

namespace connection_advisor {
namespace {

using testing::AnyOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;

struct Text {
  std::string of;  // whose it is
  std::string text;
};

class Texts : public testing::TestWithParam<std::string> {
 protected:
  const advisor_plugin& plugin_ = LoadPlugin(GetParam());
  const advisor_evaluator& evaluator_ = *plugin_.evaluators[0];
  const PlatformReader platform_{evaluator_};

  // All summaries and next steps: sentences that are shown by themselves.
  std::vector<Text> Sentences() const {
    std::vector<Text> all;
    for (const advisor_rule* rule : platform_.rules()) {
      all.push_back({rule->id, rule->summary});
      if (rule->next_step != nullptr) all.push_back({rule->id, rule->next_step});
    }
    for (const advisor_neutral_text* neutral : NeutralTexts()) {
      all.push_back({"neutral", neutral->summary});
      all.push_back({"neutral", neutral->next_step});
    }
    return all;
  }

  std::vector<Text> Replies() const {
    std::vector<Text> all;
    for (const advisor_rule* rule : platform_.rules()) {
      if (rule->reply != nullptr) all.push_back({rule->id, rule->reply});
    }
    for (const advisor_neutral_text* neutral : NeutralTexts()) {
      if (neutral->reply != nullptr) all.push_back({"neutral", neutral->reply});
    }
    return all;
  }

  std::vector<const advisor_neutral_text*> NeutralTexts() const {
    return {evaluator_.when_connect, evaluator_.when_meet_first, evaluator_.when_decline};
  }

  std::set<std::string> ParameterIds() const {
    std::set<std::string> ids;
    for (uint32_t i = 0; i < evaluator_.parameter_count; ++i) ids.insert(evaluator_.parameters[i].id);
    return ids;
  }
};

std::set<std::string> Placeholders(const std::string& text) {
  static const std::regex placeholder("\\{([a-z_]*)\\}");
  std::set<std::string> ids;
  for (auto it = std::sregex_iterator(text.begin(), text.end(), placeholder); it != std::sregex_iterator(); ++it) {
    ids.insert((*it)[1]);
  }
  return ids;
}

TEST_P(Texts, IsOnePlatformNamedAsItsFile) {
  ASSERT_EQ(plugin_.evaluator_count, 1u);
  EXPECT_EQ(std::string(plugin_.name) + ".so", GetParam().substr(GetParam().rfind('/') + 1));
  EXPECT_STREQ(evaluator_.platform, plugin_.name);
  EXPECT_THAT(plugin_.version, MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+"));
}

TEST_P(Texts, GivesReadableIdsOnlyOnce) {
  std::set<std::string> ids;
  for (const advisor_rule* rule : platform_.rules()) {
    EXPECT_THAT(rule->id, MatchesRegex("[a-z][a-z0-9_]*"));
    EXPECT_TRUE(ids.insert(rule->id).second) << rule->id;
  }
}

TEST_P(Texts, AsksQuestionsOfItsOwnFactsAlone) {
  for (const advisor_fact* fact : platform_.facts()) {
    const bool own = std::string(fact->id).rfind(std::string(evaluator_.platform) + ".", 0) == 0;
    EXPECT_EQ(fact->question != nullptr, own) << fact->id;
    if (own && fact->question != nullptr) {
      EXPECT_THAT(fact->question, EndsWith("?"));
    }
  }
}

TEST_P(Texts, HasANextStepForEachVerdictAndARationaleForEachRule) {
  for (const advisor_rule* rule : platform_.rules()) {
    EXPECT_EQ(rule->next_step != nullptr, HasVerdict(*rule)) << rule->id;
    ASSERT_NE(rule->rationale, nullptr) << rule->id;
    EXPECT_THAT(rule->rationale, EndsWith(".")) << rule->id;
  }
}

TEST_P(Texts, SpeaksInSingleSentences) {
  for (const auto& [of, text] : Sentences()) {
    EXPECT_THAT(text, EndsWith(".")) << of;
    EXPECT_THAT(text, Not(HasSubstr("\n"))) << of;
    EXPECT_TRUE(std::isupper(static_cast<unsigned char>(text[0]))) << of << ": " << text;
  }
}

TEST_P(Texts, HasSummariesThatCanFollowAColon) {
  // "Connect: you know ...": what comes first is lowered, so it can be neither "I" nor a name.
  for (const auto& [of, text] : Sentences()) {
    EXPECT_THAT(text, Not(AnyOf(StartsWith("I "), StartsWith("I'")))) << of;
    EXPECT_THAT(text, Not(StartsWith(evaluator_.display_name))) << of;
  }
  for (const advisor_rule* rule : platform_.rules()) {
    // One sentence: no full stop before the last.
    EXPECT_EQ(std::string(rule->summary).find(". "), std::string::npos) << rule->summary;
  }
}

TEST_P(Texts, UsesKnownPlaceholdersOnly) {
  const std::set<std::string> parameters = ParameterIds();
  std::vector<Text> all = Sentences();
  for (const advisor_rule* rule : platform_.rules()) all.push_back({rule->id, rule->rationale});
  for (const auto& [of, text] : all) {
    for (const std::string& id : Placeholders(text)) EXPECT_TRUE(parameters.count(id)) << of << ": {" << id << "}";
  }
}

TEST_P(Texts, HasALetterWhereItHasReplies) {
  EXPECT_EQ(evaluator_.letter != nullptr, !Replies().empty());
  if (evaluator_.letter == nullptr) return;
  EXPECT_THAT(evaluator_.letter->greeting_with_name, HasSubstr("{candidate}"));
  EXPECT_THAT(evaluator_.letter->closing_with_name, HasSubstr("{member}"));
  EXPECT_THAT(Placeholders(evaluator_.letter->greeting), testing::IsEmpty());
  EXPECT_THAT(Placeholders(evaluator_.letter->closing), testing::IsEmpty());
}

TEST_P(Texts, HasRepliesThatAreLettersAndPromiseNoReferral) {
  for (const auto& [of, text] : Replies()) {
    EXPECT_THAT(text, StartsWith("{greeting}\n\n")) << of;
    EXPECT_THAT(text, EndsWith("\n\n{closing}")) << of;
    EXPECT_THAT(Placeholders(text), testing::UnorderedElementsAre("greeting", "closing")) << of;
    for (const char* promise : {"refer", "recommend", "introduce", "opportunit", "opening", "vouch"}) {
      EXPECT_THAT(text, Not(HasSubstr(promise))) << of;
    }
  }
}

TEST_P(Texts, HasParametersWithASourceAndADate) {
  for (uint32_t i = 0; i < evaluator_.parameter_count; ++i) {
    const advisor_parameter& parameter = evaluator_.parameters[i];
    EXPECT_GE(parameter.minimum, 1);
    EXPECT_LE(parameter.minimum, parameter.default_value);
    EXPECT_LE(parameter.default_value, parameter.maximum);
    EXPECT_THAT(parameter.source, testing::ContainsRegex("20[0-9][0-9]")) << parameter.id;
  }
}

INSTANTIATE_TEST_SUITE_P(Plugins, Texts, testing::ValuesIn(PluginPaths()), PluginName);

}  // namespace
}  // namespace connection_advisor
