// The figures of advising in process: from the walk to the whole advice. Each comes with its allocations.
#include <benchmark/benchmark.h>
#include <google/protobuf/arena.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "service/advice/advise.h"
#include "service/advice/decide.h"
#include "service/advice/shadow.h"
#include "service/facts/binding.h"
#include "service/platform/published_platforms.h"
#include "service/telemetry/decision_log.h"
#include "tests/bench/advice/samples.h"
#include "tests/bench/load/typical_request.h"
#include "tests/bench/server_api/typical_advice.h"
#include "tests/service/facts/counted_allocations.h"

namespace connection_advisor::bench {
namespace {

using Requests = std::vector<v1::AdviseRequest>;

constexpr size_t kSamples = 256;

// Draws when it is first called, and keeps what was drawn: each repetition runs a benchmark anew, several times over,
// and on big platforms a draw takes seconds.
template <typename Draw>
auto Kept(Draw draw) {
  return [draw, kept = std::make_shared<std::optional<Requests>>()]() -> const Requests& {
    if (!*kept) *kept = draw();
    return **kept;
  };
}

// Runs `once(i)`, i going round below `count`, and counts what it allocates after a round of warming up.
template <typename Once>
void Measure(benchmark::State& state, size_t count, Once once) {
  if (count == 0) return state.SkipWithError("no samples");
  for (size_t i = 0; i < count; ++i) once(i);
  const size_t before = Allocations();
  size_t i = 0;
  for (auto _ : state) {
    once(i);
    if (++i == count) i = 0;
  }
  state.counters["allocations"] =
      benchmark::Counter(static_cast<double>(Allocations() - before), benchmark::Counter::kAvgIterations);
}

void Walk(benchmark::State& state, const PlatformPointer& platform) {
  const std::vector<Values> cases = DrawCases(*platform, kSamples, 10);
  Measure(state, cases.size(),
          [&](size_t i) { benchmark::DoNotOptimize(platform->forest.Walk(platform->decision, cases[i].data())); });
}

// What Advise does before it renders: checks, binds, decides, with reasons, notes, assumptions and questions.
class Deciding {
 public:
  void Run(const platform::Platform& platform, const v1::AdviseRequest& request) {
    facts::CheckRequest(request, "", &violations_);
    facts::Bind(request, platform, "", &bound_, &violations_);
    benchmark::DoNotOptimize(advice::Decide(platform, bound_.values.data(), scratch_, &decision_));
  }

