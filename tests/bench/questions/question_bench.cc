// question_bench PLATFORMS CASES: how many questions it takes until a verdict is decided, on generated platforms of 30
// facts that have too many states of knowledge to tabulate: asked as the service asks, and in three simple orders. The
// mean over so many cases, drawn at random, of each of so many platforms, as JSON.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "service/advice/decide.h"
#include "service/diagram/builder.h"
#include "service/platform/assumptions.h"
#include "tests/generated/lawful.h"
#include "tests/generated/platform.h"

namespace connection_advisor::bench {
namespace {

using diagram::kUnknown;
using diagram::Reference;
using Values = std::array<uint8_t, diagram::kMaxVariables>;

constexpr generated::Shape kShape = {.facts = 30, .rules = 50, .window = 12};

// The first fact, in declared order, on which the verdict depends.
uint32_t Declared(diagram::Builder& builder, Reference verdict) {
  const diagram::VariableSet& support = builder.Support(verdict);
  uint32_t fact = 0;
  while (!support.test(fact)) ++fact;
  return fact;
}

// What the diagram tests first, which is about what the rules ask first.
uint32_t Topmost(diagram::Builder& builder, Reference verdict) { return builder.variable(verdict); }

// What the most nodes test.
uint32_t MostTested(diagram::Builder& builder, Reference verdict) {
  std::vector<Reference> roots;
  const diagram::Forest forest = diagram::Freeze(builder, {&verdict, 1}, &roots);
  std::array<uint32_t, diagram::kMaxVariables> nodes{};
  for (size_t node = 0; node < forest.node_count(); ++node) ++nodes[forest.variable(static_cast<Reference>(node))];
  return static_cast<uint32_t>(std::max_element(nodes.begin(), nodes.end()) - nodes.begin());
}

constexpr struct {
  const char* name;
  uint32_t (*next)(diagram::Builder& builder, Reference verdict);
} kSimpleOrders[] = {{"declared", Declared}, {"topmost", Topmost}, {"most_tested", MostTested}};

class Interviews {
 public:
  explicit Interviews(const platform::Platform& platform)
      : platform_(platform),
        builder_({platform.verdict_forest.value_counts().begin(), platform.verdict_forest.value_counts().end()},
                 {platform.verdict_forest.order().begin(), platform.verdict_forest.order().end()}),
        verdict_(builder_.Import(platform.verdict_forest, platform.verdict)) {}

  int AsTheServiceAsks(const Values& truth) {
    Values known;
    known.fill(kUnknown);
    for (int asked = 0;; ++asked) {
      advice::Decide(platform_, known.data(), scratch_, &decision_);
      if (decision_.verdict) return asked;
      known[decision_.questions.front()] = truth[decision_.questions.front()];
    }
  }

  template <typename Next>
  int InOrder(Next next, const Values& truth) {
    Reference verdict = verdict_;
    int asked = 0;
    for (; !diagram::IsLeaf(verdict); ++asked) {
      const uint32_t fact = next(builder_, verdict);
      verdict = builder_.Restrict(verdict, fact, truth[fact]);
    }
    return asked;
  }

 private:
  const platform::Platform& platform_;
  diagram::Builder builder_;
  const Reference verdict_;
  advice::DecideScratch scratch_;
  advice::Decision decision_;
};

// Nothing is impossible on these platforms, so that every assignment is a case.
std::vector<Values> DrawCases(const platform::Platform& platform, int count, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<Values> cases(static_cast<size_t>(count));
  for (Values& values : cases) {
    values.fill(kUnknown);
    for (size_t fact = 0; fact < platform.facts.size(); ++fact) {
      values[fact] = static_cast<uint8_t>(random() % platform.facts[fact].values.size());
    }
  }
  return cases;
}

template <typename Interview>
double Mean(const std::vector<Values>& cases, Interview interview) {
  int asked = 0;
  for (const Values& truth : cases) asked += interview(truth);
  return static_cast<double>(asked) / static_cast<double>(cases.size());
}

std::string Figures(const platform::Platform& platform, uint64_t seed, int case_count) {
  const std::vector<Values> cases = DrawCases(platform, case_count, seed);
  Interviews interviews(platform);
  std::string figures =
      "{\"seed\": " + std::to_string(seed) + ", \"service\": " +
      std::to_string(Mean(cases, [&](const Values& truth) { return interviews.AsTheServiceAsks(truth); }));
  for (const auto& order : kSimpleOrders) {
    figures += std::string(", \"") + order.name + "\": " +
               std::to_string(Mean(cases, [&](const Values& truth) { return interviews.InOrder(order.next, truth); }));
  }
  return figures + "}";
}

}  // namespace
}  // namespace connection_advisor::bench

int main(int argc, char** argv) {
  using namespace connection_advisor;
  if (argc != 3) {
    std::fprintf(stderr, "question_bench PLATFORMS CASES\n");
    return 2;
  }
  std::string rows;
  int left = std::atoi(argv[1]);
  for (uint64_t seed = 1; left > 0; ++seed) {
    const auto platform = generated::PlatformOf(generated::Lawful(generated::Draw(bench::kShape, seed)));
    if (platform->knowledge) continue;
    rows += (rows.empty() ? "" : ",\n ") + bench::Figures(*platform, seed, std::atoi(argv[2]));
    --left;
  }
  std::printf("[%s]\n", rows.c_str());
}
