#include "service/edge/shadow_messages.h"

#include "service/edge/plugin_messages.h"

namespace connection_advisor::edge {
namespace {

admin::v1::ShadowAnswer AnswerOf(platform::ShadowAnswer answer) {
  using platform::ShadowAnswer;
  switch (answer) {
    case ShadowAnswer::kDecline:
      return admin::v1::SHADOW_ANSWER_DECLINE;
    case ShadowAnswer::kMeetFirst:
      return admin::v1::SHADOW_ANSWER_MEET_FIRST;
    case ShadowAnswer::kConnect:
      return admin::v1::SHADOW_ANSWER_CONNECT;
    case ShadowAnswer::kNeedsInformation:
      return admin::v1::SHADOW_ANSWER_NEEDS_INFORMATION;
    case ShadowAnswer::kContradictory:
      return admin::v1::SHADOW_ANSWER_CONTRADICTORY;
    case ShadowAnswer::kRefused:
      return admin::v1::SHADOW_ANSWER_REFUSED;
  }
  return admin::v1::SHADOW_ANSWER_UNSPECIFIED;
}

void ToMessage(const platform::ShadowClass& change, admin::v1::AnswerChange* message) {
  message->set_serving(AnswerOf(change.serving));
  message->set_shadow(AnswerOf(change.shadow));
  message->set_requests(change.requests);
  message->set_request_to_serving(change.request_to_serving);
  message->set_request_to_shadow(change.request_to_shadow);
}

}  // namespace

void ToMessage(const lifecycle::ShadowReport& report, admin::v1::Shadow* message) {
  ToMessage(report.serving, message->mutable_serving());
  ToMessage(report.shadow, message->mutable_shadow());
  *message->mutable_since() = ToTimestamp(report.since);
  message->set_requests(report.requests);
  message->set_changed(report.changed);
  for (const lifecycle::ShadowReport::OfPlatform& platform : report.platforms) {
    admin::v1::PlatformShadow* row = message->add_platforms();
    row->set_platform(platform.platform);
    row->set_requests(platform.tally.requests);
    row->set_changed(platform.tally.changed);
    for (const platform::ShadowClass& change : platform.tally.changes) ToMessage(change, row->add_changes());
  }
  message->set_held_back(report.held_back);
}

}  // namespace connection_advisor::edge
