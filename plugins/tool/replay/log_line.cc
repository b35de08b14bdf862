#include "plugins/tool/replay/log_line.h"

#include <simdjson.h>

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"

namespace connection_advisor::tool {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

absl::Status Wrong(const char* cause) { return absl::InvalidArgumentError(cause); }

absl::Status NoJson(simdjson::error_code error) {
  return absl::InvalidArgumentError(absl::StrCat("is no JSON object: ", simdjson::error_message(error)));
}

absl::Status ReadText(const char* key, const element& from, std::string_view* text) {
  if (from.get(*text) == simdjson::SUCCESS) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(key, " is no text"));
}

absl::Status ReadFacts(const char* key, const element& from, std::vector<LoggedFact>* facts) {
  object entries;
  if (from.get(entries) != simdjson::SUCCESS) {
    return absl::InvalidArgumentError(absl::StrCat(key, " holds no facts"));
  }
  for (const auto& [id, content] : entries) {
    LoggedFact fact{.id = id, .value = {}};
    if (content.get(fact.value) != simdjson::SUCCESS) {
      return absl::InvalidArgumentError(absl::StrCat(key, " holds something else than texts"));
    }
    facts->push_back(fact);
  }
  return absl::OkStatus();
}

absl::Status ReadResult(const element& from, Result* result) {
  std::string_view name;
  if (absl::Status status = ReadText("verdict", from, &name); !status.ok()) return status;
  for (size_t i = 0; i <= static_cast<size_t>(Result::kNeedsInformation); ++i) {
    if (name == kResultNames[i]) {
      *result = static_cast<Result>(i);
      return absl::OkStatus();
    }
  }
  return Wrong("the verdict is none that there is");
}

absl::Status ReadLosses(const element& from, uint64_t* lost) {
  object causes;
  if (from.get(causes) != simdjson::SUCCESS) return Wrong("lost says of no cause how many");
  for (const auto& [cause, content] : causes) {
    uint64_t count = 0;
    if (content.get(count) != simdjson::SUCCESS) return Wrong("lost says of no cause how many");
    *lost += count;
  }
  return absl::OkStatus();
}

// A line as its keys fill it.
struct Line {
  LoggedDecision& decision;
  uint64_t& lost;
  bool has_verdict = false;
  bool is_losses = false;
};

struct KeyReader {
  std::string_view key;
  absl::Status (*read)(const element& from, Line& line);
};

// What is looked at; other keys are passed over, whatever they hold.
constexpr KeyReader kKeys[] = {
    {"platform", [](const element& from, Line& line) { return ReadText("platform", from, &line.decision.platform); }},
    {"request_id",
     [](const element& from, Line& line) { return ReadText("request_id", from, &line.decision.request_id); }},
    {"verdict",
     [](const element& from, Line& line) {
       line.has_verdict = true;
       return ReadResult(from, &line.decision.result);
     }},
    {"rule", [](const element& from, Line& line) { return ReadText("rule", from, &line.decision.rule); }},
    {"stated", [](const element& from, Line& line) { return ReadFacts("stated", from, &line.decision.facts); }},
    {"derived", [](const element& from, Line& line) { return ReadFacts("derived", from, &line.decision.facts); }},
    {"lost",
     [](const element& from, Line& line) {
       line.is_losses = true;
       return ReadLosses(from, &line.lost);
     }},
};

absl::Status ReadKey(std::string_view key, const element& from, Line& line) {
  const auto* const reader =
      std::find_if(std::begin(kKeys), std::end(kKeys), [&](const KeyReader& one) { return one.key == key; });
  return reader == std::end(kKeys) ? absl::OkStatus() : reader->read(from, line);
}

}  // namespace

struct LineParser::Parser {
  simdjson::dom::parser json;
};

LineParser::LineParser() : parser_(std::make_unique<Parser>()) {}
LineParser::~LineParser() = default;

size_t LineParser::Padding() { return simdjson::SIMDJSON_PADDING; }

absl::StatusOr<LineKind> LineParser::Parse(std::string_view line) {
  Clear();
  object fields;
  // Nothing is copied: what stands behind the line is readable.
  const simdjson::error_code error =
      parser_->json.parse(line.data(), line.size(), /*realloc_if_needed=*/false).get(fields);
  if (error != simdjson::SUCCESS) return NoJson(error);
  Line read{.decision = decision_, .lost = lost_};
  for (const auto& [key, content] : fields) {
    if (absl::Status status = ReadKey(key, content, read); !status.ok()) return status;
  }
  if (read.is_losses) return LineKind::kLosses;
  if (decision_.platform.empty()) return Wrong("names no platform");
  if (!read.has_verdict) return Wrong("has no verdict");
  return LineKind::kDecision;
}

void LineParser::Clear() {
  decision_.platform = {};
  decision_.request_id = {};
  decision_.rule = {};
  decision_.facts.clear();  // keeps its memory
  lost_ = 0;
}

}  // namespace connection_advisor::tool
