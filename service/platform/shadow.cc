#include "service/platform/shadow.h"

#include <algorithm>
#include <utility>

#include "service/platform/request_text.h"

namespace connection_advisor::platform {
namespace {

// The request that states these values.
std::string RequestOf(const Platform& platform, const uint8_t* values) {
  std::vector<StatedFact> stated;
  for (size_t fact = 0; fact < platform.facts.size(); ++fact) {
    if (values[fact] == diagram::kUnknown) continue;
    stated.push_back({platform.facts[fact].id, std::string_view(platform.facts[fact].values[values[fact]])});
  }
  return RequestText(platform.id, stated);
}

}  // namespace

Shadow::Shadow(std::shared_ptr<const Platform> serving, std::shared_ptr<const Platform> shadow)
    : serving_(std::move(serving)), shadow_(std::move(shadow)) {}

void Shadow::Count(ShadowAnswer serving, ShadowAnswer shadow, const uint8_t* to_serving, const uint8_t* to_shadow) {
  Cell& cell = cells_[static_cast<size_t>(serving)][static_cast<size_t>(shadow)];
  const bool first = cell.requests.fetch_add(1, std::memory_order_relaxed) == 0;
  if (!first || serving == shadow) return;
  std::copy_n(to_serving, serving_->facts.size(), cell.to_serving.begin());
  cell.taken_by_shadow = to_shadow != nullptr;
  if (cell.taken_by_shadow) std::copy_n(to_shadow, shadow_->facts.size(), cell.to_shadow.begin());
  cell.written.store(true, std::memory_order_release);
}

ShadowClass Shadow::ReadClass(size_t serving, size_t shadow) const {
  const Cell& cell = cells_[serving][shadow];
  ShadowClass read{.serving = static_cast<ShadowAnswer>(serving),
                   .shadow = static_cast<ShadowAnswer>(shadow),
                   .requests = cell.requests.load(std::memory_order_relaxed)};
  if (!cell.written.load(std::memory_order_acquire)) return read;
  read.request_to_serving = RequestOf(*serving_, cell.to_serving.data());
  read.request_to_shadow = cell.taken_by_shadow ? RequestOf(*shadow_, cell.to_shadow.data()) : read.request_to_serving;
  return read;
}

ShadowTally Shadow::Read() const {
  ShadowTally tally;
  for (size_t serving = 0; serving < kShadowAnswerCount; ++serving) {
    for (size_t shadow = 0; shadow < kShadowAnswerCount; ++shadow) {
      ShadowClass read = ReadClass(serving, shadow);
      tally.requests += read.requests;
      if (serving == shadow || read.requests == 0) continue;
      tally.changed += read.requests;
      tally.changes.push_back(std::move(read));
    }
  }
  std::stable_sort(tally.changes.begin(), tally.changes.end(),
                   [](const ShadowClass& a, const ShadowClass& b) { return a.requests > b.requests; });
  return tally;
}

}  // namespace connection_advisor::platform
