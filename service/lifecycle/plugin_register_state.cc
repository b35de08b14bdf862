// The register as it is remembered from one process to the next.
#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "service/lifecycle/plugin_register.h"

namespace connection_advisor::lifecycle {
namespace {

using google::protobuf::util::TimeUtil;

google::protobuf::Timestamp ToTimestamp(SystemTime time) {
  return TimeUtil::NanosecondsToTimestamp(
      std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count());
}

SystemTime FromTimestamp(const google::protobuf::Timestamp& timestamp) {
  return SystemTime(std::chrono::duration_cast<SystemTime::duration>(
      std::chrono::nanoseconds(TimeUtil::TimestampToNanoseconds(timestamp))));
}

// Nothing where none has that name: an older release wrote none.
std::optional<PluginState> StateNamed(const std::string& name) {
  const auto found = std::find(kPluginStateNames.begin(), kPluginStateNames.end(), name);
  if (found == kPluginStateNames.end()) return std::nullopt;
  return static_cast<PluginState>(found - kPluginStateNames.begin());
}

}  // namespace

PluginRegister PluginRegister::FromState(const state::v1::PluginState& state) {
  PluginRegister all;
  for (const state::v1::KnownVersion& row : state.versions()) {
    KnownVersion version;
    version.arrival = row.arrival();
    version.retirement = static_cast<Retirement>(row.retirement());
    PluginVersion& told = version.told;
    told.sha256 = row.sha256();
    told.file = row.file();
    version.accepted = true;
    version.by_word = row.uploaded() || row.by_word();
    told.origin = row.uploaded() ? PluginOrigin::kUpload : PluginOrigin::kDirectory;
    told.plugin = row.plugin();
    told.version = row.version();
    told.since = FromTimestamp(row.since());
    version.rested = StateNamed(row.state());
    all.next_arrival_ = std::max(all.next_arrival_, row.arrival() + 1);
    all.versions_.emplace(row.arrival(), std::move(version));
  }
  for (const state::v1::PluginChoice& row : state.choices()) {
    Line& line = all.lines_[row.plugin()];
    line.choice.version = row.version();
    // Older releases did not write it down.
    if (KnownVersion* chosen = all.Find(row.version()); chosen != nullptr) chosen->by_word = true;
    if (row.has_rolled_back()) {
      line.choice.until_beaten = Rank{VersionNumber::Parse(row.rolled_back().version()).value_or(VersionNumber()),
                                      row.rolled_back().arrival()};
    }
    line.serving = row.serving();
    line.previous = row.previous();
  }
  return all;
}

state::v1::PluginState PluginRegister::ToState() const {
  state::v1::PluginState state;
  for (const auto& [arrival, version] : versions_) {
    if (!version.accepted) continue;
    const PluginVersion& told = version.told;
    state::v1::KnownVersion* row = state.add_versions();
    row->set_sha256(told.sha256);
    row->set_file(told.file);
    row->set_uploaded(told.origin == PluginOrigin::kUpload);
    row->set_by_word(version.by_word);
    row->set_arrival(arrival);
    row->set_plugin(told.plugin);
    row->set_version(told.version);
    row->set_retirement(static_cast<state::v1::Retirement>(version.retirement));
    *row->mutable_since() = ToTimestamp(told.since);
    if (version.rested) row->set_state(NameOf(*version.rested));
  }
  for (const auto& [plugin, line] : lines_) {
    state::v1::PluginChoice* row = state.add_choices();
    row->set_plugin(plugin);
    row->set_version(line.choice.version);
    if (line.choice.until_beaten) {
      row->mutable_rolled_back()->set_version(ToString(line.choice.until_beaten->version));
      row->mutable_rolled_back()->set_arrival(line.choice.until_beaten->arrival);
    }
    row->set_serving(line.serving);
    row->set_previous(line.previous);
  }
  return state;
}

}  // namespace connection_advisor::lifecycle
