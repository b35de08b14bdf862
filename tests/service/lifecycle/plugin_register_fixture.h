// A register of one plugin, and a plugin directory that is nothing but names and hashes.
#ifndef TESTS_SERVICE_LIFECYCLE_PLUGIN_REGISTER_FIXTURE_H_
#define TESTS_SERVICE_LIFECYCLE_PLUGIN_REGISTER_FIXTURE_H_

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "service/lifecycle/plugin_register.h"
#include "service/platform/platform.h"

namespace connection_advisor::lifecycle {

class PluginRegisterTest : public ::testing::Test {
 protected:
  static inline const std::string kA = std::string(64, 'a');
  static inline const std::string kB = std::string(64, 'b');
  static inline const std::string kC = std::string(64, 'c');

  static SystemTime At(int seconds) { return SystemTime(std::chrono::seconds(seconds)); }

  // A version of plugin "p" that was compiled, or was refused where there are causes.
  Arrival Compiled(const std::string& number, const std::string& sha256, std::vector<std::string> causes = {}) {
    Arrival arrival{.file = FileOf(sha256), .number = all_.NextArrival(), .sha256 = sha256};
    arrival.outcome.plugin = {"p", number, sha256};
    arrival.outcome.causes = std::move(causes);
    if (arrival.outcome.causes.empty()) {
      auto platform = std::make_shared<platform::Platform>();
      platform->id = "a";
      arrival.outcome.platforms = {platform};
    }
    return arrival;
  }
  Arrival Uploaded(const std::string& number, const std::string& sha256, std::vector<std::string> causes = {}) {
    Arrival arrival = Compiled(number, sha256, std::move(causes));
    arrival.from = Arrival::From::kUpload;
    return arrival;
  }
  // One that went wrong before anything was known of the plugin.
  Arrival Failed(const std::string& sha256, std::vector<std::string> causes) {
    Arrival arrival = Compiled("", sha256, std::move(causes));
    arrival.outcome.plugin = {};
    return arrival;
  }

  std::optional<PluginVersion> Enter(const Arrival& arrival) { return all_.Enter(arrival, At(now_)); }
  void Settle() {
    all_.SetDirectory(directory_, At(now_));
    all_.Settle(At(now_++), succession_);
  }
  // It lies in the directory under the first letter of its hash.
  void Come(const std::string& number, const std::string& sha256, std::vector<std::string> causes = {}) {
    ComeAs(FileOf(sha256), number, sha256, std::move(causes));
  }
  // It takes the place of the file of this name, if there is one.
  void ComeAs(const std::string& file, const std::string& number, const std::string& sha256,
              std::vector<std::string> causes = {}) {
    Arrival arrival = Compiled(number, sha256, std::move(causes));
    arrival.file = file;
    Enter(arrival);
    directory_[file] = sha256;
    Settle();
  }
  void Remove(const std::string& file) {
    directory_.erase(file);
    Settle();
  }

  // An operator's words, and what follows from them.
  void Pin(const std::string& sha256) {
    all_.Pin(*all_.Find(sha256));
    Settle();
  }
  void Unpin() {
    ASSERT_EQ(all_.Unpin("p"), absl::OkStatus());
    Settle();
  }
  void RollBack() {
    ASSERT_EQ(all_.RollBack("p"), absl::OkStatus());
    Settle();
  }
  void Retire(const std::string& sha256) {
    all_.Retire(*all_.Find(sha256));
    Settle();
  }

  // As the next process finds it, compiled anew; or refused.
  void Restart(const std::vector<std::string>& causes = {}) {
    all_ = PluginRegister::FromState(all_.ToState());
    for (auto& [number, version] : all_.versions()) {
      if (version.retirement != Retirement::kNone) continue;
      const std::string& sha256 = version.told.sha256;
      Arrival arrival = causes.empty() ? Compiled(version.told.version, sha256) : Failed(sha256, causes);
      arrival.number = number;
      arrival.file = version.told.file;
      Enter(arrival);
    }
    Settle();
  }

  PluginState StateOf(const std::string& sha256) { return all_.Find(sha256)->told.state; }
  std::string Serving() { return all_.ServingVersions()["p"]; }

  PluginRegister all_;
  Succession succession_;
  std::map<std::string, std::string> directory_;
  int now_ = 100;

 private:
  static std::string FileOf(const std::string& sha256) { return sha256.substr(0, 1) + ".so"; }
};

}  // namespace connection_advisor::lifecycle

#endif  // TESTS_SERVICE_LIFECYCLE_PLUGIN_REGISTER_FIXTURE_H_
