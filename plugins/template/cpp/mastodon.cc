// Mastodon is a neighbourhood that you choose: follow people whom you can understand and who have something to say.
//
// A starter. Rename it, state your facts, write your rules; the compiler and `advisor-plugin check` tell you the rest.
#include "connection_advisor/platform_evaluator.h"

namespace {

using namespace connection_advisor;

// ---- Facts: what the rules may know. Two of the contract, three that only this platform knows.

enum class Posts : uint32_t { kNone, kSome, kMany };

constexpr CutPoint posts_parts[] = {At(1), AtParameter("many_posts")};

constexpr auto personal_friend = Boolean("relationship.personal_friend").Favourable();
constexpr auto shared_passion = Boolean("affinity.shared_passion").Favourable();
constexpr auto common_language =
    OwnBoolean("mastodon.common_language", "Do they write in a language that you read?").Favourable().Assumed(true);
constexpr auto posts_last_month =
    OwnInteger<Posts>("mastodon.posts_last_month", "How many posts did they write in the last month?", posts_parts)
        .Favourable();
constexpr auto same_server =
    OwnBoolean("mastodon.same_server", "Are you at home on the same server?").Favourable().MemberCanAct();

constexpr FactTable facts{personal_friend, shared_passion, common_language, posts_last_month, same_server};

// ---- Conditions: ordinary code over the facts of one case. Each says all that the summary of its rule says.

bool NoCommonLanguage(Case c) { return !common_language(c); }
bool Silent(Case c) { return posts_last_month(c) == Posts::kNone; }
bool WritesALot(Case c) { return posts_last_month(c) == Posts::kMany; }
bool NeighbourWhoWrites(Case c) { return same_server(c) && !Silent(c); }

// ---- Rules: the first that holds decides. A note decides nothing and adds its remark where it holds.

constexpr Rule rules[] = {
    Rule("friend", Holds<personal_friend>, kConnect, "You are friends in private life.")
        .Because("Friends are good company on any server, however little they write.")
        .NextStep("Follow them."),
    Rule("no_common_language", NoCommonLanguage, kDecline, "They write in a language that you do not read.")
        .Because("You would see their posts and understand none of them.")
        .NextStep("Let it be, or try the translation under their posts first."),
    Rule("silent", Silent, kDecline, "They have written nothing for a month.")
        .Because("Following somebody who is not there brings you nothing to read.")
        .NextStep("Bookmark their profile, and look in again in a while."),
    Rule("shared_passion", Holds<shared_passion>, kConnect, "You share a passion.")
        .Because("What you both love is the best thing to read about, and to talk about.")
        .NextStep("Follow them, and answer a post of theirs."),
    Rule("neighbour", NeighbourWhoWrites, kMeetFirst, "You are neighbours on the same server, and they write.")
        .Because("Neighbours meet on the local timeline. A few words there tell you whether you want more of them.")
        .NextStep("Answer one of their posts, and follow them if a conversation comes of it."),
    Rule("stranger", kOtherwise, kDecline, "Nothing says yet that you would enjoy what they write.")
        .Because("A home timeline stays worth reading as long as you choose whom you let into it.")
        .NextStep("Let it be for now."),

    Rule("writes_a_lot", WritesALot, kNote, "They write {many_posts} posts a month or more.")
        .Because("So many posts can crowd out the others in your home timeline. A list keeps them apart."),
};

// ---- Texts for when no single rule is sure to be the reason

constexpr auto when_connect = NeutralText("What is known already speaks for following them.", "Follow them.");
constexpr auto when_meet_first =
    NeutralText("What is known already speaks for a word with them first.", "Answer one of their posts first.");
constexpr auto when_decline = NeutralText("What is known already speaks against following them.", "Let it be for now.");

// ---- Parameters: numbers that whoever runs the service may set

constexpr Parameter parameters[] = {
    {"many_posts", "Posts a month from which on somebody writes a lot.", "One a day: our choice, November 2026", 2,
     100000, 30},
};

// ---- Examples: for every rule and note one, proven before the plugin serves

constexpr ExampleTable examples{
    ExampleOf("a friend", {personal_friend.Is(true)}, kConnect, "friend"),
    ExampleOf("somebody who writes in a language that you do not read",
              {personal_friend.Is(false), common_language.Is(false)}, kDecline, "no_common_language"),
    ExampleOf("an account left behind", {personal_friend.Is(false), posts_last_month.Is(Posts::kNone)}, kDecline,
              "silent"),
    ExampleOf("somebody who loves birds too",
              {personal_friend.Is(false), posts_last_month.Is(Posts::kSome), shared_passion.Is(true)}, kConnect,
              "shared_passion"),
    ExampleOf(
        "a neighbour",
        {personal_friend.Is(false), posts_last_month.Is(Posts::kSome), shared_passion.Is(false), same_server.Is(true)},
        kMeetFirst, "neighbour"),
    ExampleOf(
        "somebody on a server far away",
        {personal_friend.Is(false), posts_last_month.Is(Posts::kSome), shared_passion.Is(false), same_server.Is(false)},
        kDecline, "stranger"),
    ExampleOf("a friend with a lot to say", {personal_friend.Is(true), posts_last_month.Is(Posts::kMany)}, kConnect,
              "writes_a_lot"),
};

constexpr advisor_evaluator mastodon = Evaluator("mastodon", "Mastodon", "Good company in a place of your choice", 1)
                                           .Facts(facts)
                                           .Rules(rules)
                                           .NeutralTexts(when_connect, when_meet_first, when_decline)
                                           .Parameters(parameters)
                                           .Examples(examples);

constexpr const advisor_evaluator* evaluators[] = {&mastodon};

}  // namespace

const advisor_plugin connection_advisor_plugin_v1 = connection_advisor::Plugin("mastodon", "1.0.0", evaluators);
