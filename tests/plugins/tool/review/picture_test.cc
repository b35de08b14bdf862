// The picture is read back: whoever follows its edges comes to what the platform decides, in every case.
#include "plugins/tool/review/picture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "plugins/tool/review/words.h"
#include "tests/generated/lawful.h"
#include "tests/generated/platform.h"
#include "tests/plugins/tool/advisor_plugin.h"
#include "tests/scratch_directory.h"
#include "tests/service/analysis/every_case.h"

namespace connection_advisor::tool {
namespace {

using platform::Platform;
using ::testing::AllOf;
using ::testing::HasSubstr;

struct Edge {
  std::string target;
  std::string label;
};

struct Graph {
  std::map<std::string, std::string> labels;  // by node
  std::map<std::string, std::vector<Edge>> edges;
  std::string root;
};

// As it is written: a node or an edge a line, its label first.
Graph Read(const std::string& dot) {
  static const std::regex kNode("  (n[0-9]+(?:_[0-9]+)?|verdict) \\[label=\"((?:[^\"\\\\]|\\\\.)*)\".*");
  static const std::regex kEdge("  (n[0-9]+) -> (n[0-9]+(?:_[0-9]+)?) \\[label=\"((?:[^\"\\\\]|\\\\.)*)\"\\]");
  Graph graph;
  std::istringstream lines(dot);
  std::smatch match;
  for (std::string line; std::getline(lines, line);) {
    if (std::regex_match(line, match, kEdge)) {
      graph.edges[match[1]].push_back({match[2], absl::StrReplaceAll(match[3].str(), {{"\\n", " "}})});
    } else if (std::regex_match(line, match, kNode)) {
      graph.labels[match[1]] = absl::StrReplaceAll(match[2].str(), {{"\\n", " "}});
      if (graph.root.empty()) graph.root = match[1];
    }
  }
  return graph;
}

// Whether the words on an edge are about the value.
bool Speaks(const std::string& label, const std::string& value) {
  absl::string_view words = label;
  const bool denies = absl::ConsumePrefix(&words, "any but ");
  const std::vector<std::string> named = absl::StrSplit(words, " / ");
  return (std::find(named.begin(), named.end(), ValueInWords(value)) != named.end()) != denies;
}

// Of an integer, whose neighbouring parts an edge may name as one range.
bool SpeaksOf(const std::string& label, const platform::Fact& fact, uint8_t value) {
  if (fact.kind != platform::FactKind::kInteger) return Speaks(label, fact.values[value]);
  const std::vector<std::string> ranges = absl::StrSplit(label, " / ");
  return analysis::Covers(ranges, fact, value);
}

// Where the picture leads; "" where it asks what nobody asks, or no edge or several speak of a value.
std::string Follow(const Graph& graph, const Platform& platform, const std::vector<uint8_t>& values) {
  std::string at = graph.root;
  while (graph.edges.contains(at)) {
    const auto fact = std::find_if(platform.facts.begin(), platform.facts.end(),
                                   [&](const platform::Fact& one) { return one.question == graph.labels.at(at); });
    if (fact == platform.facts.end()) return "";
    const uint8_t value = values[static_cast<size_t>(fact - platform.facts.begin())];
    const Edge* taken = nullptr;
    for (const Edge& edge : graph.edges.at(at)) {
      if (!SpeaksOf(edge.label, *fact, value)) continue;
      if (taken != nullptr) return "";
      taken = &edge;
    }
    if (taken == nullptr) return "";
    at = taken->target;
  }
  return graph.labels.at(at);
}

void ExpectThatItLeadsToWhatIsDecided(const Platform& platform) {
  const Graph verdicts = Read(DotOf(platform, Leaves::kVerdicts));
  const Graph rules = Read(DotOf(platform, Leaves::kRules));
  analysis::ForEachCase(platform, [&](const std::vector<uint8_t>& values) {
    const int32_t leaf = platform.forest.Walk(platform.decision, values.data());
    if (leaf == 0 || testing::Test::HasFailure()) return;
    const platform::Rule& rule = platform.rules[static_cast<size_t>(leaf) - 1];
    EXPECT_EQ(Follow(verdicts, platform, values), VerdictName(rule.outcome));
    EXPECT_EQ(Follow(rules, platform, values), absl::StrCat(VerdictName(rule.outcome), " ", rule.id));
  });
}

TEST(PictureTest, LeadsToWhatTheBundledPlatformsDecide) {
  for (const char* name : {"linkedin", "twitter", "facebook"}) {
    ExpectThatItLeadsToWhatIsDecided(*analysis::Bundled(name));
  }
}

TEST(PictureTest, LeadsToWhatGeneratedPlatformsDecide) {
  constexpr generated::Shape kShapes[] = {
      {.facts = 4, .max_values = 3, .rules = 5, .impossible = 2},
      {.facts = 3, .min_values = 3, .max_values = 6, .rules = 4, .impossible = 1, .alternatives = 2},
  };
  for (const generated::Shape& shape : kShapes) {
    for (uint64_t seed = 0; seed < 25 && !HasFailure(); ++seed) {
      SCOPED_TRACE(testing::Message() << "seed " << seed);
      ExpectThatItLeadsToWhatIsDecided(*generated::PlatformOf(generated::Lawful(generated::Draw(shape, seed))));
    }
  }
}

TEST(PictureTest, TellsVerdictsApartByShapeAndNameToo) {
  const std::string dot = DotOf(*analysis::Bundled("linkedin"), Leaves::kVerdicts);
  std::map<std::string, std::set<std::string>> looks;
  std::istringstream lines(dot);
  static const std::regex kLeaf(
      ".*label=\"(CONNECT|MEET_FIRST|DECLINE)\".* shape=\"([a-z]+)\".* fillcolor=\"(#[0-9a-f]+)\".*");
  std::smatch match;
  for (std::string line; std::getline(lines, line);) {
    if (std::regex_match(line, match, kLeaf)) looks[match[1]].insert(match[2].str() + " " + match[3].str());
  }
  ASSERT_EQ(looks.size(), 3u);
  std::set<std::string> shapes;
  std::set<std::string> colours;
  for (const auto& [verdict, look] : looks) {
    ASSERT_EQ(look.size(), 1u) << verdict;
    const std::vector<std::string> parts = absl::StrSplit(*look.begin(), ' ');
    shapes.insert(parts[0]);
    colours.insert(parts[1]);
  }
  EXPECT_EQ(shapes.size(), 3u);
  EXPECT_EQ(colours.size(), 3u);
}

TEST(PictureTest, DrawsAPlatformThatAlwaysDecidesTheSame) {
  Platform platform = *analysis::Bundled("facebook");
  platform.verdict = diagram::Leaf(static_cast<int32_t>(platform::Outcome::kConnect));
  const Graph graph = Read(DotOf(platform, Leaves::kVerdicts));
  EXPECT_TRUE(graph.edges.empty());
  EXPECT_EQ(graph.labels.at(graph.root), "CONNECT");
}

// What Graphviz makes of it, as text.
std::string Svg(const std::string& dot) {
  const ScratchDirectory directory;
  directory.Write("picture.dot", dot);
  const Outcome drawn = RunInShell("dot -Tsvg " + (directory.path() / "picture.dot").string() + " 2>&1");
  EXPECT_EQ(drawn.status, 0) << drawn.out;
  return drawn.out;
}

// One of 1280 by 1024 pixels, of which 96 make an inch; Graphviz says the size in points, of which 72 do.
TEST(PictureTest, FitsOnOneScreen) {
  for (const char* name : {"linkedin", "twitter", "facebook"}) {
    SCOPED_TRACE(name);
    const std::string svg = Svg(DotOf(*analysis::Bundled(name), Leaves::kVerdicts));
    static const std::regex kSize("<svg width=\"([0-9]+)pt\" height=\"([0-9]+)pt\"");
    std::smatch size;
    ASSERT_TRUE(std::regex_search(svg, size, kSize)) << svg;
    EXPECT_LE(std::stoi(size[1]), 1280 * 72 / 96);
    EXPECT_LE(std::stoi(size[2]), 1024 * 72 / 96);
  }
}

TEST(PictureTest, ShowsAnyTextAsItIs) {
  Platform nasty = *analysis::Bundled("facebook");
  nasty.display_name = "a \"quoted\" \\ back\\nslash & <b>bold</b> &lt; \\N \\G {x|y} caf\xc3\xa9";
  for (platform::Fact& fact : nasty.facts) fact.question = "say \"what\"?\\";
  nasty.purpose = "line\nline";
  const std::string svg = Svg(DotOf(nasty, Leaves::kRules));
  // Graphviz breaks the title at the line feed and writes XML.
  EXPECT_THAT(
      svg,
      HasSubstr(
          "a &quot;quoted&quot; \\ back\\nslash &amp; &lt;b&gt;bold&lt;/b&gt; &amp;lt; \\N \\G {x|y} caf\xc3\xa9"));
  EXPECT_THAT(svg, HasSubstr("say &quot;what&quot;?\\"));
}

TEST(PictureTest, IsDrawnByGraphviz) {
  for (const char* name : {"linkedin", "twitter", "facebook"}) {
    for (const Leaves leaves : {Leaves::kVerdicts, Leaves::kRules}) {
      const auto platform = analysis::Bundled(name);
      const std::string svg = Svg(DotOf(*platform, leaves));
      EXPECT_THAT(
          svg, AllOf(HasSubstr("<svg "), HasSubstr("</svg>"), HasSubstr("DECLINE"), HasSubstr(platform->display_name)));
    }
  }
}

}  // namespace
}  // namespace connection_advisor::tool