 private:
  facts::Violations violations_;
  facts::BoundFacts bound_;
  advice::DecideScratch scratch_;
  advice::Decision decision_;
};

void Decide(benchmark::State& state, const PlatformPointer& platform, const Requests& requests) {
  Deciding deciding;
  Measure(state, requests.size(), [&](size_t i) { deciding.Run(*platform, requests[i]); });
}

void DecideFull(benchmark::State& state, const PlatformPointer& platform) {
  Decide(state, platform, RequestsOf(*platform, DrawCases(*platform, kSamples, 10)));
}
void DecideOnNothing(benchmark::State& state, const PlatformPointer& platform) {
  Decide(state, platform, RequestsOf(*platform, DrawCases(*platform, 1, 0)));
}

// What a version that shadows adds to each request of another.
void DecideShadow(benchmark::State& state, const PlatformPointer& platform) {
  const Requests requests = RequestsOf(*platform, DrawCases(*platform, kSamples, 10));
  platform::Shadow shadow(platform, platform);
  advice::Workspace workspace;
  facts::Violations violations;
  facts::BoundFacts bound;
  advice::DecideScratch scratch;
  advice::Decision decision;
  facts::Bind(requests.front(), *platform, "", &bound, &violations);
  if (!advice::Decide(*platform, bound.values.data(), scratch, &decision)) return state.SkipWithError("impossible");
  Measure(state, requests.size(), [&](size_t i) {
    advice::DecideShadow({*platform, requests[i], bound, decision}, advice::Binding::kStrict, shadow, workspace);
  });
}

// The whole decision with many platforms loaded, each asked in turn.
void DecideAmong(benchmark::State& state, const PlatformPointer& platform, size_t count) {
  const std::vector<Values> cases = DrawCases(*platform, kSamples, 10);
  std::vector<PlatformPointer> loaded;
  for (size_t i = 0; i < count; ++i) loaded.push_back(Renamed(*platform, platform->id + std::to_string(i)));
  const platform::PlatformSet platforms(loaded);
  Requests requests;
  for (size_t i = 0; i < cases.size(); ++i) requests.push_back(RequestsOf(*loaded[i % count], {cases[i]}).front());
  Deciding deciding;
  Measure(state, requests.size(),
          [&](size_t i) { deciding.Run(*platforms.Find(requests[i].platform()), requests[i]); });
}

// The whole: with the answer as a message, reused from one to the next.
void Advise(benchmark::State& state, const PlatformPointer& platform, const Requests& requests) {
  const platform::PlatformSet platforms({platform});
  advice::Workspace workspace;
  v1::Advice answer;
  Measure(state, requests.size(), [&](size_t i) {
    answer.Clear();
    benchmark::DoNotOptimize(advice::Advise(platforms, requests[i], workspace, &answer).ok());
  });
}

// Hands each decision to a log, as the edge does.
class ToLog final : public advice::DecisionObserver {
 public:
  ToLog(telemetry::DecisionLog& log, telemetry::PinnedPlatforms platforms)
      : log_(log), platforms_(std::move(platforms)) {}

  void Decided(const advice::DecidedRequest& decided) override {
    log_.Decided(telemetry::Method::kAdvise, platforms_, decided);
  }

