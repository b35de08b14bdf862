#include "client/advisorctl/run.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "client/advisorctl/batch_command.h"
#include "client/advisorctl/card.h"
#include "client/advisorctl/comparison.h"
#include "client/advisorctl/failure.h"
#include "client/advisorctl/interview_command.h"
#include "client/advisorctl/json.h"
#include "client/advisorctl/platform_page.h"
#include "client/advisorctl/plugins_command.h"
#include "client/advisorctl/replay_command.h"
#include "client/advisorctl/request_file.h"
#include "client/advisorctl/statement.h"
#include "client/advisorctl/why_not.h"
#include "connection_advisor/client/errors.h"

namespace connection_advisor::client {
namespace {

class CommandRun {
 public:
  CommandRun(const Arguments& arguments, const Client& client, const Terminal& terminal, Streams streams)
      : arguments_(arguments), client_(client), terminal_(terminal), streams_(streams) {}

  ExitCode Run() {
    switch (arguments_.command) {
      case Command::kAdvise:
        return Advise(Card);
      case Command::kWhyNot:
        return Advise(WhyNotPage);
      case Command::kCompare:
        return Compare();
      case Command::kPlatforms:
        return Platforms();
      case Command::kPlatform:
        return OnePlatform();
      case Command::kBatch:
        return RunBatch(arguments_, client_, streams_);
      case Command::kReplay:
        return RunReplay(arguments_, streams_.err);
      case Command::kInterview:
        return Interview();
      case Command::kPlugins:
        return RunPlugins(arguments_, terminal_, streams_);
    }
    return ExitCode::kFailed;
  }

 private:
  ExitCode Advise(std::string (*page)(const v1::Advice&, const Terminal&)) {
    v1::AdviseRequest request;
    const ExitCode read = ReadRequest(&request);
    if (read != ExitCode::kAnswered) return read;
    if (!arguments_.platforms.empty()) request.set_platform(arguments_.platforms.front());
    if (!arguments_.rule.empty()) request.set_why_not_rule(arguments_.rule);
    const absl::StatusOr<v1::Advice> advice = client_.Advise(request);
    if (!advice.ok()) return Fail(advice.status());
    streams_.out << (arguments_.json ? JsonText(*advice) : page(*advice, terminal_));
    return ExitCode::kAnswered;
  }

  ExitCode Interview() {
    v1::AdviseRequest start;
    const ExitCode read = ReadRequest(&start);
    if (read != ExitCode::kAnswered) return read;
    start.set_platform(arguments_.platforms.front());
    return RunInterview(arguments_, start, client_, terminal_, streams_);
  }

  ExitCode Compare() {
    v1::ComparePlatformsRequest request;
    const ExitCode read = ReadRequest(request.mutable_request());
    if (read != ExitCode::kAnswered) return read;
    for (const std::string& platform : arguments_.platforms) request.add_platforms(platform);
    const absl::StatusOr<v1::ComparePlatformsResponse> response = client_.ComparePlatforms(request);
    if (!response.ok()) return Fail(response.status());
    streams_.out << (arguments_.json ? JsonText(*response) : Comparison(*response, terminal_));
    return ExitCodeOf(*response);
  }

  // Answered if any platform gave advice; else what the first of them says.
  static ExitCode ExitCodeOf(const v1::ComparePlatformsResponse& response) {
    for (const v1::PlatformResult& result : response.results()) {
      if (result.result().has_advice()) return ExitCode::kAnswered;
    }
    if (response.results().empty()) return ExitCode::kAnswered;
    return ExitCodeFor(FromRpcStatus(response.results(0).result().error()));
  }

  ExitCode Platforms() {
    const absl::StatusOr<std::vector<v1::Platform>> platforms = client_.ListPlatforms();
    if (!platforms.ok()) return Fail(platforms.status());
    if (arguments_.json) {
      v1::ListPlatformsResponse response;
      response.mutable_platforms()->Assign(platforms->begin(), platforms->end());
      streams_.out << JsonText(response);
    } else {
      streams_.out << PlatformList(*platforms, terminal_);
    }
    return ExitCode::kAnswered;
  }

  ExitCode OnePlatform() {
    const absl::StatusOr<v1::Platform> platform = client_.GetPlatform(arguments_.platforms.front());
    if (!platform.ok()) return Fail(platform.status());
    streams_.out << (arguments_.json ? JsonText(*platform) : PlatformPage(*platform, terminal_));
    return ExitCode::kAnswered;
  }

  // The file, then the statements in their order. With neither, and no platform named, the request is what is piped in.
  ExitCode ReadRequest(v1::AdviseRequest* request) {
    const bool nothing_said = arguments_.statements.empty() && arguments_.platforms.empty();
    if (!arguments_.file.empty() || nothing_said) {
      const std::string file = arguments_.file.empty() ? kStandardInput : arguments_.file;
      if (file == kStandardInput && arguments_.file.empty() && streams_.in_is_terminal) {
        return Mistake("no request: name a FILE (- is standard input), a platform, or --set FACT=VALUE");
      }
      std::string json;
      if (!ReadFile(file, &json)) {
        return Mistake(absl::StrCat("no request to read in ", file == kStandardInput ? "standard input" : file,
                                    errno == 0 ? "" : absl::StrCat(": ", std::strerror(errno))));
      }
      absl::StatusOr<v1::AdviseRequest> parsed = ParseRequest(json);
      if (!parsed.ok()) return Fail(parsed.status());
      *request = *std::move(parsed);
    }
    for (const std::string& statement : arguments_.statements) {
      const absl::Status stated = State(statement, request);
      if (!stated.ok()) return Mistake(absl::StrCat("--set ", stated.message()));
    }
    if (arguments_.full) request->set_view(v1::ADVICE_VIEW_FULL);
    return ExitCode::kAnswered;
  }

  // False, with errno where the system says why, if nothing can be read.
  bool ReadFile(const std::string& name, std::string* text) {
    errno = 0;
    std::ifstream file;
    if (name != kStandardInput) file.open(name, std::ios::binary);
    std::istream& source = name == kStandardInput ? streams_.in : file;
    if (!source) return false;
    std::ostringstream all;
    all << source.rdbuf();
    *text = all.str();
    // A directory opens, and fails only when it is read.
    return !source.bad() && !text->empty();
  }

  ExitCode Mistake(absl::string_view what) { return client::Mistake(what, streams_.err); }
  ExitCode Fail(const absl::Status& status) { return client::Fail(status, arguments_, streams_.err); }

  const Arguments& arguments_;
  const Client& client_;
  const Terminal& terminal_;
  Streams streams_;
};

}  // namespace

ExitCode Run(const Arguments& arguments, const Client& client, const Terminal& terminal, Streams streams) {
  return CommandRun(arguments, client, terminal, streams).Run();
}

}  // namespace connection_advisor::client
