#include "client/source/batch.h"

#include <algorithm>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace connection_advisor::client {
namespace {

constexpr int kMostRequests = 1000;
constexpr size_t kMostBytes = 3 << 20;
constexpr size_t kTagAndLength = 6;  // before each request in the message, at most

// "requests 0 to 999: "
constexpr char kRequests[] = "requests ";
constexpr char kTo[] = " to ";
constexpr char kAbout[] = ": ";

}  // namespace

v1::BatchAdviseRequest FirstPiece(absl::Span<const v1::AdviseRequest> requests) {
  v1::BatchAdviseRequest piece;
  size_t bytes = 0;
  for (const v1::AdviseRequest& request : requests) {
    bytes += request.ByteSizeLong() + kTagAndLength;
    const bool full = piece.requests_size() == kMostRequests || bytes > kMostBytes;
    if (full && piece.requests_size() > 0) break;
    *piece.add_requests() = request;
  }
  return piece;
}

absl::Status CheckResult(const v1::AdviceResult& result) {
  if (result.has_advice() || result.has_error()) return absl::OkStatus();
  return absl::InternalError("the server sent a result with neither advice nor an error");
}

absl::Status CheckAnswers(const v1::BatchAdviseRequest& request, const v1::BatchAdviseResponse& response) {
  if (request.requests_size() != response.results_size()) {
    return absl::InternalError(absl::StrCat("the server sent ", response.results_size(), " results for ",
                                            request.requests_size(), " requests"));
  }
  for (const v1::AdviceResult& result : response.results()) {
    absl::Status status = CheckResult(result);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status AboutRequests(size_t first, size_t last, const absl::Status& status) {
  absl::Status about(status.code(), absl::StrCat(kRequests, first, kTo, last, kAbout, status.message()));
  status.ForEachPayload(
      [&about](absl::string_view type_url, const absl::Cord& bytes) { about.SetPayload(type_url, bytes); });
  return about;
}

absl::string_view WithoutRequests(absl::string_view message) {
  absl::string_view rest = message;
  const auto consume_number = [&rest] {
    rest.remove_prefix(std::min(rest.find_first_not_of("0123456789"), rest.size()));
  };
  if (!absl::ConsumePrefix(&rest, kRequests)) return message;
  consume_number();
  if (!absl::ConsumePrefix(&rest, kTo)) return message;
  consume_number();
  return absl::ConsumePrefix(&rest, kAbout) ? rest : message;
}

}  // namespace connection_advisor::client
