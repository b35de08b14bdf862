// The one object in which the two flows meet: the set of platforms that serve.
//
// A request pins a set and keeps it to its end, so that it answers from exactly one version of each platform whatever
// is published meanwhile; the set dies with its last pin.
#ifndef SERVICE_PLATFORM_PUBLISHED_PLATFORMS_H_
#define SERVICE_PLATFORM_PUBLISHED_PLATFORMS_H_

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "service/platform/platform.h"
#include "service/platform/shadow.h"

namespace connection_advisor::platform {

// Platforms by ascending id, none twice, and what shadows some of them. Immutable, but for what the shadows count.
class PlatformSet {
 public:
  PlatformSet() = default;
  // Requires: ids are distinct; each shadow is of one of the platforms, no two of the same.
  explicit PlatformSet(std::vector<std::shared_ptr<const Platform>> platforms,
                       std::vector<std::shared_ptr<Shadow>> shadows = {});

  // nullptr if it is not loaded. Cost: a binary search, no allocation.
  const Platform* Find(std::string_view id) const;
  const std::vector<std::shared_ptr<const Platform>>& platforms() const { return platforms_; }
  // "facebook, linkedin, twitter", for messages.
  std::string Ids() const;

  bool has_shadows() const { return !shadows_.empty(); }
  // What shadows a platform of the set; nullptr: nothing does. Cost: one comparison for each shadow; no allocation.
  Shadow* ShadowOf(const Platform& platform) const;

 private:
  std::vector<std::shared_ptr<const Platform>> platforms_;
  std::vector<std::shared_ptr<Shadow>> shadows_;
};

// Thread-safe; at first an empty set. A swap is one exchange of a pointer under a lock that is held for nothing else.
class PublishedPlatforms {
 public:
  std::shared_ptr<const PlatformSet> Pin() const {
    const std::lock_guard lock(mutex_);
    return set_;
  }
  // Requires a set, empty or not. The one before, if nothing pins it, is destroyed after the lock is released.
  void Publish(std::shared_ptr<const PlatformSet> set) {
    const std::lock_guard lock(mutex_);
    set_.swap(set);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const PlatformSet> set_ = std::make_shared<const PlatformSet>();
};

}  // namespace connection_advisor::platform

#endif  // SERVICE_PLATFORM_PUBLISHED_PLATFORMS_H_
