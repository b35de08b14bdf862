// All that is known of the plugins, as a value: every version, the operator's choices, and what follows from both.
//
// The catalog changes a copy, remembers it, and only then lets it take the place of the old one: so a change happens as
// a whole or not at all. Nothing here compiles, writes or publishes.
#ifndef SERVICE_LIFECYCLE_PLUGIN_REGISTER_H_
#define SERVICE_LIFECYCLE_PLUGIN_REGISTER_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "connection_advisor/state/v1/plugin_state.pb.h"
#include "service/deployment/deploy.h"
#include "service/lifecycle/plugin_version.h"
#include "service/lifecycle/policy.h"
#include "service/platform/platform.h"

namespace connection_advisor::lifecycle {

using Platforms = std::vector<std::shared_ptr<const platform::Platform>>;
using SystemTime = std::chrono::system_clock::time_point;

// How a version comes to serve in the place of another one that could serve on.
enum class TakeOver : uint8_t {
  kByRank,  // by being higher
  kByWord,  // by an operator's word only
};

// What the server's settings say of how versions follow each other.
struct Succession {
  TakeOver take_over = TakeOver::kByRank;
  bool signatures_required = false;
};

enum class Retirement : uint8_t { kNone = 0, kByOperator = 1, kFileRemoved = 2 };

// One version. What is told of it, and what that follows from.
struct KnownVersion {
  PluginVersion told;                 // `state`, `since`, `causes` and `pinned` are Settle's
  std::optional<PluginState> rested;  // where it last came to rest, be it in a process before: `since` is of that
  uint64_t arrival = 0;
  bool present = false;   // its file lies in the plugin directory
  bool by_word = false;   // an operator uploaded or chose it: what becomes of its file is nothing to it
  bool accepted = false;  // it was compiled once, by this process or one before: remembered whatever becomes of it
  Retirement retirement = Retirement::kNone;
  std::string signature;             // as it came with the file
  std::vector<std::string> refusal;  // what is wrong with the file itself; empty: nothing
  bool may_pass = false;             // as it came with the refusal
  Platforms platforms;               // empty until it was compiled, and if it was refused

  bool compiled() const { return !platforms.empty(); }
};

// A file that was taken in, and what became of it.
struct Arrival {
  enum class From : uint8_t { kDirectory, kUpload, kStore };

  std::string file;  // its name, fit to print
  From from = From::kDirectory;
  uint64_t number = 0;  // of the version, if it is a new one
  std::string sha256;   // empty: the file could not be read, and the outcome says why
  std::string signature;
  deployment::PluginOutcome outcome;
  std::vector<std::string> unknown_parameters;  // see PluginVersion
  bool parameters_changed = false;              // what was compiled of it before counts no more, unless it serves
};

// That of a version which is known already.
Arrival ArrivalOf(const KnownVersion& version);

class PluginRegister {
 public:
  // As the process before this one left it: versions are known, and not compiled.
  static PluginRegister FromState(const state::v1::PluginState& state);
  // What is worth remembering: whatever was accepted once. What was always refused is not.
  state::v1::PluginState ToState() const;

  // By arrival. Changes take effect with the next Settle.
  std::map<uint64_t, KnownVersion>& versions() { return versions_; }
  const std::map<uint64_t, KnownVersion>& versions() const { return versions_; }
  KnownVersion* Find(const std::string& sha256);
  const KnownVersion* Find(const std::string& sha256) const;

  // A number for what comes next.
  uint64_t NextArrival() { return next_arrival_++; }

  // Enters what came: a new version, one that is known and was compiled anew, or a file that can't be one. A known one
  // that was compiled before and is refused now is not entered, since what was compiled counts on; then what is to be
  // told of the refusal.
  std::optional<PluginVersion> Enter(const Arrival& arrival, SystemTime now);
  // What lies in the plugin directory now: the hash of each file, empty where it could not be read. What was there and
  // is gone is retired; what was replaced is not.
  void SetDirectory(const std::map<std::string, std::string>& hash_by_file, SystemTime now);

  // The version that `text` means: see PluginControl. NOT_FOUND, listing those that there are.
  absl::StatusOr<KnownVersion*> Select(const std::string& plugin, const std::string& text);

  // A version that was retired is so no more.
  void Pin(KnownVersion& version);
  // NOT_FOUND if there is no such plugin.
  absl::Status Unpin(const std::string& plugin);
  // NOT_FOUND; FAILED_PRECONDITION if nothing that could serve served before.
  absl::Status RollBack(const std::string& plugin);
  void Retire(KnownVersion& version);

  // Works out the state of every version.
  void Settle(SystemTime now, const Succession& succession = {});

  // After Settle. FAILED_PRECONDITION if an operator's choice does not get to serve, with the cause.
  absl::Status CheckChoice(const std::string& plugin);

  // Forgets the oldest versions that neither serve, nor were chosen, nor lie in the directory, until no plugin has more
  // than `kept` of them; of refused files likewise. The hashes of those forgotten.
  std::vector<std::string> Trim(size_t kept);

  // It served last of its plugin, though nothing may serve now.
  bool ServedLast(const std::string& sha256) const;

  // After Settle. The platforms that serve, and every version and unusable file in the order of PluginControl::List.
  Platforms Serving() const;
  std::vector<PluginVersion> Told() const;
  // The hash of the version of each plugin that serves.
  std::map<std::string, std::string> ServingVersions() const;
  // The version of one plugin that serves; nullptr: none does.
  const KnownVersion* ServingVersion(const std::string& plugin) const;

 private:
  // Beside the operator's choice, what a roll-back goes back to.
  struct Line {
    Choice choice;
    std::string serving;  // what served last, though nothing may serve now
    std::string previous;
    bool released = false;  // an operator took the choice away: what serves is not held this time
  };

  bool CountsOn(const KnownVersion& version, const Arrival& arrival) const;
  void SetUnusable(const std::string& file, std::vector<std::string> causes, SystemTime now);
  Choice ChoiceOf(const Line& line, const Succession& succession) const;
  std::optional<VersionNumber> FloorOf(const Line& line, const Succession& succession) const;
  void RememberWhatServed(const std::map<std::string, std::string>& serving);
  bool Keeps(const KnownVersion& version) const;

  uint64_t next_arrival_ = 1;
  std::map<uint64_t, KnownVersion> versions_;
  std::map<std::string, PluginVersion> unusable_;  // by file
  std::map<std::string, Line> lines_;              // by plugin
};

}  // namespace connection_advisor::lifecycle

#endif  // SERVICE_LIFECYCLE_PLUGIN_REGISTER_H_
