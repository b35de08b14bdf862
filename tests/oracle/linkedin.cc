#include "tests/oracle/bundled_platforms.h"

namespace connection_advisor::oracle {
namespace {

// Positions of the facts, in declared order.
enum {
  kMine,
  kTheirs,
  kMet,
  kWorked,
  kSeen,
  kDirection,
  kPersonalMessage,
  kReferral,
  kMeeting,
  kRecruiter,
  kSeeking,
  kCount,
  kFriend,
  kElsewhere,
  kPoliteness
};

enum { kNothingToSay, kNegative, kNeutral, kPositive };
enum { kNever, kVirtually, kInPerson };
enum { kIncoming, kOutgoing };
enum { kNotOffered, kAccepted, kRefused, kNoAnswer };
enum { kBelowLimit, kAtLimit };

bool Known(const Case& c) { return c[kMet] || c[kWorked] == kVirtually || c[kWorked] == kInPerson; }

bool RecruiterForJobSeeker(const Case& c) { return c[kDirection] == kIncoming && c[kRecruiter] && c[kSeeking]; }

bool Approaches(const Case& c) { return c[kDirection] == kIncoming && (c[kPersonalMessage] || c[kReferral]); }

}  // namespace

PlatformTable LinkedIn() {
  const std::vector<std::string> assessment = {"NOTHING_TO_SAY", "NEGATIVE", "NEUTRAL", "POSITIVE"};
  PlatformTable t;
  t.id = "linkedin";
  t.significance = 2;
  t.facts = {
      Choice("relationship.my_assessment", assessment),
      Choice("relationship.their_assessment", assessment),
      MemberCanAct(Favourable(Boolean("relationship.met_in_person"))),
      MemberCanAct(Favourable(Choice("relationship.worked_together", {"NEVER", "VIRTUALLY", "IN_PERSON"}))),
      MemberCanAct(Favourable(Boolean("relationship.seen_their_work"))),
      Choice("invitation.direction", {"INCOMING", "OUTGOING"}, kIncoming),
      Favourable(Boolean("invitation.personal_message")),
      Favourable(Boolean("invitation.asks_for_referral", false)),
      Choice("invitation.meeting_response", {"NOT_OFFERED", "ACCEPTED", "REFUSED", "NO_ANSWER"}, kNotOffered),
      Favourable(Boolean("candidate.is_recruiter", false)),
      Favourable(Boolean("member.actively_job_seeking")),
      MemberCanAct(Integer("member.connection_count", {30000}, kBelowLimit)),
      NotesOnly(Boolean("relationship.personal_friend", false)),
      NotesOnly(Boolean("relationship.connected_elsewhere", false)),
      NotesOnly(Boolean("invitation.politeness_only", false)),
  };
  t.impossible = {
      {"i1", "worked_in_person_yet_never_met", [](const Case& c) { return c[kWorked] == kInPerson && !c[kMet]; }},
      {"i2", "assessment_out_of_nowhere",
       [](const Case& c) { return c[kMine] != kNothingToSay && !Known(c) && !c[kSeen]; }},
  };
  t.rules = {
      {"1", "connection_limit_reached", Verdict::kDecline, [](const Case& c) { return c[kCount] == kAtLimit; }},
      {"2", "recruiter_while_job_seeking", Verdict::kConnect, RecruiterForJobSeeker},
      {"3", "would_speak_badly", Verdict::kDecline, [](const Case& c) { return c[kMine] == kNegative; }},
      {"4", "good_word_not_returned", Verdict::kDecline,
       [](const Case& c) { return c[kMine] == kPositive && c[kTheirs] == kNegative; }},
      {"5", "known_for_good_work", Verdict::kConnect, [](const Case& c) { return Known(c) && c[kMine] == kPositive; }},
      {"6", "meeting_turned_down", Verdict::kDecline,
       [](const Case& c) { return c[kMeeting] == kRefused || c[kMeeting] == kNoAnswer; }},
      {"7", "neither_well_nor_badly", Verdict::kDecline, [](const Case& c) { return c[kMine] == kNeutral; }},
      {"8", "good_work_seen_from_afar", Verdict::kMeetFirst,
       [](const Case& c) { return !Known(c) && c[kSeen] && c[kMine] == kPositive; }},
      {"9", "reaches_out_unmet", Verdict::kMeetFirst, [](const Case& c) { return Approaches(c) && !c[kMet]; }},
      {"10", "reaches_out_having_met", Verdict::kMeetFirst, [](const Case& c) { return Approaches(c) && c[kMet]; }},
      {"11", "outgoing_invitation", Verdict::kMeetFirst, [](const Case& c) { return c[kDirection] == kOutgoing; }},
      {"12", "name_and_desk", Verdict::kDecline, nullptr},
  };
  t.notes = {
      {"n1", "friendship_is_no_evidence",
       [](const Case& c) { return (c[kFriend] || c[kElsewhere]) && c[kMine] == kNothingToSay; }},
      {"n2", "politeness_is_no_reason", [](const Case& c) { return c[kPoliteness] != 0; }},
      {"n3", "second_question_open",
       [](const Case& c) {
         return Known(c) && c[kMine] == kPositive && (c[kTheirs] == kNeutral || c[kTheirs] == kNothingToSay);
       }},
      {"n4", "recruiter_of_poor_work", [](const Case& c) { return RecruiterForJobSeeker(c) && c[kMine] == kNegative; }},
  };
  t.would_vouch = [](const Case& c) { return c[kMine] == kPositive; };
  return t;
}

}  // namespace connection_advisor::oracle
