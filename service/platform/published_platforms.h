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

namespace connection_advisor::platform {

// Platforms by ascending id, none twice. Immutable.
class PlatformSet {
 public:
  PlatformSet() = default;
  // Requires: ids are distinct.
  explicit PlatformSet(std::vector<std::shared_ptr<const Platform>> platforms);

  // nullptr if it is not loaded. Cost: a binary search, no allocation.
  const Platform* Find(std::string_view id) const;
  const std::vector<std::shared_ptr<const Platform>>& platforms() const { return platforms_; }
  // "facebook, linkedin, twitter", for messages.
  std::string Ids() const;

 private:
  std::vector<std::shared_ptr<const Platform>> platforms_;
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
