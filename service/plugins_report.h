// What becomes of the plugins, told to everybody who asks: the log, health, metrics.
#ifndef SERVICE_PLUGINS_REPORT_H_
#define SERVICE_PLUGINS_REPORT_H_

#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "service/lifecycle/plugin_catalog.h"
#include "service/telemetry/metrics.h"

namespace connection_advisor {

// By the name that clients of health ask for: the empty one serves while any platform does; a platform by its id; a
// refused file by its name without ".so", unless a platform that serves is called so.
std::map<std::string, bool> HealthOf(const std::vector<lifecycle::PluginVersion>& versions);

// How many versions of each plugin are in each state. A file that did not say its plugin counts by its name.
telemetry::PluginCounts CountsOf(const std::vector<lifecycle::PluginVersion>& versions);

// One line for the log.
std::string Describe(const lifecycle::PluginVersion& version);

std::string Describe(const lifecycle::ShadowReport& report);

// Thread-safe.
class PluginsReport final : public lifecycle::CatalogListener {
 public:
  using SetHealth = std::function<void(const std::map<std::string, bool>& serving_by_name)>;

  explicit PluginsReport(telemetry::Metrics& metrics) : metrics_(metrics) {}

  void Changed(const std::vector<lifecycle::PluginVersion>& all,
               const std::vector<lifecycle::PluginVersion>& changed) override;
  void ShadowEnded(const lifecycle::ShadowReport& report) override;
  void NotRemembered(const absl::Status& why) override;

  // From now on `set_health` is told, at once and after each change. Nullptr: nobody is.
  void TellHealth(SetHealth set_health);

 private:
  void Tell();

  telemetry::Metrics& metrics_;
  std::mutex mutex_;
  SetHealth set_health_;
  std::map<std::string, bool> health_ = {{"", false}};
};

}  // namespace connection_advisor

#endif  // SERVICE_PLUGINS_REPORT_H_
