// What a case file may say, and what is said of one that is wrong: with the line, and the name that was meant.
#include "plugins/tool/acceptance/case_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/scratch_directory.h"

namespace connection_advisor::tool {
namespace {

using google::protobuf::Value;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

std::vector<WrittenCase> Good(const std::string& text) {
  Problems problems;
  std::vector<WrittenCase> cases = ParseCases("cases.yaml", text, &problems);
  EXPECT_THAT(problems, IsEmpty());
  return cases;
}

Problems Wrong(const std::string& text) {
  Problems problems;
  ParseCases("cases.yaml", text, &problems);
  return problems;
}

// One case with these lines in it.
std::string CaseWith(const std::string& lines) { return "cases:\n  - name: somebody\n    verdict: CONNECT\n" + lines; }

std::vector<std::string> Texts(const std::vector<Word>& words) {
  std::vector<std::string> texts;
  texts.reserve(words.size());
  for (const Word& word : words) texts.push_back(word.text);
  return texts;
}

TEST(CaseFileTest, HasCasesWithTheirLines) {
  const std::vector<WrittenCase> cases = Good(R"(
platform: linkedin
cases:
  - name: a colleague
    facts:
      relationship.my_assessment: POSITIVE
    verdict: CONNECT
    rule: known_for_good_work
    notes: [one, two]
    without_notes:
      - three

  - name: somebody elsewhere
    platform: twitter
    verdict: NEEDS_INFORMATION
    first_question: affinity.same_profession
)");
  ASSERT_THAT(cases, SizeIs(2));
  EXPECT_EQ(cases[0].file, "cases.yaml");
  EXPECT_EQ(cases[0].line, 4);
  EXPECT_EQ(cases[0].name.text, "a colleague");
  EXPECT_EQ(cases[0].platform->text, "linkedin");
  ASSERT_THAT(cases[0].facts, SizeIs(1));
  EXPECT_EQ(cases[0].facts[0].id.text, "relationship.my_assessment");
  EXPECT_EQ(cases[0].facts[0].id.line, 6);
  EXPECT_EQ(cases[0].facts[0].value.string_value(), "POSITIVE");
  EXPECT_EQ(cases[0].verdict, Verdict::kConnect);
  EXPECT_EQ(cases[0].rule->text, "known_for_good_work");
  EXPECT_EQ(cases[0].rule->line, 8);
  EXPECT_THAT(Texts(cases[0].notes), ElementsAre("one", "two"));
  EXPECT_THAT(Texts(cases[0].without_notes), ElementsAre("three"));
  EXPECT_EQ(cases[0].without_notes[0].line, 11);
  EXPECT_EQ(cases[1].line, 13);
  EXPECT_EQ(cases[1].platform->text, "twitter");
  EXPECT_EQ(cases[1].verdict, Verdict::kNeedsInformation);
  EXPECT_EQ(cases[1].first_question->text, "affinity.same_profession");
  EXPECT_THAT(cases[1].facts, IsEmpty());
}

TEST(CaseFileTest, MayBeJson) {
  const std::vector<WrittenCase> cases = Good(
      "{\"cases\":[{\"name\":\"a \\u00fcber \\\"friend\\\"\",\"platform\":\"facebook\",\n"
      "\t\"facts\":{\"relationship.personal_friend\":true,\"member.connection_count\":4999},\n"
      "\t\"verdict\":\"CONNECT\",\"notes\":[]}]}\n");
  ASSERT_THAT(cases, SizeIs(1));
  EXPECT_EQ(cases[0].name.text,
            "a \xc3\xbc"
            "ber \"friend\"");
  ASSERT_THAT(cases[0].facts, SizeIs(2));
  EXPECT_TRUE(cases[0].facts[0].value.bool_value());
  EXPECT_EQ(cases[0].facts[1].value.number_value(), 4999);
  EXPECT_EQ(cases[0].facts[1].id.line, 2);
}

TEST(CaseFileTest, MayHaveTheEscapesOfJson) {
  const auto name_of = [](const std::string& name) {
    const std::vector<WrittenCase> cases = Good(R"({"cases":[{"verdict":"CONNECT","name":")" + name + R"("}]})");
    return cases.empty() ? std::string() : cases[0].name.text;
  };
  EXPECT_EQ(name_of(R"(a \\ud83c\/\"b\" \u00e9)"), "a \\ud83c/\"b\" \xc3\xa9");
  EXPECT_EQ(name_of(R"(\ud83c\udf37 \uD83C\uDF37\ud83d\ude00)"), "\xf0\x9f\x8c\xb7 \xf0\x9f\x8c\xb7\xf0\x9f\x98\x80");
  for (const char* half : {R"(\ud83c)", R"(\udf37\ud83c)", R"(\ud83c\u0041)", R"(\ud83)", R"(\ud83cx\udf37)"}) {
    EXPECT_THAT(Wrong(R"({"cases":[{"verdict":"CONNECT","name":")" + std::string(half) + R"("}]})"),
                ElementsAre(StartsWith("cases.yaml:1: This is no YAML: ")))
        << half;
  }
}

TEST(CaseFileTest, HasValuesAsRequestsWriteThem) {
  const struct {
    const char* text;
    Value::KindCase kind;
    const char* value;
  } kRows[] = {
      {"true", Value::kBoolValue, "bool_value: true"},
      {"false", Value::kBoolValue, "bool_value: false"},
      {"\"true\"", Value::kStringValue, "string_value: \"true\""},
      {"VIRTUALLY", Value::kStringValue, "string_value: \"VIRTUALLY\""},
      {"at least 30000", Value::kStringValue, "string_value: \"at least 30000\""},
      {"30000", Value::kNumberValue, "number_value: 30000"},
      {"\"30000\"", Value::kStringValue, "string_value: \"30000\""},
      {"'30000'", Value::kStringValue, "string_value: \"30000\""},
      {"-1", Value::kNumberValue, "number_value: -1"},
      {"2.5", Value::kNumberValue, "number_value: 2.5"},
      {"1e3", Value::kNumberValue, "number_value: 1000"},
      // YAML's other ways are names here: nobody is surprised by a "no" that is false, or by an octal number.
      {"yes", Value::kStringValue, "string_value: \"yes\""},
      {"True", Value::kStringValue, "string_value: \"True\""},
      {"010", Value::kStringValue, "string_value: \"010\""},
      {"0x10", Value::kStringValue, "string_value: \"0x10\""},
      {".inf", Value::kStringValue, "string_value: \".inf\""},
      {"nan", Value::kStringValue, "string_value: \"nan\""},
      {"null", Value::kNullValue, "null_value: NULL_VALUE"},
      {"~", Value::kNullValue, "null_value: NULL_VALUE"},
      {"", Value::kNullValue, "null_value: NULL_VALUE"},
  };
  for (const auto& row : kRows) {
    const std::vector<WrittenCase> cases = Good(CaseWith("    facts:\n      a.b: " + std::string(row.text) + "\n"));
    ASSERT_THAT(cases, SizeIs(1));
    ASSERT_THAT(cases[0].facts, SizeIs(1));
    EXPECT_EQ(cases[0].facts[0].value.kind_case(), row.kind) << row.text;
    EXPECT_EQ(cases[0].facts[0].value.ShortDebugString(), row.value) << row.text;
  }
}

TEST(CaseFileTest, MayHaveNoCases) { EXPECT_THAT(Good("cases: []\n"), IsEmpty()); }

struct Mistake {
  const char* text;
  const char* said;
};

TEST(CaseFileTest, IsToldWhatIsWrongInWhichLine) {
  constexpr Mistake kMistakes[] = {
      {"", "cases.yaml:1: The file is empty"},
      {"# nothing\n", "cases.yaml:1: The file is empty"},
      {"just text\n", "cases.yaml:1: A case file is a map with the keys \"platform\", \"cases\"."},
      {"platform: linkedin\n", "cases.yaml:1: The file has no \"cases\"."},
      {"cases: 5\n", "cases.yaml:1: \"cases\" is a list"},
      {"cases:\n", "\"cases\" is a list"},
      {"casses: []\n", "cases.yaml:1: A case file has no key \"casses\". Did you mean \"cases\"?"},
      {"cases: []\ncases: []\n", "cases.yaml:2: \"cases\" stands in line 1 already"},
      {"cases:\n  - 5\n", "cases.yaml:2: A case is a map"},
      {"cases:\n  - verdict: CONNECT\n", "cases.yaml:2: This case has no \"name\"."},
      {"cases:\n  - name: a\n", "cases.yaml:2: This case has no \"verdict\"."},
      {"cases:\n  - name: a\n    verdict: CONECT\n",
       "cases.yaml:3: \"CONECT\" is no verdict. Did you mean \"CONNECT\"?"},
      {"cases:\n  - name: a\n    verdict: [CONNECT]\n", "cases.yaml:3: \"\" is no verdict."},
      {"cases:\n  - name: [a]\n    verdict: CONNECT\n", "cases.yaml:2: A case's name is a text of one line."},
      {"cases:\n  - name: \" \"\n    verdict: CONNECT\n", "cases.yaml:2: A case's name is a text of one line."},
      {"cases:\n  - name: \"a\\tb\"\n    verdict: CONNECT\n", "cases.yaml:2: A case's name is a text of one line."},
      {"cases:\n  - name: a\n    verdict: CONNECT\n  - name: a\n    verdict: CONNECT\n",
       "cases.yaml:4: Another case has this name, in line 2."},
      {"cases:\n  - name: a\n    verdit: CONNECT\n    verdict: CONNECT\n",
       "cases.yaml:3: A case has no key \"verdit\". Did you mean \"verdict\"?"},
      {"cases:\n  - name: a\n    verdict: CONNECT\n    facts: [a.b]\n", "cases.yaml:4: \"facts\" is a map"},
      {"cases:\n  - name: a\n    verdict: CONNECT\n    facts:\n      a.b: [1]\n", "cases.yaml:5: A fact has one value"},
      {"cases:\n  - name: a\n    verdict: CONNECT\n    facts:\n      a.b: 1\n      a.b: 2\n",
       "cases.yaml:6: \"a.b\" stands in line 5 already"},
      {"cases:\n  - name: a\n    verdict: CONNECT\n    notes: n\n", "cases.yaml:4: \"notes\" is a list"},
      {"cases:\n  - name: a\n    verdict: CONNECT\n    notes: [[n]]\n", "cases.yaml:4: A note's id is a text"},
      {"cases:\n  - name: a\n    verdict: CONNECT\n    first_question: a.b\n",
       "cases.yaml:4: \"first_question\" goes with NEEDS_INFORMATION only"},
      {"cases:\n  - name: a\n    verdict: NEEDS_INFORMATION\n    rule: r\n",
       "cases.yaml:4: \"rule\" does not go with NEEDS_INFORMATION"},
      {"cases:\n  - name: a\n    verdict: IMPOSSIBLE\n    notes: [n]\n",
       "cases.yaml:2: Notes do not go with IMPOSSIBLE"},
      {"cases:\n  - name: a\n   verdict: CONNECT\n", "cases.yaml:3: This is no YAML:"},
      {"cases: [\n", "This is no YAML:"},
      {"cases: *nowhere\n", "cases.yaml:1: This is no YAML:"},
      {"cases: []\n---\ncases: []\n", "A second document"},
      {"cases:\n  - ? [a]\n    : b\n", "A key is a name."},
  };
  for (const Mistake& mistake : kMistakes) {
    EXPECT_THAT(Wrong(mistake.text), testing::Contains(HasSubstr(mistake.said))) << mistake.text;
  }
}

TEST(CaseFileTest, IsToldEverythingAtOnceInTheOrderOfItsLines) {
  EXPECT_THAT(Wrong("cases:\n  - nam: a\n    verdict: YES\n  - name: b\n    verdict: NO\n"),
              ElementsAre(StartsWith("cases.yaml:2: A case has no key \"nam\""), StartsWith("cases.yaml:3: "),
                          StartsWith("cases.yaml:2: This case has no \"name\""), StartsWith("cases.yaml:5: ")));
}

TEST(CaseFileTest, SurvivesWhateverItIsGiven) {
  const std::string deep(100000, '[');
  for (const std::string& text : {deep, std::string("\x00\x01\x02", 3), std::string("cases: \xff\xfe"),
                                  std::string("a: &a [*a]\ncases: *a"), std::string("%YAML 9.9\n---\ncases: []")}) {
    Wrong(text);
  }
  const std::string good = CaseWith("    facts: {a.b: true, c.d: 30000}\n    rule: r\n    notes: [n]\n");
  for (size_t length = 0; length < good.size(); ++length) Wrong(good.substr(0, length));
  for (size_t place = 0; place < good.size(); ++place) {
    for (const char byte : {'\0', ':', '-', '"', '\n', '\t', '{', ']', '\xff'}) {
      std::string changed = good;
      changed[place] = byte;
      Wrong(changed);
    }
  }
}

TEST(ReadCaseFileTest, KnowsAnEmptyFileFromOneThatItCannotRead) {
  const ScratchDirectory directory;
  Problems problems;
  EXPECT_THAT(ReadCaseFile(directory.Write("empty.yaml", ""), &problems), IsEmpty());
  EXPECT_THAT(problems, ElementsAre(HasSubstr("empty.yaml:1: The file is empty; it should have a list of")));
}

TEST(ReadCaseFileTest, ReadsAFileAndNamesOneThatItCannotRead) {
  const ScratchDirectory directory;
  Problems problems;
  EXPECT_THAT(ReadCaseFile(directory.Write("good.yaml", CaseWith("")), &problems), SizeIs(1));
  EXPECT_THAT(problems, IsEmpty());
  EXPECT_THAT(ReadCaseFile(directory / "none.yaml", &problems), IsEmpty());
  EXPECT_THAT(ReadCaseFile(directory.path(), &problems), IsEmpty());
  EXPECT_THAT(problems, ElementsAre(AllOf(HasSubstr("none.yaml: can't be read: No such file"), HasSubstr("none.yaml")),
                                    HasSubstr("can't be read: Is a directory")));
}

}  // namespace
}  // namespace connection_advisor::tool
