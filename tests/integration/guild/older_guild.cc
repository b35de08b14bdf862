// The guild as a version of it was that is older than the contract: it has no use for the trade that two people share,
// nor a word for having worked together in person.
#include "connection_advisor/platform_evaluator.h"

namespace {

using namespace connection_advisor;

enum class Rank : uint32_t { kNone, kApprentice, kJourneyman, kMaster };
enum class Years : uint32_t { kFew, kSome, kMany };
enum class Feuds : uint32_t { kNone, kSome };
enum class WorkedBefore : uint32_t { kNever, kVirtually };

constexpr const char* rank_values[] = {"NONE", "APPRENTICE", "JOURNEYMAN", "MASTER"};
constexpr const char* worked_values[] = {"NEVER", "VIRTUALLY"};
constexpr CutPoint years_parts[] = {At(3), At(10)};
constexpr CutPoint feuds_parts[] = {At(1)};

constexpr auto rank = OwnChoice<Rank>("guild.rank", "What is their rank in the guild?", rank_values);
// The SDK of today has all of the contract's values.
constexpr Fact<WorkedBefore> worked_together{
    internal::ChoiceRow("relationship.worked_together", nullptr, worked_values, 2)};
constexpr auto years = OwnInteger<Years>("guild.years", "For how many years have they worked at it?", years_parts);
constexpr auto sponsored = OwnBoolean("guild.sponsored", "Does a master speak for them?").Assumed(false);
constexpr auto dues_paid = OwnBoolean("guild.dues_paid", "Have they paid their dues?").Assumed(true);
constexpr auto feuds =
    OwnInteger<Feuds>("guild.feuds", "How many feuds do they carry on?", feuds_parts).Assumed(Feuds::kNone);

constexpr FactTable facts{rank, worked_together, years, sponsored, dues_paid, feuds};

bool OwesDues(Case c) { return rank(c) != Rank::kNone && !dues_paid(c); }
bool Master(Case c) { return rank(c) == Rank::kMaster; }
bool FromAfar(Case c) { return worked_together(c) == WorkedBefore::kVirtually; }
bool Seasoned(Case c) { return years(c) == Years::kMany; }
bool Quarrelsome(Case c) { return feuds(c) == Feuds::kSome; }

constexpr Rule rules[] = {
    Rule("owes_dues", OwesDues, kDecline, "They owe the guild their dues.")
        .Because("Who does not pay is not to be counted on.")
        .NextStep("Wait until they have paid."),
    Rule("master", Master, kConnect, "They are a master.")
        .Because("A master's word carries far.")
        .NextStep("Ask for their hand."),
    Rule("sponsored", Holds<sponsored>, kConnect, "A master speaks for them.")
        .Because("A master does not speak lightly.")
        .NextStep("Take them in."),
    Rule("from_afar", FromAfar, kMeetFirst, "You have worked with them from afar.")
        .Because("There is a face to be seen.")
        .NextStep("Share a table with them."),
    Rule("seasoned", Seasoned, kMeetFirst, "They have worked for many years.")
        .Because("There is something to talk about.")
        .NextStep("Share a table with them."),
    Rule("stranger", kOtherwise, kDecline, "Nothing is known in their favour.")
        .Because("A guild is careful.")
        .NextStep("Let them go by."),

    Rule("quarrelsome", Quarrelsome, kNote, "They quarrel.").Because("Peace is worth having."),
};

constexpr auto when_connect = NeutralText("What is known speaks for them.", "Take them in.");
constexpr auto when_meet_first = NeutralText("What is known speaks for a talk.", "Talk with them.");
constexpr auto when_decline = NeutralText("What is known speaks against them.", "Let them go by.");

constexpr ExampleTable examples{
    ExampleOf("an apprentice in arrears", {rank.Is(Rank::kApprentice), dues_paid.Is(false)}, kDecline, "owes_dues"),
    ExampleOf("a master", {rank.Is(Rank::kMaster)}, kConnect, "master"),
    ExampleOf("a protege", {rank.Is(Rank::kApprentice), sponsored.Is(true)}, kConnect, "sponsored"),
    ExampleOf("a pen friend", {rank.Is(Rank::kNone), worked_together.Is(WorkedBefore::kVirtually)}, kMeetFirst,
              "from_afar"),
    ExampleOf("an old hand", {rank.Is(Rank::kNone), worked_together.Is(WorkedBefore::kNever), years.Is(Years::kMany)},
              kMeetFirst, "seasoned"),
    ExampleOf("a passer-by", {rank.Is(Rank::kNone), worked_together.Is(WorkedBefore::kNever), years.Is(Years::kFew)},
              kDecline, "stranger"),
    ExampleOf("a hothead in arrears", {rank.Is(Rank::kApprentice), dues_paid.Is(false), feuds.Is(Feuds::kSome)},
              kDecline, "quarrelsome"),
};

constexpr advisor_evaluator guild = Evaluator("guild", "Guild", "Standing together in a trade", 3)
                                        .Facts(facts)
                                        .Rules(rules)
                                        .NeutralTexts(when_connect, when_meet_first, when_decline)
                                        .Examples(examples);

constexpr const advisor_evaluator* evaluators[] = {&guild};

}  // namespace

const advisor_plugin connection_advisor_plugin_v1 = connection_advisor::Plugin("guild", "0.0.9", evaluators);
