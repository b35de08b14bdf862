#include "service/platform/published_platforms.h"

#include <algorithm>

#include "absl/strings/str_join.h"

namespace connection_advisor::platform {

PlatformSet::PlatformSet(std::vector<std::shared_ptr<const Platform>> platforms,
                         std::vector<std::shared_ptr<Shadow>> shadows)
    : platforms_(std::move(platforms)), shadows_(std::move(shadows)) {
  std::sort(platforms_.begin(), platforms_.end(), [](const auto& a, const auto& b) { return a->id < b->id; });
}

const Platform* PlatformSet::Find(std::string_view id) const {
  const auto found =
      std::lower_bound(platforms_.begin(), platforms_.end(), id,
                       [](const auto& platform, std::string_view wanted) { return platform->id < wanted; });
  return found != platforms_.end() && (*found)->id == id ? found->get() : nullptr;
}

Shadow* PlatformSet::ShadowOf(const Platform& platform) const {
  for (const std::shared_ptr<Shadow>& shadow : shadows_) {
    if (shadow->serving().get() == &platform) return shadow.get();
  }
  return nullptr;
}

std::string PlatformSet::Ids() const {
  return absl::StrJoin(platforms_, ", ", [](std::string* text, const auto& platform) { text->append(platform->id); });
}

}  // namespace connection_advisor::platform
