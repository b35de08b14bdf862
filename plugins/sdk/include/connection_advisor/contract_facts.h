/* The facts that every request has a field for: the one table that service and plugins both read. C11 and C++17.
 *
 * A fact's id is the path of its field in connection_advisor.v1.AdviseRequest. Values are the short names of the
 * field's enum, in declared order. A plugin carries the values as it was built; the host maps them by name, and a value
 * that an older plugin does not know counts as unknown for it. New facts and values are added at the end.
 */
#ifndef CONNECTION_ADVISOR_CONTRACT_FACTS_H_
#define CONNECTION_ADVISOR_CONTRACT_FACTS_H_

#include "connection_advisor/plugin_abi.h"

#ifdef __cplusplus
#define ADVISOR_CONTRACT_TABLE inline constexpr
#else
#define ADVISOR_CONTRACT_TABLE static
#endif

typedef struct advisor_contract_fact {
  const char* id;
  uint32_t kind;             /* as advisor_fact.kind */
  uint32_t value_count;      /* choices only */
  const char* const* values; /* choices only */
  const char* value_prefix;  /* choices only: of the enum's full names, "ASSESSMENT_" */
  const char* question;
} advisor_contract_fact;

ADVISOR_CONTRACT_TABLE const char* const advisor_worked_together_values[] = {"NEVER", "VIRTUALLY", "IN_PERSON"};
ADVISOR_CONTRACT_TABLE const char* const advisor_assessment_values[] = {"NOTHING_TO_SAY", "NEGATIVE", "NEUTRAL",
                                                                        "POSITIVE"};
ADVISOR_CONTRACT_TABLE const char* const advisor_direction_values[] = {"INCOMING", "OUTGOING"};
ADVISOR_CONTRACT_TABLE const char* const advisor_meeting_response_values[] = {"NOT_OFFERED", "ACCEPTED", "REFUSED",
                                                                              "NO_ANSWER"};
/* C has no nullptr. NOLINTBEGIN(modernize-use-nullptr) */
ADVISOR_CONTRACT_TABLE const advisor_contract_fact advisor_contract_facts[] = {
    {"member.actively_job_seeking", ADVISOR_BOOLEAN, 0, 0, 0, "Are you actively looking for a job?"},
    {"member.connection_count", ADVISOR_INTEGER, 0, 0, 0, "How many connections do you have on this platform?"},
    {"candidate.is_recruiter", ADVISOR_BOOLEAN, 0, 0, 0, "Do they recruit people for jobs?"},
    {"candidate.renowned_in_field", ADVISOR_BOOLEAN, 0, 0, 0, "Are they widely known as outstanding in their field?"},
    {"relationship.met_in_person", ADVISOR_BOOLEAN, 0, 0, 0, "Have you met in person?"},
    {"relationship.worked_together", ADVISOR_CHOICE, 3, advisor_worked_together_values, "WORKED_TOGETHER_",
     "Have you worked together, virtually or in person?"},
    {"relationship.seen_their_work", ADVISOR_BOOLEAN, 0, 0, 0,
     "Have you seen what they can do, at an event for example?"},
    {"relationship.my_assessment", ADVISOR_CHOICE, 4, advisor_assessment_values, "ASSESSMENT_",
     "What would you say about their work if someone asked you?"},
    {"relationship.their_assessment", ADVISOR_CHOICE, 4, advisor_assessment_values, "ASSESSMENT_",
     "What would they say about your work if someone asked them?"},
    {"relationship.personal_friend", ADVISOR_BOOLEAN, 0, 0, 0, "Are you friends in private life?"},
    {"relationship.connected_elsewhere", ADVISOR_BOOLEAN, 0, 0, 0, "Are you connected on another platform?"},
    {"affinity.same_profession", ADVISOR_BOOLEAN, 0, 0, 0, "Do you share a profession?"},
    {"affinity.profession_of_interest", ADVISOR_BOOLEAN, 0, 0, 0, "Do they work in a profession that interests you?"},
    {"affinity.shared_passion", ADVISOR_BOOLEAN, 0, 0, 0, "Do you share a passion?"},
    {"affinity.fits_purpose", ADVISOR_BOOLEAN, 0, 0, 0, "Do they fit a purpose of yours on this platform?"},
    {"invitation.direction", ADVISOR_CHOICE, 2, advisor_direction_values, "DIRECTION_",
     "Who sends the invitation: do they invite you, or do you invite them?"},
    {"invitation.personal_message", ADVISOR_BOOLEAN, 0, 0, 0, "Did they write you a personal message?"},
    {"invitation.asks_for_referral", ADVISOR_BOOLEAN, 0, 0, 0, "Do they ask you for a lead or a referral?"},
    {"invitation.meeting_response", ADVISOR_CHOICE, 4, advisor_meeting_response_values, "MEETING_RESPONSE_",
     "How did they take your offer to meet first?"},
    {"invitation.politeness_only", ADVISOR_BOOLEAN, 0, 0, 0, "Would you accept only so as not to offend?"},
}; /* NOLINTEND(modernize-use-nullptr) */

enum { ADVISOR_CONTRACT_FACT_COUNT = sizeof(advisor_contract_facts) / sizeof(advisor_contract_facts[0]) };

#undef ADVISOR_CONTRACT_TABLE

#endif /* CONNECTION_ADVISOR_CONTRACT_FACTS_H_ */
