// A platform and decisions on it, for the tests of the decision log.
#ifndef TESTS_SERVICE_TELEMETRY_SAMPLE_DECISION_H_
#define TESTS_SERVICE_TELEMETRY_SAMPLE_DECISION_H_

#include <memory>
#include <string>
#include <utility>

#include "service/advice/decision_observer.h"
#include "service/telemetry/decision_observer.h"

namespace connection_advisor::telemetry {

// Facts: met (boolean), work (NONE, GOOD), count (an integer in two parts, assumed below 10). Rules: good, otherwise.
inline PinnedPlatforms SamplePlatforms() {
  auto harbour = std::make_shared<platform::Platform>();
  harbour->id = "harbour";
  harbour->plugin = {.name = "harbour \"2\"", .version = "1.2.3", .sha256 = "ab12"};
  const auto fact = [&](const char* id, std::vector<std::string> values) {
    platform::Fact added;
    added.id = id;
    added.values = std::move(values);
    harbour->facts.push_back(std::move(added));
  };
  fact("relationship.met_in_person", {"false", "true"});
  fact("harbour.work", {"NONE", "GOOD"});
  fact("member.connection_count", {"below 10", "at least 10"});
  for (const char* id : {"good", "otherwise"}) {
    platform::Rule rule;
    rule.id = id;
    harbour->rules.push_back(std::move(rule));
  }
  return std::make_shared<const platform::PlatformSet>(
      std::vector<std::shared_ptr<const platform::Platform>>{std::move(harbour)});
}

// met derived to be true, work unknown, count assumed; CONNECT by the first rule.
struct SampleDecision {
  SampleDecision() {
    bound.values = {1, diagram::kUnknown, diagram::kUnknown};
    bound.sources = {facts::Source::kDerived, facts::Source::kUnknown, facts::Source::kUnknown};
    decision.values = {1, diagram::kUnknown, 0};
    decision.assumed.set(2);
    decision.verdict = platform::Outcome::kConnect;
    decision.reasons = {{.rule = 0, .tentative = false}};
    request.set_request_id("r-1");
  }

  advice::DecidedRequest On(const PinnedPlatforms& platforms) const {
    return {*platforms->platforms().front(), request, bound, decision};
  }

  v1::AdviseRequest request;
  facts::BoundFacts bound;
  advice::Decision decision;
};

}  // namespace connection_advisor::telemetry

#endif  // TESTS_SERVICE_TELEMETRY_SAMPLE_DECISION_H_
