#include "service/lifecycle/change_limit.h"

#include <utility>

#include "absl/numeric/int128.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace connection_advisor::lifecycle {
namespace {

// Far beyond what anybody waits for.
constexpr uint32_t kMostRequests = 1'000'000'000;

bool IsNumber(absl::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == absl::string_view::npos;
}

}  // namespace

absl::StatusOr<ChangeLimit> ChangeLimit::Parse(absl::string_view text) {
  const std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(text, absl::MaxSplits('/', 1));
  ChangeLimit limit;
  if (!IsNumber(parts.first) || !IsNumber(parts.second) || !absl::SimpleAtoi(parts.first, &limit.changed) ||
      !absl::SimpleAtoi(parts.second, &limit.requests)) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", text, "' is not CHANGED/REQUESTS; write 5/10000 for no more than 5 in 10000"));
  }
  if (limit.requests < 1 || limit.requests > kMostRequests) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", text, "' is over ", limit.requests, " requests; name from 1 to ", kMostRequests));
  }
  if (limit.changed > limit.requests) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", text, "' allows more changes than there are requests; write the lesser number first"));
  }
  return limit;
}

std::string ChangeLimit::ToString() const { return absl::StrCat(changed, "/", requests); }

bool ChangeLimit::IsMetBy(uint64_t were_changed, uint64_t of_requests) const {
  return of_requests >= requests && absl::uint128(were_changed) * requests <= absl::uint128(of_requests) * changed;
}

}  // namespace connection_advisor::lifecycle
