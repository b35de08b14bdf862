#include "service/telemetry/waiting_decisions.h"

#include <cstring>

namespace connection_advisor::telemetry {
namespace {

LoggedSource SourceOf(const advice::DecidedRequest& decided, size_t fact) {
  switch (decided.bound.sources[fact]) {
    case facts::Source::kField:
    case facts::Source::kFactsEntry:
      return LoggedSource::kStated;
    case facts::Source::kDerived:
      return LoggedSource::kDerived;
    case facts::Source::kUnknown:
      break;
  }
  return decided.decision.assumed.test(fact) ? LoggedSource::kAssumed : LoggedSource::kUnknown;
}

// The texts of one field: how many, in a byte, since lists have at most 64 entries; then the length and the bytes of
// each.
class TextWriter final : public TextVisitor {
 public:
  explicit TextWriter(std::string* bytes) : bytes_(*bytes), count_at_(bytes->size()) { bytes_.push_back('\0'); }

  void Text(const std::string& text) override {
    ++bytes_[count_at_];
    const auto size = static_cast<uint32_t>(text.size());
    bytes_.append(reinterpret_cast<const char*>(&size), sizeof(size));
    bytes_.append(text);
  }

 private:
  std::string& bytes_;
  const size_t count_at_;
};

// Reads them, and returns where they end.
const char* ReadTexts(const char* bytes, std::vector<std::string_view>* texts) {
  const auto count = static_cast<uint8_t>(*bytes++);
  for (uint8_t i = 0; i < count; ++i) {
    uint32_t size = 0;
    std::memcpy(&size, bytes, sizeof(size));
    bytes += sizeof(size);
    texts->emplace_back(bytes, size);
    bytes += size;
  }
  return bytes;
}

}  // namespace

WaitingDecisions::WaitingDecisions(size_t expected_bytes) {
  rows_.reserve(expected_bytes / sizeof(Row));
  bytes_.reserve(expected_bytes);
}

void WaitingDecisions::Add(Method method, const PinnedPlatforms& platforms, const advice::DecidedRequest& decided,
                           const TextPolicies& policies) {
  const advice::Decision& decision = decided.decision;
  rows_.push_back({.time = std::chrono::system_clock::now(),
                   .platforms = platforms,
                   .platform = &decided.platform,
                   .begin = bytes_.size(),
                   .rule = decision.reasons.empty() ? -1 : static_cast<int32_t>(decision.reasons.front().rule),
                   .method = method,
                   .decided = decision.verdict.has_value(),
                   .verdict = decision.verdict.value_or(platform::Outcome::kImpossible)});
  for (size_t fact = 0; fact < decided.platform.facts.size(); ++fact) {
    bytes_.push_back(static_cast<char>(decision.values[fact]));
    bytes_.push_back(static_cast<char>(SourceOf(decided, fact)));
  }
  for (size_t i = 0; i < kLoggedTextCount; ++i) {
    TextWriter writer(&bytes_);
    if (policies[i] != TextPolicy::kOff) kLoggedTexts[i].visit(decided.request, writer);
  }
}

WaitingDecision WaitingDecisions::Get(size_t index) const {
  const Row& row = rows_[index];
  const std::string_view facts(bytes_.data() + row.begin, 2 * row.platform->facts.size());
  WaitingDecision decision{.time = row.time,
                           .method = row.method,
                           .platform = *row.platform,
                           .verdict = {},
                           .rule = {},
                           .facts = facts,
                           .texts = {}};
  if (row.decided) decision.verdict = row.verdict;
  if (row.rule >= 0) decision.rule = static_cast<uint32_t>(row.rule);
  const char* bytes = facts.data() + facts.size();
  for (std::vector<std::string_view>& texts : decision.texts) bytes = ReadTexts(bytes, &texts);
  return decision;
}

void WaitingDecisions::Clear() {
  rows_.clear();
  bytes_.clear();
}

}  // namespace connection_advisor::telemetry
