#include "service/telemetry/decision_line.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "service/telemetry/json_text.h"

namespace connection_advisor::telemetry {
namespace {

using platform::Outcome;

constexpr size_t kMarkBytes = 16;

const char* NameOf(const std::optional<Outcome>& verdict) {
  if (!verdict) return "NEEDS_INFORMATION";
  switch (*verdict) {
    case Outcome::kConnect:
      return "CONNECT";
    case Outcome::kMeetFirst:
      return "MEET_FIRST";
    default:
      return "DECLINE";
  }
}

void AppendPlugin(const platform::PluginIdentity& plugin, std::string* lines) {
  absl::StrAppend(lines, ",\"plugin\":{\"name\":", JsonString(plugin.name), ",\"version\":", JsonString(plugin.version),
                  ",\"sha256\":\"", plugin.sha256, "\"}");
}

// Ids and values were checked when the platform was published: they need no escaping.
void AppendFacts(const char* key, LoggedSource source, const WaitingDecision& decision, std::string* lines) {
  absl::StrAppend(lines, ",\"", key, "\":{");
  bool first = true;
  for (size_t i = 0; i < decision.platform.facts.size(); ++i) {
    if (decision.source(i) != source) continue;
    const platform::Fact& fact = decision.platform.facts[i];
    absl::StrAppend(lines, first ? "\"" : ",\"", fact.id, "\":\"", fact.values[decision.value(i)], "\"");
    first = false;
  }
  lines->push_back('}');
}

}  // namespace

absl::StatusOr<TextMarker> TextMarker::Create() {
  TextMarker marker;
  if (RAND_bytes(marker.key_.data(), static_cast<int>(marker.key_.size())) != 1) {
    return absl::InternalError("the system gives no random bytes to hash texts with");
  }
  return marker;
}

std::string TextMarker::Mark(std::string_view text) const {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned int size = 0;
  HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()), reinterpret_cast<const unsigned char*>(text.data()),
       text.size(), digest.data(), &size);
  return absl::StrCat("hmac:", absl::BytesToHexString({reinterpret_cast<const char*>(digest.data()), kMarkBytes}));
}

void DecisionLines::Append(const WaitingDecision& decision, std::string* lines) const {
  const platform::Platform& platform = decision.platform;
  absl::StrAppend(lines, "{\"time\":\"", UtcTime(decision.time), "\",\"method\":\"",
                  kMethodNames[static_cast<size_t>(decision.method)], "\",\"platform\":\"", platform.id, "\"");
  AppendPlugin(platform.plugin, lines);
  for (size_t i = 0; i < kLoggedTextCount; ++i) AppendText(i, decision, lines);
  absl::StrAppend(lines, ",\"verdict\":\"", NameOf(decision.verdict), "\"");
  if (decision.rule) absl::StrAppend(lines, ",\"rule\":\"", platform.rules[*decision.rule].id, "\"");
  AppendFacts("stated", LoggedSource::kStated, decision, lines);
  AppendFacts("derived", LoggedSource::kDerived, decision, lines);
  AppendFacts("assumed", LoggedSource::kAssumed, decision, lines);
  lines->append("}\n");
}

void DecisionLines::AppendText(size_t index, const WaitingDecision& decision, std::string* lines) const {
  const std::vector<std::string_view>& texts = decision.texts[index];
  if (texts.empty()) return;
  const LoggedText& row = kLoggedTexts[index];
  absl::StrAppend(lines, ",\"", row.field, "\":", row.is_list ? "[" : "");
  for (size_t i = 0; i < texts.size(); ++i) {
    const bool hashed = policies_[index] == TextPolicy::kHashed;
    absl::StrAppend(lines, i == 0 ? "" : ",", JsonString(hashed ? marker_.Mark(texts[i]) : std::string(texts[i])));
  }
  if (row.is_list) lines->push_back(']');
}

std::string LossLine(std::chrono::system_clock::time_point time, const Losses& losses) {
  return absl::StrCat("{\"time\":\"", UtcTime(time), "\",\"lost\":{\"queue\":", losses.queue, ",\"file\":", losses.file,
                      "}}\n");
}

}  // namespace connection_advisor::telemetry
