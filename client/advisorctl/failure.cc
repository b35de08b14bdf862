#include "client/advisorctl/failure.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "client/advisorctl/json.h"
#include "client/advisorctl/text.h"
#include "connection_advisor/client/errors.h"

namespace connection_advisor::client {
namespace {

std::string Remedy(const absl::Status& status, const Arguments& arguments) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
      if (arguments.command == Command::kPlugins) {
        return absl::StrCat("\n  asked ", arguments.admin,
                            "; is the server administered there, and may you open it? It ",
                            "says where when it starts; name another with --admin or CONNECTION_ADVISOR_ADMIN");
      }
      return absl::StrCat("\n  asked ", arguments.server,
                          "; start the server there, or name another with --server or CONNECTION_ADVISOR_SERVER");
    case absl::StatusCode::kDeadlineExceeded:
      return absl::StrCat("\n  waited ", absl::FormatDuration(arguments.timeout), "; allow more with --timeout");
    default:
      return "";
  }
}

}  // namespace

ExitCode Mistake(absl::string_view what, std::ostream& err) {
  err << "advisorctl: " << Printable(what) << "\n";
  return ExitCode::kUsage;
}

ExitCode Fail(const absl::Status& status, const Arguments& arguments, std::ostream& err) {
  if (arguments.json) {
    err << JsonText(ToRpcStatus(status));
  } else {
    err << "advisorctl: " << Printable(DescribeError(status)) << Remedy(status, arguments) << "\n";
  }
  return ExitCodeFor(status);
}

}  // namespace connection_advisor::client
