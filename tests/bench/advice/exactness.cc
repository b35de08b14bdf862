// exactness FILE.so NAME CASES: the plugin of the generated platform NAME, compiled as the server does it, against the
// platform's rules evaluated one after the other, on so many cases drawn at random. Prints one line of JSON.
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

#include "service/deployment/deploy.h"
#include "tests/generated/named.h"

int main(int argc, char** argv) {
  using namespace connection_advisor;
  const generated::Rows rows = argc == 4 ? generated::Named(argv[2]) : generated::Rows{};
  if (rows.rules.empty()) {
    std::fprintf(stderr, "exactness FILE.so NAME CASES\n");
    return 2;
  }
  const deployment::PluginOutcome outcome = deployment::DeployFile(
      argv[1], {.compiler = CONNECTION_ADVISOR_COMPILER, .limits = {.timeout = std::chrono::seconds(60)}});
  if (outcome.refused()) {
    std::fprintf(stderr, "%s is refused: %s\n", argv[1], outcome.causes.front().c_str());
    return 1;
  }
  const platform::Platform& platform = *outcome.platforms.front();
  std::mt19937_64 random(1);
  long wrong = 0;
  const long cases = std::atol(argv[3]);
  generated::Values values(rows.facts.size());
  for (long i = 0; i < cases; ++i) {
    for (size_t fact = 0; fact < values.size(); ++fact) {
      values[fact] = static_cast<uint8_t>(random() % rows.facts[fact].value_count);
    }
    const auto rule = generated::DecidingRule(rows, values);
    wrong += platform.forest.Walk(platform.decision, values.data()) != (rule ? platform::DecisionLeaf(*rule) : 0);
  }
  std::printf("{\"cases\": %ld, \"wrong\": %ld, \"nodes\": %zu}\n", cases, wrong, platform.forest.node_count());
  return wrong == 0 ? 0 : 1;
}
