#include "service/lifecycle/shortage.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "absl/strings/match.h"

namespace connection_advisor::lifecycle {
namespace {

constexpr std::array kShortages = {EMFILE, ENFILE, ENOMEM, EAGAIN};

bool MayPass(const std::string& cause) {
  if (absl::StartsWith(cause, "the compiler was killed, by the system or by somebody,")) return true;
  if (!absl::StrContains(cause, "the compiler")) return false;
  return std::any_of(kShortages.begin(), kShortages.end(),
                     [&](int error) { return absl::EndsWith(cause, std::generic_category().message(error)); });
}

}  // namespace

bool MayPass(const absl::Status& status) { return absl::IsResourceExhausted(status) || absl::IsUnavailable(status); }

bool MayPass(const deployment::PluginOutcome& outcome) {
  return std::any_of(outcome.causes.begin(), outcome.causes.end(),
                     [](const std::string& cause) { return MayPass(cause); });
}

}  // namespace connection_advisor::lifecycle
