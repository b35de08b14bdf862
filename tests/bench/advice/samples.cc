#include "tests/bench/advice/samples.h"

#include <cstdio>
#include <cstdlib>
#include <random>
#include <utility>

#include "connection_advisor/contract_facts.h"
#include "service/advice/decide.h"
#include "service/deployment/deploy.h"
#include "service/platform/assumptions.h"
#include "tests/generated/named.h"
#include "tests/generated/platform.h"

namespace connection_advisor::bench {
namespace {

// A boolean or a choice in the field that its id is the path of; the connection count by a number in its part.
void SetField(const std::string& platform, const platform::Fact& fact, uint8_t value, v1::AdviseRequest* request) {
  if (fact.kind == platform::FactKind::kInteger) {
    (*request->mutable_member()->mutable_connection_counts())[platform] =
        value == 0 ? fact.cut_points[0] - 1 : fact.cut_points[value - 1u];
    return;
  }
  const size_t dot = fact.id.find('.');
  const auto* group_field = request->GetDescriptor()->FindFieldByName(fact.id.substr(0, dot));
  google::protobuf::Message* group = request->GetReflection()->MutableMessage(request, group_field);
  const auto* field = group->GetDescriptor()->FindFieldByName(fact.id.substr(dot + 1));
  if (fact.kind == platform::FactKind::kBoolean) {
    group->GetReflection()->SetBool(group, field, value != 0);
    return;
  }
  const google::protobuf::EnumDescriptor* names = field->enum_type();
  for (int i = 0; i < names->value_count(); ++i) {
    if (names->value(i)->name().ends_with(fact.values[value])) {
      group->GetReflection()->SetEnum(group, field, names->value(i));
    }
  }
}

v1::AdviseRequest RequestOf(const platform::Platform& platform, const Values& values) {
  v1::AdviseRequest request;
  request.set_platform(platform.id);
  for (size_t fact = 0; fact < platform.facts.size(); ++fact) {
    const platform::Fact& row = platform.facts[fact];
    if (values[fact] == diagram::kUnknown) continue;
    if (row.own) {
      (*request.mutable_facts()->mutable_fields())[row.id].set_string_value(row.values[values[fact]]);
    } else {
      SetField(platform.id, row, values[fact], &request);
    }
  }
  return request;
}

std::vector<v1::AdviseRequest> DrawThose(bool decided, const platform::Platform& platform, size_t count,
                                         int known_of_ten) {
  advice::DecideScratch scratch;
  advice::Decision decision;
  std::vector<Values> drawn;
  for (const Values& values : DrawCases(platform, 40 * count, known_of_ten)) {
    if (drawn.size() == count) break;
    advice::Decide(platform, values.data(), scratch, &decision);
    if (decision.verdict.has_value() == decided) drawn.push_back(values);
  }
  return RequestsOf(platform, drawn);
}

}  // namespace

PlatformPointer Bundled(const std::string& name) {
  const std::string file = std::string(CONNECTION_ADVISOR_PLUGINS) + "/" + name + ".so";
  deployment::PluginOutcome outcome = deployment::DeployFile(file, {.compiler = CONNECTION_ADVISOR_COMPILER});
  if (outcome.refused()) {
    std::fprintf(stderr, "%s is refused: %s\n", file.c_str(), outcome.causes.front().c_str());
    std::exit(EXIT_FAILURE);
  }
  return outcome.platforms.front();
}

PlatformPointer Generated(const std::string& name) { return generated::PlatformOf(generated::Named(name)); }

PlatformPointer Renamed(const platform::Platform& platform, const std::string& id) {
  auto renamed = std::make_shared<platform::Platform>(platform);
  renamed->id = id;
  return renamed;
}

std::vector<Values> DrawCases(const platform::Platform& platform, size_t count, int known_of_ten) {
  std::mt19937_64 random(1);
  diagram::Visited visited;
  std::vector<Values> cases;
  while (cases.size() < count) {
    Values values;
    values.fill(diagram::kUnknown);
    for (size_t fact = 0; fact < platform.facts.size(); ++fact) {
      if (static_cast<int>(random() % 10) >= known_of_ten) continue;
      values[fact] = static_cast<uint8_t>(random() % platform.facts[fact].values.size());
    }
    if (platform::IsPossible(platform, values.data(), visited)) cases.push_back(values);
  }
  return cases;
}

std::vector<v1::AdviseRequest> RequestsOf(const platform::Platform& platform, const std::vector<Values>& cases) {
  std::vector<v1::AdviseRequest> requests;
  for (const Values& values : cases) requests.push_back(RequestOf(platform, values));
  return requests;
}

std::vector<v1::AdviseRequest> DrawUndecided(const platform::Platform& platform, size_t count, int known_of_ten) {
  return DrawThose(/*decided=*/false, platform, count, known_of_ten);
}

std::vector<v1::AdviseRequest> DrawDecided(const platform::Platform& platform, size_t count, int known_of_ten) {
  return DrawThose(/*decided=*/true, platform, count, known_of_ten);
}

}  // namespace connection_advisor::bench
