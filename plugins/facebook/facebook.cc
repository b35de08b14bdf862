// Facebook is for friends. Whether you know their work does not come into it, and neither does who else they are.
#include "connection_advisor/platform_evaluator.h"

namespace {

using namespace connection_advisor;

// ---- Facts

enum class Friends : uint32_t { kBelowLimit, kAtLimit };

constexpr CutPoint friend_limit[] = {AtParameter("friend_limit")};

constexpr auto connection_count =
    Integer<Friends>("member.connection_count", friend_limit).Assumed(Friends::kBelowLimit).MemberCanAct();
constexpr auto personal_friend = Boolean("relationship.personal_friend");
constexpr auto worked_together = Choice<WorkedTogether>("relationship.worked_together").Assumed(WorkedTogether::kNever);

constexpr FactTable facts{connection_count, personal_friend, /* only the note reads */ worked_together};

// ---- Conditions

bool AtFriendLimit(Case c) { return connection_count(c) == Friends::kAtLimit; }

bool ColleagueAndNoFriend(Case c) { return worked_together(c) != WorkedTogether::kNever && !personal_friend(c); }

// ---- Rules: the first that holds decides

constexpr Rule rules[] = {
    Rule("friend_limit_reached", AtFriendLimit, kDecline, "You have as many friends as Facebook allows.")
        .Because("A profile holds at most {friend_limit} friends, so one more is not to be had before another leaves.")
        .NextStep("Make room first, by parting with somebody you no longer hear from, and then look at this again."),

    Rule("personal_friend", Holds<personal_friend>, kConnect, "You are friends in private life.")
        .Because("Friends are what Facebook is for. Nobody will ask you here what you think of their work.")
        .NextStep("Accept their request, or send yours."),

    Rule("not_a_friend", kOtherwise, kDecline, "Nothing says that the two of you are friends.")
        .Because("What people share here is meant for friends. Somebody you only know by name, or from work, is better "
                 "met where that is the purpose.")
        .NextStep("Leave the request alone, or get to know each other first and come back as friends."),

    Rule("colleague_not_friend", ColleagueAndNoFriend, kNote,
         "You have worked together without being friends, so another platform fits this contact better.")
        .Because("A professional contact belongs where your profession is the subject, LinkedIn for one. Holiday "
                 "pictures tell neither of you anything about the other's work."),
};

// ---- Texts for when no single rule is sure to be the reason

constexpr auto when_connect =
    NeutralText("What is known already speaks for being friends here.", "Accept their request, or send yours.");
constexpr auto when_meet_first = NeutralText("What is known already speaks for getting to know each other first.",
                                             "Spend some time together before you become friends here.");
constexpr auto when_decline =
    NeutralText("What is known already speaks against being friends here.", "Leave the request alone for now.");

// ---- Parameters

constexpr Parameter parameters[] = {
    {"friend_limit", "The number of friends that Facebook allows a profile.",
     "Facebook Help Center: a profile has at most 5,000 friends (the same since 2010 at the latest)", 1, 1000000, 5000},
};

// ---- Examples

constexpr ExampleTable examples{
    ExampleOf("a friend", {personal_friend.Is(true)}, kConnect, "personal_friend"),
    ExampleOf("a friend too many", {connection_count.Is(Friends::kAtLimit), personal_friend.Is(true)}, kDecline,
              "friend_limit_reached"),
    ExampleOf("somebody who is no friend", {personal_friend.Is(false)}, kDecline, "not_a_friend"),
    ExampleOf("a colleague who is no friend",
              {personal_friend.Is(false), worked_together.Is(WorkedTogether::kInPerson)}, kDecline,
              "colleague_not_friend"),
};

constexpr advisor_evaluator facebook = Evaluator("facebook", "Facebook", "Staying close to your friends", 1)
                                           .Facts(facts)
                                           .Rules(rules)
                                           .NeutralTexts(when_connect, when_meet_first, when_decline)
                                           .Parameters(parameters)
                                           .Examples(examples);

constexpr const advisor_evaluator* evaluators[] = {&facebook};

}  // namespace

const advisor_plugin connection_advisor_plugin_v1 = connection_advisor::Plugin("facebook", "1.0.0", evaluators);
