#include "client/advisorctl/exit_code.h"

#include "absl/strings/str_cat.h"

namespace connection_advisor::client {
namespace {

struct Meaning {
  ExitCode code;
  const char* text;
};

constexpr Meaning kMeanings[] = {
    {ExitCode::kAnswered, "answered: the advice was given, whatever the verdict"},
    {ExitCode::kUsage, "the command line is wrong"},
    {ExitCode::kInvalidRequest,
     "the request is invalid, or the configuration that plugins rescan reads; what is wrong is named with its remedy"},
    {ExitCode::kNotFound, "no such platform, plugin or version; those that there are get listed"},
    {ExitCode::kUnavailable, "no server, or no answer in time"},
    {ExitCode::kUndecided, "an interview ended before the verdict"},
    {ExitCode::kRefused, "the plugin is refused, or the plugins can't be changed so now; the causes are listed"},
    {ExitCode::kChanged, "a replay came out differently"},
    {ExitCode::kUnusableLog, "a replay's log can't be read, has lines that are none, or nothing to decide again"},
    {ExitCode::kFailed, "anything else"},
};

}  // namespace

ExitCode ExitCodeFor(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return ExitCode::kAnswered;
    case absl::StatusCode::kInvalidArgument:
      return ExitCode::kInvalidRequest;
    case absl::StatusCode::kNotFound:
      return ExitCode::kNotFound;
    case absl::StatusCode::kFailedPrecondition:
      return ExitCode::kRefused;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
      return ExitCode::kUnavailable;
    default:
      return ExitCode::kFailed;
  }
}

std::string ExitCodeTable() {
  std::string table;
  for (const Meaning& meaning : kMeanings) {
    absl::StrAppend(&table, "  ", static_cast<int>(meaning.code), "  ", meaning.text, "\n");
  }
  return table;
}

}  // namespace connection_advisor::client
