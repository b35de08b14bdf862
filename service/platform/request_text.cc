#include "service/platform/request_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"

namespace connection_advisor::platform {
namespace {

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

void AppendFact(std::string* out, const StatedFact& fact) {
  absl::StrAppend(out, "\"", View(fact.id), "\":");
  if (const auto* number = std::get_if<int32_t>(&fact.value)) {
    absl::StrAppend(out, *number);
  } else {
    absl::StrAppend(out, "\"", View(std::get<std::string_view>(fact.value)), "\"");
  }
}

}  // namespace

std::string RequestText(std::string_view platform, std::span<const StatedFact> facts) {
  return absl::StrCat("{\"platform\":\"", View(platform), "\",\"facts\":{", absl::StrJoin(facts, ",", AppendFact),
                      "}}");
}

}  // namespace connection_advisor::platform
