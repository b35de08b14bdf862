#include "service/edge/plugin_messages.h"

#include <google/protobuf/util/time_util.h>

#include <chrono>

namespace connection_advisor::edge {
namespace {

using google::protobuf::util::TimeUtil;
using lifecycle::PluginOrigin;
using lifecycle::PluginState;

admin::v1::PluginState StateOf(PluginState state) {
  switch (state) {
    case PluginState::kDiscovered:
      return admin::v1::PLUGIN_STATE_DISCOVERED;
    case PluginState::kInspected:
      return admin::v1::PLUGIN_STATE_INSPECTED;
    case PluginState::kCompiling:
      return admin::v1::PLUGIN_STATE_COMPILING;
    case PluginState::kServing:
      return admin::v1::PLUGIN_STATE_SERVING;
    case PluginState::kStandby:
      return admin::v1::PLUGIN_STATE_STANDBY;
    case PluginState::kRetired:
      return admin::v1::PLUGIN_STATE_RETIRED;
    case PluginState::kRefused:
      return admin::v1::PLUGIN_STATE_REFUSED;
  }
  return admin::v1::PLUGIN_STATE_UNSPECIFIED;
}

admin::v1::PluginOrigin OriginOf(PluginOrigin origin) {
  switch (origin) {
    case PluginOrigin::kDirectory:
      return admin::v1::PLUGIN_ORIGIN_DIRECTORY;
    case PluginOrigin::kUpload:
      return admin::v1::PLUGIN_ORIGIN_UPLOAD;
  }
  return admin::v1::PLUGIN_ORIGIN_UNSPECIFIED;
}

int64_t Nanoseconds(std::chrono::nanoseconds duration) { return duration.count(); }

}  // namespace

google::protobuf::Timestamp ToTimestamp(std::chrono::system_clock::time_point time) {
  return TimeUtil::NanosecondsToTimestamp(Nanoseconds(time.time_since_epoch()));
}

void ToMessage(const lifecycle::PluginVersion& version, admin::v1::PluginVersion* message) {
  message->set_plugin(version.plugin);
  message->set_version(version.version);
  message->set_sha256(version.sha256);
  message->set_file(version.file);
  message->set_origin(OriginOf(version.origin));
  message->set_state(StateOf(version.state));
  *message->mutable_since() = ToTimestamp(version.since);
  message->mutable_causes()->Assign(version.causes.begin(), version.causes.end());
  message->mutable_platforms()->Assign(version.platforms.begin(), version.platforms.end());
  message->set_pinned(version.pinned);
  message->mutable_walls()->Assign(version.walls.begin(), version.walls.end());
  message->set_signed_by(version.signed_by);
  message->set_signature_fault(version.signature_fault);
  *message->mutable_compile_time() = TimeUtil::NanosecondsToDuration(Nanoseconds(version.compile_time));
  message->set_cached(version.cached);
  message->mutable_denied_calls()->Assign(version.denied_calls.begin(), version.denied_calls.end());
}

}  // namespace connection_advisor::edge
