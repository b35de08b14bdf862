// Writes a decision log of random people on linkedin to standard output, as the server would: for measuring a replay.
//
//   write_decision_log LINES
#include <cstdio>
#include <cstdlib>
#include <string>

#include "service/advice/advise.h"
#include "service/advice/decision_observer.h"
#include "service/telemetry/decision_line.h"
#include "tests/bench/advice/samples.h"

namespace connection_advisor::bench {
namespace {

constexpr size_t kPeople = 10'000;

class Printer final : public advice::DecisionObserver {
 public:
  void Decided(const advice::DecidedRequest& decided) override {
    waiting_.Clear();
    waiting_.Add(telemetry::Method::kAdvise, nullptr, decided, telemetry::DefaultTextPolicies());
    line_.clear();
    lines_.Append(waiting_.Get(0), &line_);
    std::fwrite(line_.data(), 1, line_.size(), stdout);
  }

 private:
  telemetry::WaitingDecisions waiting_{1 << 16};
  const telemetry::DecisionLines lines_{telemetry::DefaultTextPolicies(), *telemetry::TextMarker::Create()};
  std::string line_;
};

// People of whom something is known, from three facts in ten to all of them.
std::vector<v1::AdviseRequest> People(const platform::Platform& platform) {
  std::vector<v1::AdviseRequest> people;
  for (const int known_of_ten : {3, 5, 7, 9, 10}) {
    const auto some = RequestsOf(platform, DrawCases(platform, kPeople / 5, known_of_ten));
    people.insert(people.end(), some.begin(), some.end());
  }
  return people;
}

int Write(size_t lines) {
  const PlatformPointer linkedin = Bundled("linkedin");
  const platform::PlatformSet platforms({linkedin});
  std::vector<v1::AdviseRequest> people = People(*linkedin);
  advice::Workspace workspace;
  Printer printer;
  workspace.TellDecisionsTo(&printer);
  v1::Advice advice;
  for (size_t i = 0; i < lines; ++i) {
    v1::AdviseRequest& request = people[(i * 7919) % people.size()];
    request.set_request_id("request-" + std::to_string(i));
    advice.Clear();
    if (!advice::Advise(platforms, request, workspace, &advice).ok()) return 1;
  }
  return 0;
}

}  // namespace
}  // namespace connection_advisor::bench

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: write_decision_log LINES\n");
    return 2;
  }
  return connection_advisor::bench::Write(std::strtoull(argv[1], nullptr, 10));
}
