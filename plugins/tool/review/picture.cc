#include "plugins/tool/review/picture.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "plugins/tool/review/words.h"
#include "service/analysis/conditions.h"
#include "service/diagram/builder.h"
#include "service/diagram/frozen_function.h"
#include "service/diagram/lines.h"
#include "service/diagram/sift.h"
#include "service/diagram/simplify.h"

namespace connection_advisor::tool {
namespace {

using diagram::Builder;
using diagram::Reference;
using diagram::ValueSet;
using platform::Fact;
using platform::Outcome;
using platform::Platform;

// Shapes differ as clearly as colours; the colours are told apart with any kind of sight (Okabe and Ito), light enough
// for black letters.
struct Look {
  absl::string_view shape;
  int outlines;
  absl::string_view colour;
};
Look LookOf(Outcome verdict) {
  switch (verdict) {
    case Outcome::kConnect:
      return {"box", 2, "#8fd6c0"};
    case Outcome::kMeetFirst:
      return {"hexagon", 1, "#f6d58a"};
    default:
      return {"octagon", 1, "#eba98c"};
  }
}

// As a string of Graphviz, where backslashes and entities mean something even inside quotes.
std::string Quoted(absl::string_view text) {
  return absl::StrCat(
      "\"", absl::StrReplaceAll(text, {{"\\", "\\\\"}, {"\"", "\\\""}, {"&", "&amp;"}, {"\n", "\\n"}, {"\r", ""}}),
      "\"");
}

// On several lines, each of about `width` letters.
std::string Wrapped(absl::string_view text, size_t width) {
  std::string wrapped;
  size_t line = 0;
  while (!text.empty()) {
    const size_t space = std::min(text.find(' '), text.size());
    const absl::string_view word = text.substr(0, space);
    text.remove_prefix(std::min(space + 1, text.size()));
    if (line > 0) {
      const bool fits = line + 1 + word.size() <= width;
      wrapped.push_back(fits ? ' ' : '\n');
      line = fits ? line + 1 : 0;
    }
    absl::StrAppend(&wrapped, word);
    line += word.size();
  }
  return wrapped;
}

// On as few lines as that takes, and none much longer than the others.
std::string Balanced(absl::string_view text, size_t width) {
  const auto lines = [](absl::string_view wrapped) { return std::count(wrapped.begin(), wrapped.end(), '\n'); };
  std::string best = Wrapped(text, width);
  while (width > 1) {
    std::string narrower = Wrapped(text, --width);
    if (lines(narrower) > lines(best)) break;
    best = std::move(narrower);
  }
  return best;
}

// In both forests.
constexpr int32_t kImpossibleLeaf = static_cast<int32_t>(Outcome::kImpossible);

diagram::FrozenFunction SmallDiagram(const diagram::Forest& forest, Reference root) {
  Builder builder({forest.value_counts().begin(), forest.value_counts().end()},
                  {forest.order().begin(), forest.order().end()});
  const Reference simple = diagram::Simplify(builder, builder.Import(forest, root), kImpossibleLeaf);
  const diagram::Sifted sifted = diagram::Sift(builder, std::array{simple}, {.max_work = 100'000'000});
  return diagram::FreezeFunction(*sifted.builder, sifted.roots.front());
}

class Picture {
 public:
  Picture(const Platform& platform, Leaves leaves)
      : platform_(platform),
        leaves_(leaves),
        drawn_(leaves == Leaves::kVerdicts ? SmallDiagram(platform.verdict_forest, platform.verdict)
                                           : SmallDiagram(platform.forest, platform.decision)) {}

