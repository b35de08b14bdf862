#include "plugins/tool/replay/replay.h"

#include <algorithm>

#include "plugins/tool/replay/log_file.h"

namespace connection_advisor::tool {
namespace {

constexpr absl::string_view kCutOff = "is cut off: whoever wrote the file was stopped, or has not finished yet";

}  // namespace

Replay::Replay(const std::vector<std::shared_ptr<const platform::Platform>>& platforms, size_t most_witnesses) {
  for (const auto& platform : platforms) findings_.push_back(std::make_unique<Findings>(*platform, most_witnesses));
}

absl::Status Replay::Add(const std::string& file,
                         const std::function<void(uint64_t bytes, uint64_t decisions)>& progress) {
  const std::string name = NameOfFile(file);
  const auto visit = [&](const FileLine& line) {
    const LinePlace place = {name, line.number};
    const absl::StatusOr<LineKind> kind = parser_.Parse(line.text);
    if (!kind.ok()) {
      AddBadLine(place, line.ended ? kind.status().message() : kCutOff);
    } else if (*kind == LineKind::kLosses) {
      lost_ += parser_.lost();
    } else {
      AddDecision(place);
    }
  };
  return ForEachLine(file, LineParser::Padding(), visit, [&](uint64_t bytes) { progress(bytes, decisions_); });
}

bool Replay::decided() const {
  return std::any_of(findings_.begin(), findings_.end(),
                     [](const auto& findings) { return findings->decisions() > 0; });
}

bool Replay::changed() const {
  return std::any_of(findings_.begin(), findings_.end(), [](const auto& findings) { return findings->changed(); });
}

void Replay::AddDecision(const LinePlace& place) {
  ++decisions_;
  const LoggedDecision& logged = parser_.decision();
  for (const auto& findings : findings_) {
    if (findings->platform().id == logged.platform) return findings->Add(logged, place);
  }
  AddElsewhere(logged.platform, place);
}

void Replay::AddElsewhere(std::string_view platform, const LinePlace& place) {
  auto found = elsewhere_.find(platform);
  if (found == elsewhere_.end()) {
    found = elsewhere_.emplace(platform, Elsewhere{.decisions = 0, .file = place.file, .line = place.line}).first;
  }
  ++found->second.decisions;
}

void Replay::AddBadLine(const LinePlace& place, absl::string_view cause) {
  ++bad_lines_;
  if (first_bad_lines_.size() < kMostBadLines) first_bad_lines_.push_back({place.file, place.line, std::string(cause)});
}

}  // namespace connection_advisor::tool
