// How many verdicts a version may change, as measured on live requests, for an operator to activate it.
#ifndef SERVICE_LIFECYCLE_CHANGE_LIMIT_H_
#define SERVICE_LIFECYCLE_CHANGE_LIMIT_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace connection_advisor::lifecycle {

// No more than `changed` in `requests`, which is also how many there must be at least.
struct ChangeLimit {
  uint32_t changed = 0;
  uint32_t requests = 1;

  // "5/10000". INVALID_ARGUMENT says what is wrong with `text` and how to put it right.
  static absl::StatusOr<ChangeLimit> Parse(absl::string_view text);
  // As Parse takes it.
  std::string ToString() const;

  // Of `of_requests` that were compared, `were_changed` came to another verdict.
  bool IsMetBy(uint64_t were_changed, uint64_t of_requests) const;

  bool operator==(const ChangeLimit&) const = default;
};

}  // namespace connection_advisor::lifecycle

#endif  // SERVICE_LIFECYCLE_CHANGE_LIMIT_H_