 private:
  telemetry::DecisionLog& log_;
  const telemetry::PinnedPlatforms platforms_;
};

// The same with the decision log; what its own thread does is not counted, and the file costs nothing.
void AdviseLogged(benchmark::State& state, const PlatformPointer& platform, const Requests& requests) {
  const auto platforms = std::make_shared<const platform::PlatformSet>(std::vector{platform});
  telemetry::DecisionLogOptions options;
  options.file = "/dev/null";
  const auto log = telemetry::DecisionLog::Start(options, {.lost = [](telemetry::LossCause, uint64_t) {},
                                                           .status = [](const absl::Status&) {},
                                                           .rotation = [](const absl::Status&) {}});
  if (!log.ok()) return state.SkipWithError("no log");
  ToLog observer(**log, platforms);
  advice::Workspace workspace;
  workspace.TellDecisionsTo(&observer);
  v1::Advice answer;
  Measure(state, requests.size(), [&](size_t i) {
    answer.Clear();
    benchmark::DoNotOptimize(advice::Advise(*platforms, requests[i], workspace, &answer).ok());
  });
}

// One answer of many in an arena, as in a batch. `fill` makes it.
template <typename Fill>
void InArena(benchmark::State& state, Fill fill) {
  google::protobuf::Arena arena;
  Measure(state, kSamples, [&](size_t i) {
    if (i == 0) arena.Reset();
    fill(google::protobuf::Arena::CreateMessage<v1::Advice>(&arena));
  });
}

void AdviseTypical(benchmark::State& state, const PlatformPointer& platform) {
  const platform::PlatformSet platforms({platform});
  const v1::AdviseRequest request = TypicalRequest();
  advice::Workspace workspace;
  InArena(state, [&](v1::Advice* answer) {
    benchmark::DoNotOptimize(advice::Advise(platforms, request, workspace, answer).ok());
  });
}

// What the no-op servers do instead.
void FillTypical(benchmark::State& state) {
  const v1::AdviseRequest request = TypicalRequest();
  InArena(state, [&](v1::Advice* answer) { FillTypicalAdvice(request, answer); });
}

// The same in the full view.
void Explain(benchmark::State& state, const PlatformPointer& platform, std::vector<v1::AdviseRequest> requests) {
  for (v1::AdviseRequest& request : requests) request.set_view(v1::ADVICE_VIEW_FULL);
  Advise(state, platform, requests);
}

template <typename Run>
void Register(const std::string& name, Run run) {
  benchmark::RegisterBenchmark(name.c_str(), run);
}

// All facts known; decided with half of them known; undecided.
void RegisterExplaining(const std::string& name, const PlatformPointer& platform) {
  Register("full_view_of_all_known/" + name, [=](benchmark::State& state) {
    Explain(state, platform, RequestsOf(*platform, DrawCases(*platform, kSamples, 10)));
  });
  Register("full_view_decided/" + name, [=, requests = Kept([=] { return DrawDecided(*platform, kSamples, 5); })](
                                            benchmark::State& state) { Explain(state, platform, requests()); });
  Register("full_view_undecided/" + name, [=, requests = Kept([=] { return DrawUndecided(*platform, kSamples, 3); })](
                                              benchmark::State& state) { Explain(state, platform, requests()); });
}

void RegisterAll() {
  for (const char* name : {"linkedin", "twitter", "facebook"}) {
    const PlatformPointer platform = Bundled(name);
    Register(std::string("walk/") + name, [=](benchmark::State& state) { Walk(state, platform); });
    Register(std::string("decide_full/") + name, [=](benchmark::State& state) { DecideFull(state, platform); });
    Register(std::string("shadow/") + name, [=](benchmark::State& state) { DecideShadow(state, platform); });
  }
  const PlatformPointer linkedin = Bundled("linkedin");
  Register("decide_partial/linkedin", [=, requests = Kept([=] { return DrawUndecided(*linkedin, kSamples, 3); })](
                                          benchmark::State& state) { Decide(state, linkedin, requests()); });
  Register("decide_on_nothing/linkedin", [=](benchmark::State& state) { DecideOnNothing(state, linkedin); });
  Register("advise_full/linkedin", [=](benchmark::State& state) {
    Advise(state, linkedin, RequestsOf(*linkedin, DrawCases(*linkedin, kSamples, 10)));
  });
  Register("advise_logged/linkedin", [=](benchmark::State& state) {
    AdviseLogged(state, linkedin, RequestsOf(*linkedin, DrawCases(*linkedin, kSamples, 10)));
  });
  Register("advise_partial/linkedin",
           [=](benchmark::State& state) { Advise(state, linkedin, DrawUndecided(*linkedin, kSamples, 3)); });
  Register("decide_typical/linkedin", [=](benchmark::State& state) { Decide(state, linkedin, {TypicalRequest()}); });
  Register("advise_typical/linkedin", [=](benchmark::State& state) { AdviseTypical(state, linkedin); });
  Register("fill_typical/no_op", &FillTypical);
  RegisterExplaining("linkedin", linkedin);
  for (const size_t count : {1, 10, 100}) {
    Register("decide_full/platforms_" + std::to_string(count),
             [=](benchmark::State& state) { DecideAmong(state, linkedin, count); });
  }
  for (const char* name : {"ordered_10", "ordered_30", "ordered"}) {
    const PlatformPointer platform = Generated(name);
    const std::string facts = "facts_" + std::to_string(platform->facts.size());
    Register("walk/" + facts, [=](benchmark::State& state) { Walk(state, platform); });
    Register("decide_full/" + facts, [=](benchmark::State& state) { DecideFull(state, platform); });
    Register("decide_partial/" + facts, [=, requests = Kept([=] { return DrawUndecided(*platform, kSamples, 3); })](
                                            benchmark::State& state) { Decide(state, platform, requests()); });
    Register("decide_on_nothing/" + facts, [=](benchmark::State& state) { DecideOnNothing(state, platform); });
    RegisterExplaining(facts, platform);
  }
}

}  // namespace
}  // namespace connection_advisor::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  connection_advisor::bench::RegisterAll();
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
