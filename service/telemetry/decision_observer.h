// What the edge tells about decisions. Who writes them down, and how, is not its business.
#ifndef SERVICE_TELEMETRY_DECISION_OBSERVER_H_
#define SERVICE_TELEMETRY_DECISION_OBSERVER_H_

#include <memory>

#include "service/advice/decision_observer.h"
#include "service/platform/published_platforms.h"
#include "service/telemetry/method.h"

namespace connection_advisor::telemetry {

using PinnedPlatforms = std::shared_ptr<const platform::PlatformSet>;

// Thread-safe; called on the threads that serve, so it must be quick and must not block.
class DecisionObserver {
 public:
  virtual ~DecisionObserver() = default;

  // `platforms` holds the platform that was decided on.
  virtual void Decided(Method method, const PinnedPlatforms& platforms, const advice::DecidedRequest& decided) = 0;
};

}  // namespace connection_advisor::telemetry

#endif  // SERVICE_TELEMETRY_DECISION_OBSERVER_H_
