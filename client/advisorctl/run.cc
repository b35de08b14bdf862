#include "client/advisorctl/run.h"

#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "client/advisorctl/card.h"
#include "client/advisorctl/comparison.h"
#include "client/advisorctl/platform_page.h"
#include "client/advisorctl/request_file.h"
#include "client/advisorctl/statement.h"
#include "client/advisorctl/text.h"
#include "connection_advisor/client/errors.h"
#include "google/protobuf/util/json_util.h"

namespace connection_advisor::client {
namespace {

constexpr char kStandardInput[] = "-";

std::string Json(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  std::string json;
  const auto printed = google::protobuf::util::MessageToJsonString(message, &json, options);
  return printed.ok() ? json : absl::StrCat("{\"message\": \"", std::string(printed.message()), "\"}\n");
}

// What to try where the server itself could not be asked.
std::string Remedy(const absl::Status& status, const Arguments& arguments) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
      return absl::StrCat("\n  asked ", arguments.server,
                          "; start the server there, or name another with --server or CONNECTION_ADVISOR_SERVER");
    case absl::StatusCode::kDeadlineExceeded:
      return absl::StrCat("\n  waited ", absl::FormatDuration(arguments.timeout), "; allow more with --timeout");
    default:
      return "";
  }
}

class CommandRun {
 public:
  CommandRun(const Arguments& arguments, const Client& client, const Terminal& terminal, Streams streams)
      : arguments_(arguments), client_(client), terminal_(terminal), streams_(streams) {}

  ExitCode Run() {
    switch (arguments_.command) {
      case Command::kAdvise:
        return Advise();
      case Command::kCompare:
        return Compare();
      case Command::kPlatforms:
        return Platforms();
      case Command::kPlatform:
        return OnePlatform();
    }
    return ExitCode::kFailed;
  }

 private:
  ExitCode Advise() {
    v1::AdviseRequest request;
    const ExitCode read = ReadRequest(&request);
    if (read != ExitCode::kAnswered) return read;
    if (!arguments_.platforms.empty()) request.set_platform(arguments_.platforms.front());
    const absl::StatusOr<v1::Advice> advice = client_.Advise(request);
    if (!advice.ok()) return Fail(advice.status());
    streams_.out << (arguments_.json ? Json(*advice) : Card(*advice, terminal_));
    return ExitCode::kAnswered;
  }

  ExitCode Compare() {
    v1::ComparePlatformsRequest request;
    const ExitCode read = ReadRequest(request.mutable_request());
    if (read != ExitCode::kAnswered) return read;
    for (const std::string& platform : arguments_.platforms) request.add_platforms(platform);
    const absl::StatusOr<v1::ComparePlatformsResponse> response = client_.ComparePlatforms(request);
    if (!response.ok()) return Fail(response.status());
    streams_.out << (arguments_.json ? Json(*response) : Comparison(*response, terminal_));
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
      streams_.out << Json(response);
    } else {
      streams_.out << PlatformList(*platforms, terminal_);
    }
    return ExitCode::kAnswered;
  }

  ExitCode OnePlatform() {
    const absl::StatusOr<v1::Platform> platform = client_.GetPlatform(arguments_.platforms.front());
    if (!platform.ok()) return Fail(platform.status());
    streams_.out << (arguments_.json ? Json(*platform) : PlatformPage(*platform, terminal_));
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
        return Mistake(absl::StrCat("no request to read in ", file == kStandardInput ? "standard input" : file));
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

  bool ReadFile(const std::string& name, std::string* text) {
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

  ExitCode Mistake(absl::string_view what) {
    streams_.err << "advisorctl: " << Printable(what) << "\n";
    return ExitCode::kUsage;
  }

  ExitCode Fail(const absl::Status& status) {
    if (arguments_.json) {
      streams_.err << Json(ToRpcStatus(status));
    } else {
      streams_.err << "advisorctl: " << Printable(DescribeError(status)) << Remedy(status, arguments_) << "\n";
    }
    return ExitCodeFor(status);
  }

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