  std::string Draw() {
    absl::StrAppend(&dot_, "digraph ", Quoted(platform_.id), " {\n");
    absl::StrAppend(
        &dot_,
        "  graph [fontname=\"Helvetica\" fontsize=\"16\" labelloc=\"t\" nodesep=\"0.15\" ranksep=\"0.25\" label=",
        Quoted(absl::StrCat(platform_.display_name, ": ", platform_.purpose)), "]\n");
    dot_ +=
        "  node [fontname=\"Helvetica\" fontsize=\"12\" height=\"0.3\" margin=\"0.08,0.03\" shape=\"box\" "
        "style=\"rounded,filled\" fillcolor=\"#eef2f7\"]\n";
    dot_ += "  edge [fontname=\"Helvetica\" fontsize=\"10\" arrowsize=\"0.6\"]\n";
    if (diagram::IsLeaf(drawn_.root)) {
      DrawLeaf("verdict", diagram::LeafNumber(drawn_.root));
    }
    for (Reference node = 0; node < static_cast<Reference>(drawn_.forest.node_count()); ++node) DrawNode(node);
    dot_ += "}\n";
    return std::move(dot_);
  }

 private:
  struct Edge {
    Reference child;
    ValueSet values;
  };

  std::vector<Edge> EdgesOf(Reference node) const {
    std::vector<Edge> edges;
    const std::span<const Reference> children = drawn_.forest.children(node);
    for (size_t value = 0; value < children.size(); ++value) {
      const auto same =
          std::find_if(edges.begin(), edges.end(), [&](const Edge& edge) { return edge.child == children[value]; });
      const ValueSet bit = ValueSet{1} << value;
      if (same == edges.end()) {
        edges.push_back({children[value], bit});
      } else {
        same->values |= bit;
      }
    }
    return edges;
  }

  void DrawNode(Reference node) {
    const uint32_t index = drawn_.forest.variable(node);
    const Fact& fact = platform_.facts[index];
    const std::string name = absl::StrCat("n", node);
    absl::StrAppend(&dot_, "  ", name, " [label=", Quoted(Balanced(fact.question, 26)), " tooltip=", Quoted(fact.id),
                    "]\n");
    for (const Edge& edge : EdgesOf(node)) {
      std::string target = absl::StrCat("n", edge.child);
      if (diagram::IsLeaf(edge.child)) {
        target = absl::StrCat(name, "_", diagram::LeafNumber(edge.child));
        DrawLeaf(target, diagram::LeafNumber(edge.child));
      }
      absl::StrAppend(&dot_, "  ", name, " -> ", target, " [label=", Quoted(ValuesOn(edge, fact)), "]\n");
    }
  }

  std::string ValuesOn(const Edge& edge, const Fact& fact) const {
    return Wrapped(ValuesInWords(analysis::ValueTexts(fact.values, fact.cut_points, edge.values),
                                 analysis::ValueTexts(fact.values, fact.cut_points, ~edge.values)),
                   16);
  }

  void DrawLeaf(const std::string& name, int32_t leaf) {
    if (leaves_ == Leaves::kVerdicts) {
      const auto verdict = static_cast<Outcome>(leaf);
      DrawVerdict(name, verdict, VerdictName(verdict), VerdictName(verdict));
    } else {
      const platform::Rule& rule = platform_.rules[static_cast<size_t>(leaf) - 1];
      DrawVerdict(name, rule.outcome, absl::StrCat(VerdictName(rule.outcome), "\n", rule.id), rule.summary);
    }
  }

  void DrawVerdict(const std::string& name, Outcome verdict, absl::string_view label, absl::string_view tooltip) {
    const Look look = LookOf(verdict);
    // Little margin: the corners of hexagons and octagons leave room enough.
    absl::StrAppend(&dot_, "  ", name, " [label=", Quoted(label), " tooltip=", Quoted(tooltip),
                    " style=\"filled\" margin=\"0.03,0.02\"");
    absl::StrAppend(&dot_, " shape=\"", look.shape, "\" peripheries=", look.outlines, " fillcolor=\"", look.colour,
                    "\"]\n");
  }

  const Platform& platform_;
  const Leaves leaves_;
  const diagram::FrozenFunction drawn_;
  std::string dot_;
};

}  // namespace

std::string DotOf(const Platform& platform, Leaves leaves) { return Picture(platform, leaves).Draw(); }

}  // namespace connection_advisor::tool
