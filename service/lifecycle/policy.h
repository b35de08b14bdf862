// Which version of each plugin serves: a pure function of what is there and what the operator chose. How a version gets
// to serve is the catalog's.
//
//   - Of a plugin the highest version serves; of the same version, the one that came last.
//   - A pin lets one version serve whatever comes. A roll-back does so until something higher comes than what was
//     rolled back, and than whatever else was there.
//   - A hold lets one version serve whatever comes, also without an operator's word.
//   - Below a floor nothing serves but by the operator's word. There is one where going back must be asked for by name.
//   - A platform is served by one plugin. Of two plugins the one that served it first keeps it; a version of the other
//     that has it is refused.
#ifndef SERVICE_LIFECYCLE_POLICY_H_
#define SERVICE_LIFECYCLE_POLICY_H_

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "service/lifecycle/plugin_version.h"
#include "service/lifecycle/version_number.h"

namespace connection_advisor::lifecycle {

// What makes a version stand before another of the same plugin.
struct Rank {
  VersionNumber version;
  uint64_t arrival = 0;  // later is greater; no two versions have the same

  friend auto operator<=>(const Rank&, const Rank&) = default;
};

// A version that was compiled and proven, and is not retired.
struct Candidate {
  std::string plugin;
  std::string sha256;
  Rank rank;
  std::vector<std::string> platforms;
};

// The operator's word on a plugin. Without one, `version` is empty.
struct Choice {
  std::string version;               // the hash of the one that is to serve
  std::optional<Rank> until_beaten;  // a roll-back, until something has a higher rank than this; nothing: a pin
  std::string held;                  // the hash of one that goes before all; empty: no hold
  std::optional<VersionNumber> floor;
};

struct Placement {
  PluginState state = PluginState::kStandby;  // kServing, kStandby or kRefused
  std::string cause;                          // why it does not serve
  bool chosen = false;                        // it serves by the operator's word
};

// How what served last came to serve no more.
enum class Departure : uint8_t {
  kByWord,       // an operator retired it
  kByDirectory,  // its file was taken out of the directory, or a signature there is none that is trusted
  kByMishap,     // it could not be compiled or read when the server started
};

// Whether a lower version takes the place of what served last without an operator's word. Where signatures are
// required, whoever can write to the directory is not trusted to choose among what was signed once.
bool LeavesItsPlace(Departure departure, bool signatures_required);

// One placement for each candidate. `choices` by plugin; one for a version that is not there has no effect, but that
// what was rolled back does not serve.
std::vector<Placement> Place(std::span<const Candidate> candidates, const std::map<std::string, Choice>& choices);

}  // namespace connection_advisor::lifecycle

#endif  // SERVICE_LIFECYCLE_POLICY_H_
