// Laws of the register over random histories: files that come, are replaced and removed, operators who have their say,
// processes that end.
#include <map>
#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "service/lifecycle/plugin_register.h"

namespace connection_advisor::lifecycle {
namespace {

constexpr int kHistories = 300;
constexpr int kSteps = 40;

SystemTime At(int seconds) { return SystemTime(std::chrono::seconds(seconds)); }

// One plugin, "p", of which six versions are to be had.
class History {
 public:
  explicit History(uint32_t seed) : random_(seed) {}

  void Step() {
    now_ += 1;
    const std::string version = Any(Versions());
    const std::string served = Serving();
    switch (Below(8)) {
      case 0:
      case 1:
        directory_[Any({"a.so", "b.so", "c.so"})] = version;
        break;
      case 2:
        directory_.erase(Any({"a.so", "b.so", "c.so"}));
        break;
      case 3:
        Enter(version, Arrival::From::kUpload);
        break;
      case 4:
        Pin(version);
        break;
      case 5:
        Retire(version);
        break;
      case 6:
        if (Below(3) == 0) Restart(Goes::kWrong);  // nothing is compiled until the next
        Restart(Goes::kWell);
        break;
      default:
        Refuse(version);
        EXPECT_EQ(Serving(), served) << "a refusal takes nothing down";
    }
    Scan();
  }

  // The hash of the version that an operator pinned, while that counts; empty: none.
  const std::string& pinned() const { return pinned_; }
  std::string Serving() const {
    const KnownVersion* serving = all_.ServingVersion("p");
    return serving == nullptr ? "" : serving->told.sha256;
  }

 private:
  enum class Goes { kWell, kWrong };

  static const std::vector<std::string>& Versions() {
    static const std::vector<std::string> versions = {"0", "1", "2", "3", "4", "5"};
    return versions;
  }

  uint32_t Below(uint32_t bound) { return static_cast<uint32_t>(random_() % bound); }
  std::string Any(const std::vector<std::string>& of) { return of[Below(static_cast<uint32_t>(of.size()))]; }

  void Enter(const std::string& sha256, Arrival::From from) {
    Arrival arrival{.file = sha256 + ".so", .from = from, .number = all_.NextArrival(), .sha256 = sha256};
    if (const KnownVersion* known = all_.Find(sha256); known != nullptr) arrival.number = known->arrival;
    arrival.outcome.plugin = {"p", sha256 + ".0.0", sha256};
    arrival.outcome.platforms = {platform_};
    all_.Enter(arrival, At(now_));
  }
  void Scan() {
    for (const auto& [file, sha256] : directory_) {
      const KnownVersion* known = all_.Find(sha256);
      if (known == nullptr || !known->compiled()) Enter(sha256, Arrival::From::kDirectory);
    }
    all_.SetDirectory(directory_, At(now_));
    all_.Settle(At(now_));
  }
  // The same bytes are compiled once more, and that goes wrong.
  void Refuse(const std::string& sha256) {
    EnterRefused(sha256, Below(2) == 0 ? Arrival::From::kUpload : Arrival::From::kDirectory);
    all_.Settle(At(now_));
  }
  void EnterRefused(const std::string& sha256, Arrival::From from) {
    Arrival arrival{.file = sha256 + ".so", .from = from, .number = all_.NextArrival(), .sha256 = sha256};
    arrival.parameters_changed = sha256 == Serving() && Below(2) == 0;
    if (const KnownVersion* known = all_.Find(sha256); known != nullptr) arrival.number = known->arrival;
    arrival.outcome.causes = {"it timed out"};
    all_.Enter(arrival, At(now_));
  }
  void Pin(const std::string& sha256) {
    KnownVersion* version = all_.Find(sha256);
    if (version == nullptr || !version->compiled()) return;
    all_.Pin(*version);
    pinned_ = sha256;
  }
  void Retire(const std::string& sha256) {
    KnownVersion* version = all_.Find(sha256);
    if (version == nullptr) return;
    all_.Retire(*version);
    if (pinned_ == sha256) pinned_.clear();
  }
  void Restart(Goes goes) {
    all_ = PluginRegister::FromState(all_.ToState());
    std::vector<std::string> remembered;
    for (const auto& [number, version] : all_.versions()) {
      if (version.retirement == Retirement::kNone) remembered.push_back(version.told.sha256);
    }
    for (const std::string& sha256 : remembered) {
      if (goes == Goes::kWell) {
        Enter(sha256, Arrival::From::kStore);
      } else {
        EnterRefused(sha256, Arrival::From::kStore);
      }
    }
    all_.SetDirectory(directory_, At(now_));
    all_.Settle(At(now_));
  }

  std::mt19937 random_;
  std::shared_ptr<platform::Platform> platform_ = [] {
    auto platform = std::make_shared<platform::Platform>();
    platform->id = "a";
    return platform;
  }();
  PluginRegister all_;
  std::map<std::string, std::string> directory_;
  std::string pinned_;
  int now_ = 0;
};

TEST(PluginRegisterLawsTest, HoldOverRandomHistories) {
  for (uint32_t seed = 0; seed < kHistories; ++seed) {
    History history(seed);
    for (int step = 0; step < kSteps; ++step) {
      history.Step();
      if (!history.pinned().empty()) {
        ASSERT_EQ(history.Serving(), history.pinned())
            << "what an operator pinned serves whatever is scanned afterwards: history " << seed << ", step " << step;
      }
    }
  }
}

}  // namespace
}  // namespace connection_advisor::lifecycle
