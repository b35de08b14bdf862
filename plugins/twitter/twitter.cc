// Twitter is for meeting people whom you would like to meet. You need not know them yet: one good reason to be curious
// about them is enough, and everybody has reasons of their own.
#include "connection_advisor/platform_evaluator.h"

namespace {

using namespace connection_advisor;

// ---- Facts

enum class Followed : uint32_t { kWellBelowLimit, kNearLimit };

constexpr CutPoint near_limit[] = {AtParameter("followed_near_limit")};

constexpr auto same_profession = Boolean("affinity.same_profession").Favourable();
constexpr auto profession_of_interest = Boolean("affinity.profession_of_interest").Favourable();
constexpr auto renowned_in_field = Boolean("candidate.renowned_in_field").Favourable();
constexpr auto shared_passion = Boolean("affinity.shared_passion").Favourable();
constexpr auto fits_purpose = Boolean("affinity.fits_purpose").Favourable();
constexpr auto connection_count =
    Integer<Followed>("member.connection_count", near_limit).Assumed(Followed::kWellBelowLimit);

constexpr FactTable facts{same_profession, profession_of_interest, renowned_in_field,
                          shared_passion,  fits_purpose,           /* only the note reads */ connection_count};

// ---- Conditions

bool NearFollowLimit(Case c) { return connection_count(c) == Followed::kNearLimit; }

// ---- Rules: the first that holds decides

constexpr Rule rules[] = {
    Rule("same_profession", Holds<same_profession>, kConnect, "You share a profession.")
        .Because("Meeting others who do what you do is one of the best uses of Twitter, and it takes no introduction.")
        .NextStep("Follow them, and answer something they wrote about the work that you share."),

    Rule("profession_of_interest", Holds<profession_of_interest>, kConnect,
         "They work in a profession that interests you.")
        .Because("Curiosity about a profession is reason enough to listen to the people in it. You need not be one of "
                 "them, nor have met any.")
        .NextStep("Follow them, and ask what you have always wanted to know about their work."),

    Rule("renowned_in_field", Holds<renowned_in_field>, kConnect,
         "They are widely known as outstanding in their field.")
        .Because("On Twitter you may walk up to the best there are. Learning from them asks no more of them than they "
                 "already give.")
        .NextStep("Follow them, and speak up when you have something to add."),

    Rule("shared_passion", Holds<shared_passion>, kConnect, "You share a passion.")
        .Because("What you love outside work brings people together as well as any profession does.")
        .NextStep("Follow them, and say hello with what you both care about."),

    Rule("fits_purpose", Holds<fits_purpose>, kConnect, "They fit what you use Twitter for.")
        .Because("Everybody has a purpose of their own here, and yours is as good as any other.")
        .NextStep("Follow them, and let them know what brought you to them."),

    Rule("no_reason_to_meet", kOtherwise, kDecline, "Nothing says that you would like to meet them.")
        .Because("Nobody has to meet everybody, not even all who follow them. That this makes a no is our reading: "
                 "following costs nothing, and you are free to follow whomever you like.")
        .NextStep("Let it be for now, and follow them on the day they make you curious."),

    Rule("near_follow_limit", NearFollowLimit, kNote,
         "You follow at least {followed_near_limit} accounts, close to the 5,000 that anybody can follow freely.")
        .Because("Past 5,000, how many more you may follow depends on how many follow you. Part with a few accounts "
                 "that you no longer read before you come to that point."),
};

// ---- Texts for when no single rule is sure to be the reason

constexpr auto when_connect = NeutralText("There is a reason to meet them, whichever it turns out to be.",
                                          "Follow them, and say what made you curious.");
constexpr auto when_meet_first = NeutralText("What is known already speaks for a word with them first.",
                                             "Exchange a few words before you follow them.");
constexpr auto when_decline = NeutralText("What is known already gives no reason to meet them.", "Let it be for now.");

// ---- Parameters

constexpr Parameter parameters[] = {
    {"followed_near_limit",
     "The number of accounts followed at which the member is told that the limit of 5,000 is near.",
     "Nine tenths of the 5,000 accounts that every account can follow: X Help Center, \"About following on X\", "
     "March 2019",
     1, 5000, 4500},
};

// ---- Examples

constexpr ExampleTable examples{
    ExampleOf("a colleague you have never met", {same_profession.Is(true)}, kConnect, "same_profession"),
    ExampleOf("somebody whose work you would like to understand",
              {same_profession.Is(false), profession_of_interest.Is(true)}, kConnect, "profession_of_interest"),
    ExampleOf("one of the best in another field",
              {same_profession.Is(false), profession_of_interest.Is(false), renowned_in_field.Is(true)}, kConnect,
              "renowned_in_field"),
    ExampleOf("somebody who loves animals as you do",
              {same_profession.Is(false), profession_of_interest.Is(false), renowned_in_field.Is(false),
               shared_passion.Is(true)},
              kConnect, "shared_passion"),
    ExampleOf("somebody for a purpose of your own",
              {same_profession.Is(false), profession_of_interest.Is(false), renowned_in_field.Is(false),
               shared_passion.Is(false), fits_purpose.Is(true)},
              kConnect, "fits_purpose"),
    ExampleOf("a follower like any other",
              {same_profession.Is(false), profession_of_interest.Is(false), renowned_in_field.Is(false),
               shared_passion.Is(false), fits_purpose.Is(false)},
              kDecline, "no_reason_to_meet"),
    ExampleOf("somebody who follows a great many already",
              {same_profession.Is(true), connection_count.Is(Followed::kNearLimit)}, kConnect, "near_follow_limit"),
};

constexpr advisor_evaluator twitter = Evaluator("twitter", "Twitter", "Meeting people you would like to meet", 1)
                                          .Facts(facts)
                                          .Rules(rules)
                                          .NeutralTexts(when_connect, when_meet_first, when_decline)
                                          .Parameters(parameters)
                                          .Examples(examples);

constexpr const advisor_evaluator* evaluators[] = {&twitter};

}  // namespace

const advisor_plugin connection_advisor_plugin_v1 = connection_advisor::Plugin("twitter", "1.0.0", evaluators);
