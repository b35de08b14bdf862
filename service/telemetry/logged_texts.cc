#include "service/telemetry/logged_texts.h"

#include <algorithm>
#include <bitset>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace connection_advisor::telemetry {
namespace {

using google::protobuf::RepeatedPtrField;

void VisitOne(const std::string& text, TextVisitor& visitor) {
  if (!text.empty()) visitor.Text(text);
}

void VisitAll(const RepeatedPtrField<std::string>& texts, TextVisitor& visitor) {
  for (const std::string& text : texts) visitor.Text(text);
}

struct PolicyName {
  absl::string_view name;
  TextPolicy policy;
};

constexpr PolicyName kPolicyNames[] = {
    {"off", TextPolicy::kOff}, {"hashed", TextPolicy::kHashed}, {"plain", TextPolicy::kPlain}};

std::optional<TextPolicy> PolicyOf(absl::string_view name) {
  for (const PolicyName& row : kPolicyNames) {
    if (row.name == name) return row.policy;
  }
  return std::nullopt;
}

std::string Fields() {
  return absl::StrJoin(kLoggedTexts, ", ",
                       [](std::string* out, const LoggedText& row) { absl::StrAppend(out, row.field); });
}

absl::Status ParseOne(absl::string_view text, std::bitset<kLoggedTextCount>* named, TextPolicies* policies) {
  const std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(text, absl::MaxSplits('=', 1));
  const absl::string_view field = absl::StripAsciiWhitespace(parts.first);
  const absl::string_view name = absl::StripAsciiWhitespace(parts.second);
  const auto* row =
      std::find_if(kLoggedTexts.begin(), kLoggedTexts.end(), [&](const LoggedText& one) { return one.field == field; });
  if (row == kLoggedTexts.end()) {
    return absl::InvalidArgumentError(absl::StrCat("'", field, "' is no text of a request; there are ", Fields()));
  }
  const std::optional<TextPolicy> policy = PolicyOf(name);
  if (!policy) return absl::InvalidArgumentError(absl::StrCat(field, ": '", name, "' is none of off, hashed, plain"));
  const auto index = static_cast<size_t>(row - kLoggedTexts.begin());
  if (named->test(index)) return absl::InvalidArgumentError(absl::StrCat(field, " is named twice; name it once"));
  named->set(index);
  (*policies)[index] = *policy;
  return absl::OkStatus();
}

}  // namespace

const std::array<LoggedText, kLoggedTextCount> kLoggedTexts = {{
    {"request_id", TextPolicy::kPlain, /*is_list=*/false,
     [](const v1::AdviseRequest& request, TextVisitor& visitor) { VisitOne(request.request_id(), visitor); }},
    {"member.display_name", TextPolicy::kOff, /*is_list=*/false,
     [](const v1::AdviseRequest& request, TextVisitor& visitor) {
       VisitOne(request.member().display_name(), visitor);
     }},
    {"member.profession", TextPolicy::kOff, /*is_list=*/false,
     [](const v1::AdviseRequest& request, TextVisitor& visitor) { VisitOne(request.member().profession(), visitor); }},
    {"member.professions_of_interest", TextPolicy::kOff, /*is_list=*/true,
     [](const v1::AdviseRequest& request, TextVisitor& visitor) {
       VisitAll(request.member().professions_of_interest(), visitor);
     }},
    {"member.passions", TextPolicy::kOff, /*is_list=*/true,
     [](const v1::AdviseRequest& request, TextVisitor& visitor) { VisitAll(request.member().passions(), visitor); }},
    {"member.purposes", TextPolicy::kOff, /*is_list=*/true,
     [](const v1::AdviseRequest& request, TextVisitor& visitor) { VisitAll(request.member().purposes(), visitor); }},
    {"candidate.display_name", TextPolicy::kOff, /*is_list=*/false,
     [](const v1::AdviseRequest& request, TextVisitor& visitor) {
       VisitOne(request.candidate().display_name(), visitor);
     }},
    {"candidate.profession", TextPolicy::kOff, /*is_list=*/false,
     [](const v1::AdviseRequest& request, TextVisitor& visitor) {
       VisitOne(request.candidate().profession(), visitor);
     }},
    {"candidate.passions", TextPolicy::kOff, /*is_list=*/true,
     [](const v1::AdviseRequest& request, TextVisitor& visitor) { VisitAll(request.candidate().passions(), visitor); }},
    {"invitation.message", TextPolicy::kOff, /*is_list=*/false,
     [](const v1::AdviseRequest& request, TextVisitor& visitor) { VisitOne(request.invitation().message(), visitor); }},
}};

TextPolicies DefaultTextPolicies() {
  TextPolicies policies{};
  for (size_t i = 0; i < kLoggedTextCount; ++i) policies[i] = kLoggedTexts[i].by_default;
  return policies;
}

absl::StatusOr<TextPolicies> ParseTextPolicies(absl::string_view text) {
  TextPolicies policies = DefaultTextPolicies();
  std::bitset<kLoggedTextCount> named;
  for (const absl::string_view one : absl::StrSplit(text, ',', absl::SkipWhitespace())) {
    if (absl::Status status = ParseOne(one, &named, &policies); !status.ok()) return status;
  }
  return policies;
}

}  // namespace connection_advisor::telemetry
