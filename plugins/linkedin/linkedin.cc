// LinkedIn is for staying connected with people you know professionally. A connection speaks for both of you, so two
// questions come before it: what would you say about their work if someone asked, and what would they say about yours?
#include "connection_advisor/platform_evaluator.h"

namespace {

using namespace connection_advisor;

// ---- Facts

enum class Connections : uint32_t { kBelowLimit, kAtLimit };

constexpr CutPoint connection_limit[] = {AtParameter("connection_limit")};

// The two questions.
constexpr auto my_assessment = Choice<Assessment>("relationship.my_assessment");
constexpr auto their_assessment = Choice<Assessment>("relationship.their_assessment");

// How you know them.
constexpr auto met_in_person = Boolean("relationship.met_in_person").Favourable().MemberCanAct();
constexpr auto worked_together = Choice<WorkedTogether>("relationship.worked_together").Favourable().MemberCanAct();
constexpr auto seen_their_work = Boolean("relationship.seen_their_work").Favourable().MemberCanAct();

// The invitation.
constexpr auto direction = Choice<Direction>("invitation.direction").Assumed(Direction::kIncoming);
constexpr auto personal_message = Boolean("invitation.personal_message").Favourable();
constexpr auto asks_for_referral = Boolean("invitation.asks_for_referral").Favourable().Assumed(false);
constexpr auto meeting_response =
    Choice<MeetingResponse>("invitation.meeting_response").Assumed(MeetingResponse::kNotOffered);

// Who they are, and where you stand.
constexpr auto is_recruiter = Boolean("candidate.is_recruiter").Favourable().Assumed(false);
constexpr auto actively_job_seeking = Boolean("member.actively_job_seeking").Favourable();
constexpr auto connection_count =
    Integer<Connections>("member.connection_count", connection_limit).Assumed(Connections::kBelowLimit).MemberCanAct();

// What only notes read.
constexpr auto personal_friend = Boolean("relationship.personal_friend").Assumed(false);
constexpr auto connected_elsewhere = Boolean("relationship.connected_elsewhere").Assumed(false);
constexpr auto politeness_only = Boolean("invitation.politeness_only").Assumed(false);

constexpr FactTable facts{my_assessment,    their_assessment,    met_in_person,        worked_together,
                          seen_their_work,  direction,           personal_message,     asks_for_referral,
                          meeting_response, is_recruiter,        actively_job_seeking, connection_count,
                          personal_friend,  connected_elsewhere, politeness_only};

// ---- Conditions

bool SpeaksWell(Case c) { return my_assessment(c) == Assessment::kPositive; }
bool SpeaksBadly(Case c) { return my_assessment(c) == Assessment::kNegative; }
bool NeitherWellNorBadly(Case c) { return my_assessment(c) == Assessment::kNeutral; }
bool NothingToSay(Case c) { return my_assessment(c) == Assessment::kNothingToSay; }

bool Incoming(Case c) { return direction(c) == Direction::kIncoming; }
bool Outgoing(Case c) { return direction(c) == Direction::kOutgoing; }

bool Known(Case c) { return met_in_person(c) || worked_together(c) != WorkedTogether::kNever; }

bool WorkedInPersonYetNeverMet(Case c) { return worked_together(c) == WorkedTogether::kInPerson && !met_in_person(c); }

bool AssessmentOutOfNowhere(Case c) { return !NothingToSay(c) && !Known(c) && !seen_their_work(c); }

bool AtConnectionLimit(Case c) { return connection_count(c) == Connections::kAtLimit; }

bool RecruiterForJobSeeker(Case c) { return Incoming(c) && is_recruiter(c) && actively_job_seeking(c); }

bool GoodWordNotReturned(Case c) { return SpeaksWell(c) && their_assessment(c) == Assessment::kNegative; }

bool KnownForGoodWork(Case c) { return SpeaksWell(c) && Known(c); }

bool MeetingTurnedDown(Case c) {
  const MeetingResponse response = meeting_response(c);
  return response == MeetingResponse::kRefused || response == MeetingResponse::kNoAnswer;
}

bool GoodWorkSeenFromAfar(Case c) { return SpeaksWell(c) && !Known(c) && seen_their_work(c); }

bool ReachesOut(Case c) { return Incoming(c) && (personal_message(c) || asks_for_referral(c)); }
bool ReachesOutUnmet(Case c) { return ReachesOut(c) && !met_in_person(c); }
bool ReachesOutHavingMet(Case c) { return ReachesOut(c) && met_in_person(c); }

bool FriendshipInPlaceOfEvidence(Case c) { return NothingToSay(c) && (personal_friend(c) || connected_elsewhere(c)); }

bool SecondQuestionOpen(Case c) {
  if (!KnownForGoodWork(c)) return false;
  const Assessment theirs = their_assessment(c);
  return theirs == Assessment::kNeutral || theirs == Assessment::kNothingToSay;
}

bool RecruiterOfPoorWork(Case c) { return RecruiterForJobSeeker(c) && SpeaksBadly(c); }

// ---- Rules: what can't be, then the twelve of which the first that holds decides, then the remarks

constexpr Rule rules[] = {
    Rule("worked_in_person_yet_never_met", WorkedInPersonYetNeverMet, kImpossible,
         "You can't have worked together in person without having met in person.")
        .Because("Working side by side is a way of meeting. If all of it was remote, you worked together virtually."),

    Rule("assessment_out_of_nowhere", AssessmentOutOfNowhere, kImpossible,
         "You can't judge the work of somebody whom you never met, never worked with and never saw at work.")
        .Because("A judgement needs something to rest on. Hearsay leaves you with nothing to say of your own."),

    Rule("connection_limit_reached", AtConnectionLimit, kDecline, "You have as many connections as LinkedIn allows.")
        .Because("The essay knows no such rule; this one is ours. LinkedIn stops at {connection_limit} connections, so "
                 "whoever it is, the button will not work.")
        .NextStep("Part with connections whose work you could not speak for, and then look at this again.")
        .Reply("{greeting}\n\nThank you for your invitation. My list of connections is as long as LinkedIn allows, so "
               "I can't add anybody at the moment. You can always reach me with a message.\n\n{closing}"),

    Rule("recruiter_while_job_seeking", RecruiterForJobSeeker, kConnect,
         "You are actively looking for a job, and a recruiter invites you.")
        .Because("This is the one exception: a recruiter's trade is to know people whom they have not worked with, and "
                 "while you look for a job a door that opens is worth more than a network that is tidy. It holds even "
                 "if you have never met or spoken.")
        .NextStep("Accept, thank them, and ask which positions they have in mind.")
        .Reply("{greeting}\n\nThank you for your invitation, I am glad to accept it. I am looking for a new position, "
               "and would like to hear which ones you are looking to fill. When would be a good time to talk?"
               "\n\n{closing}"),

    Rule("would_speak_badly", SpeaksBadly, kDecline, "You would speak badly of their work.")
        .Because("To be connected is to stand beside each other's names. If an honest answer about them would do harm, "
                 "the connection helps neither of you.")
        .NextStep("Leave it be. You owe nobody a reason.")
        .Reply("{greeting}\n\nThank you for your invitation. I keep my connections here to a small circle and will not "
               "add to it now. I wish you all the best.\n\n{closing}"),

    Rule("good_word_not_returned", GoodWordNotReturned, kDecline,
         "You would speak well of their work, but they would speak badly of yours.")
        .Because("What they say when somebody asks about you matters even more than what you would say. A connection "
                 "sends people to them to ask.")
        .NextStep("Leave it for now, and talk with them about what went wrong if the relationship is worth it to you.")
        .Reply("{greeting}\n\nThank you for your invitation. Before we connect here I would like to hear how you see "
               "the time when our paths crossed. If you feel like it, let us talk.\n\n{closing}"),

    Rule("known_for_good_work", KnownForGoodWork, kConnect,
         "You know each other, and you would speak well of their work.")
        .Because("This is what LinkedIn is for: you have met or worked together, remote or not, and if somebody asked, "
                 "you would gladly put your name beside theirs.")
        .NextStep("Accept their invitation, or send yours with a line about what you value in their work.")
        .Reply("{greeting}\n\nThank you for your invitation, I am glad to accept it. I think well of your work, and "
               "it will be good to stay in touch.\n\n{closing}"),

    Rule("meeting_turned_down", MeetingTurnedDown, kDecline, "You offered to meet, and they refused or never answered.")
        .Because("Whoever is serious about knowing you professionally finds an hour for it. Somebody who does not has "
                 "told you what the connection is worth to them.")
        .NextStep("Leave the invitation alone. Should they come back to your offer, look at this again.")
        .Reply(
            "{greeting}\n\nThank you for your invitation. I connect here with people whose work I have come to know, "
            "and so far we have had no chance to talk. If that changes, I am happy to hear from you.\n\n{closing}"),

    Rule("neither_well_nor_badly", NeitherWellNorBadly, kDecline,
         "You would speak neither well nor badly of their work.")
        .Because("A connection is read as a recommendation. If a shrug is the best you could honestly offer, that is "
                 "no reason to offer your name.")
        .NextStep("Leave it for now, and look at this again when you have seen more of what they can do.")
        .Reply("{greeting}\n\nThank you for your invitation. I connect here with the few people whose work I know very "
               "well, so I will leave it for now. I wish you every success.\n\n{closing}"),

    Rule("good_work_seen_from_afar", GoodWorkSeenFromAfar, kMeetFirst,
         "You have seen their work and would speak well of it, but you do not know each other.")
        .Because("You know what they can do, and they know nothing of you yet. One conversation turns an audience into "
                 "an acquaintance.")
        .NextStep("Tell them what impressed you, and suggest to meet.")
        .Reply("{greeting}\n\nThank you for your invitation. I have seen your work and was impressed by it. Before we "
               "connect I would like to get to know you: shall we meet over coffee, or have a call?\n\n{closing}"),

    Rule("reaches_out_unmet", ReachesOutUnmet, kMeetFirst,
         "They reached out with a word of their own or a request for a lead, and you have never met.")
        .Because("Somebody who takes the trouble to write, or to ask, deserves an answer, but you can't put your "
                 "reputation behind somebody you have never met. Offer your time: who is serious will take it up.")
        .NextStep("Offer to meet over coffee, and decide after that.")
        .Reply("{greeting}\n\nThank you for getting in touch. I would be glad to connect with you here. Let us meet "
               "over coffee first and talk about what you do and what you are looking for. When would suit you?"
               "\n\n{closing}"),

    Rule("reaches_out_having_met", ReachesOutHavingMet, kMeetFirst,
         "They reached out with a word of their own or a request for a lead, and you have met.")
        .Because("You know their face and perhaps their desk, and not yet their work. A talk about it gives you "
                 "something to say when somebody asks.")
        .NextStep("Suggest a talk about their work, and decide after that.")
        .Reply("{greeting}\n\nIt was good to hear from you after we met. I would be glad to connect here. Let us find "
               "half an hour first to talk about your work and what you are looking for, so that I know it better. "
               "When would suit you?\n\n{closing}"),

    Rule("outgoing_invitation", Outgoing, kMeetFirst, "The invitation would be yours, so the first step is too.")
        .Because("An invitation out of the blue asks a stranger to vouch for you. Give them something to go by, and "
                 "yourself as well.")
        .NextStep("Arrange to meet or talk about each other's work, and send the invitation after that."),

    Rule("name_and_desk", kOtherwise, kDecline,
         "You have nothing to say about their work, and they sent no word of their own.")
        .Because("A name, and perhaps where they sit, is not enough to answer for somebody. They may be excellent; you "
                 "would not know, and it is your reputation that you would lend.")
        .NextStep("Decline kindly, or let it rest until you know what they can do.")
        .Reply("{greeting}\n\nThank you for your invitation. I connect here with people whose work I know, and I do "
               "not know yours yet, so I will leave it for now. I hope we come across each other one day."
               "\n\n{closing}"),

    Rule("friendship_is_no_evidence", FriendshipInPlaceOfEvidence, kNote,
         "You are friends, or connected elsewhere, and have nothing to say about their work.")
        .Because("Liking somebody and being able to answer for their work are two different things. Ask yourself what "
                 "you know of them as a professional."),

    Rule("politeness_is_no_reason", Holds<politeness_only>, kNote,
         "You would accept only so as not to offend, and that is no reason.")
        .Because("A kind no hurts for a moment. A yes out of politeness stays beside your name."),

    Rule("second_question_open", SecondQuestionOpen, kNote,
         "You would speak well of their work, but they would have little to say about yours.")
        .Because("The second question, what they would say about you, is the one that matters more, and it has no good "
                 "answer yet. Show them what you do."),

    Rule("recruiter_of_poor_work", RecruiterOfPoorWork, kNote,
         "You know this recruiter's work and would speak badly of it.")
        .Because("The exception for recruiters is meant for those whom you do not know. This one you do: think twice "
                 "about whom you let speak for you."),
};

// ---- Texts for when no single rule is sure to be the reason

constexpr auto when_connect =
    NeutralText("What is known already speaks for connecting.", "Accept their invitation, or send yours.",
                "{greeting}\n\nThank you for your invitation, I am glad to accept it.\n\n{closing}");
constexpr auto when_meet_first =
    NeutralText("What is known already speaks for a conversation first.", "Suggest to meet, and decide after that.",
                "{greeting}\n\nThank you for your invitation. I would be glad to connect here. Let us talk first, over "
                "coffee or in "
                "a call, so that each of us knows what the other does.\n\n{closing}");
constexpr auto when_decline = NeutralText(
    "What is known already speaks against connecting.", "Decline kindly, or let it rest for now.",
    "{greeting}\n\nThank you for your invitation. I keep my connections here to a small circle and will leave it for "
    "now. I wish you all the best.\n\n{closing}");

constexpr auto letter = Letter("Hello {candidate},", "Hello,", "Best wishes,\n{member}", "Best wishes");

// What LinkedIn writes for those who write nothing themselves.
constexpr const char* stock_texts[] = {
    "I'd like to add you to my professional network on LinkedIn.",
    "I'd like to add you to my professional network.",
    "I'd like to connect with you on LinkedIn.",
    "I'd like to join your LinkedIn network.",
    "I'd like to join your professional network on LinkedIn.",
    "Please add me to your LinkedIn network.",
    "Please join my network on LinkedIn.",
    "Since you are a person I trust, I wanted to invite you to join my network on LinkedIn.",
};

// ---- Parameters

constexpr Parameter parameters[] = {
    {"connection_limit", "The number of connections that LinkedIn allows a member.",
     "LinkedIn Help, \"Network size limit\": at most 30,000 connections (the same since January 2018 at the latest)", 1,
     1000000, 30000},
};

// ---- Examples

constexpr ExampleTable examples{
    ExampleOf("a valued colleague, when no more connections are to be had",
              {my_assessment.Is(Assessment::kPositive), their_assessment.Is(Assessment::kPositive),
               met_in_person.Is(true), connection_count.Is(Connections::kAtLimit)},
              kDecline, "connection_limit_reached"),
    ExampleOf("a recruiter, while you look for a job", {is_recruiter.Is(true), actively_job_seeking.Is(true)}, kConnect,
              "recruiter_while_job_seeking"),
    ExampleOf("somebody whose work let you down", {my_assessment.Is(Assessment::kNegative)}, kDecline,
              "would_speak_badly"),
    ExampleOf("somebody you admire who thinks little of you",
              {my_assessment.Is(Assessment::kPositive), their_assessment.Is(Assessment::kNegative)}, kDecline,
              "good_word_not_returned"),
    ExampleOf("a colleague from another city",
              {my_assessment.Is(Assessment::kPositive), their_assessment.Is(Assessment::kPositive),
               worked_together.Is(WorkedTogether::kVirtually)},
              kConnect, "known_for_good_work"),
    ExampleOf("a speaker you met at a conference",
              {my_assessment.Is(Assessment::kPositive), their_assessment.Is(Assessment::kPositive),
               met_in_person.Is(true), worked_together.Is(WorkedTogether::kNever)},
              kConnect, "known_for_good_work"),
    ExampleOf("a stranger who had no time for coffee",
              {my_assessment.Is(Assessment::kNothingToSay), meeting_response.Is(MeetingResponse::kRefused)}, kDecline,
              "meeting_turned_down"),
    ExampleOf("a stranger who never came back to your offer",
              {my_assessment.Is(Assessment::kNothingToSay), meeting_response.Is(MeetingResponse::kNoAnswer)}, kDecline,
              "meeting_turned_down"),
    ExampleOf("a colleague whose work left no impression", {my_assessment.Is(Assessment::kNeutral)}, kDecline,
              "neither_well_nor_badly"),
    ExampleOf("a speaker whose talk you liked",
              {my_assessment.Is(Assessment::kPositive), their_assessment.Is(Assessment::kNothingToSay),
               met_in_person.Is(false), worked_together.Is(WorkedTogether::kNever)},
              kMeetFirst, "good_work_seen_from_afar"),
    ExampleOf("a nice letter from somebody you never met",
              {my_assessment.Is(Assessment::kNothingToSay), met_in_person.Is(false), personal_message.Is(true)},
              kMeetFirst, "reaches_out_unmet"),
    ExampleOf("a stranger who asks for a lead",
              {my_assessment.Is(Assessment::kNothingToSay), met_in_person.Is(false), asks_for_referral.Is(true)},
              kMeetFirst, "reaches_out_unmet"),
    ExampleOf("a nice letter from somebody you once shook hands with",
              {my_assessment.Is(Assessment::kNothingToSay), met_in_person.Is(true), personal_message.Is(true)},
              kMeetFirst, "reaches_out_having_met"),
    ExampleOf("somebody you would like to have in your network",
              {my_assessment.Is(Assessment::kNothingToSay), direction.Is(Direction::kOutgoing)}, kMeetFirst,
              "outgoing_invitation"),
    ExampleOf("a name and a desk",
              {my_assessment.Is(Assessment::kNothingToSay), met_in_person.Is(true), personal_message.Is(false)},
              kDecline, "name_and_desk"),
    ExampleOf("a friend whose work you do not know",
              {my_assessment.Is(Assessment::kNothingToSay), personal_message.Is(false), personal_friend.Is(true)},
              kDecline, "friendship_is_no_evidence"),
    ExampleOf("a contact from elsewhere whose work you do not know",
              {my_assessment.Is(Assessment::kNothingToSay), personal_message.Is(false), connected_elsewhere.Is(true)},
              kDecline, "friendship_is_no_evidence"),
    ExampleOf("somebody you would not like to offend",
              {my_assessment.Is(Assessment::kNothingToSay), personal_message.Is(false), politeness_only.Is(true)},
              kDecline, "politeness_is_no_reason"),
    ExampleOf("a former boss who hardly noticed you",
              {my_assessment.Is(Assessment::kPositive), their_assessment.Is(Assessment::kNothingToSay),
               met_in_person.Is(true)},
              kConnect, "second_question_open"),
    ExampleOf("a recruiter you have had trouble with, while you look for a job",
              {my_assessment.Is(Assessment::kNegative), is_recruiter.Is(true), actively_job_seeking.Is(true)}, kConnect,
              "recruiter_of_poor_work"),
};

constexpr advisor_evaluator linkedin =
    Evaluator("linkedin", "LinkedIn", "Staying connected with people you know professionally", 2)
        .Facts(facts)
        .Rules(rules)
        .WouldVouch(SpeaksWell)
        .NeutralTexts(when_connect, when_meet_first, when_decline)
        .Letter(letter)
        .StockTexts(stock_texts)
        .Parameters(parameters)
        .Examples(examples);

constexpr const advisor_evaluator* evaluators[] = {&linkedin};

}  // namespace

const advisor_plugin connection_advisor_plugin_v1 = connection_advisor::Plugin("linkedin", "1.0.0", evaluators);
