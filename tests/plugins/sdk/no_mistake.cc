// What the files in mistakes/ get wrong, got right.
#include "connection_advisor/platform_evaluator.h"

namespace {

using namespace connection_advisor;  // NOLINT(google-build-using-namespace): as an author writes it

enum class Opinion : uint32_t { kNone, kBad, kSoSo, kGood };

constexpr auto met_in_person = Boolean("relationship.met_in_person");
constexpr auto worked_together = Choice<WorkedTogether>("relationship.worked_together");
constexpr auto my_assessment = Choice<Assessment>("relationship.my_assessment");
constexpr auto their_assessment = Choice<Opinion>("relationship.their_assessment");
constexpr auto direction = Choice<Direction>("invitation.direction");
constexpr auto meeting_response = Choice<MeetingResponse>("invitation.meeting_response");
constexpr FactTable facts{met_in_person, worked_together, my_assessment, their_assessment, direction, meeting_response};

}  // namespace
