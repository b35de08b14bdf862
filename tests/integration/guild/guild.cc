// A guild of craftsmen: a platform that exists for the tests, with what the bundled ones do not have. Facts of its own
// of every kind, an integer in three parts, contradictions that reach into assumptions and derived facts.
#include "connection_advisor/platform_evaluator.h"

namespace {

using namespace connection_advisor;

#ifdef STRICTER_GUILD  // another version, for the tests of what changes from one to the next
constexpr char kVersion[] = "0.2.0";
constexpr auto kWhenSideBySide = kDecline;
#else
constexpr char kVersion[] = "0.1.0";
constexpr auto kWhenSideBySide = kMeetFirst;
#endif

enum class Rank : uint32_t { kNone, kApprentice, kJourneyman, kMaster };
enum class Years : uint32_t { kFew, kSome, kMany };
enum class Feuds : uint32_t { kNone, kSome };

constexpr const char* rank_values[] = {"NONE", "APPRENTICE", "JOURNEYMAN", "MASTER"};
constexpr CutPoint years_parts[] = {At(3), At(10)};
constexpr CutPoint feuds_parts[] = {At(1)};

constexpr auto rank = OwnChoice<Rank>("guild.rank", "What is their rank in the guild?", rank_values);
constexpr auto same_profession = Boolean("affinity.same_profession");
constexpr auto years = OwnInteger<Years>("guild.years", "For how many years have they worked at it?", years_parts);
constexpr auto sponsored = OwnBoolean("guild.sponsored", "Does a master speak for them?").Assumed(false);
constexpr auto worked_together = Choice<WorkedTogether>("relationship.worked_together").Assumed(WorkedTogether::kNever);
constexpr auto dues_paid = OwnBoolean("guild.dues_paid", "Have they paid their dues?").Assumed(true);
constexpr auto feuds =
    OwnInteger<Feuds>("guild.feuds", "How many feuds do they carry on?", feuds_parts).Assumed(Feuds::kNone);

constexpr FactTable facts{rank, same_profession, years, sponsored, worked_together, dues_paid, feuds};

bool Belongs(Case c) { return rank(c) != Rank::kNone; }

bool OutsiderToTheTrade(Case c) { return Belongs(c) && !same_profession(c); }
bool MasterTooSoon(Case c) { return rank(c) == Rank::kMaster && years(c) != Years::kMany; }
bool OutsiderPaysDues(Case c) { return !Belongs(c) && dues_paid(c); }
bool SponsoredUnseen(Case c) { return sponsored(c) && worked_together(c) == WorkedTogether::kNever; }

bool OwesDues(Case c) { return Belongs(c) && !dues_paid(c); }
bool Master(Case c) { return rank(c) == Rank::kMaster; }
bool Seasoned(Case c) { return same_profession(c) && years(c) != Years::kFew; }
bool SideBySide(Case c) { return worked_together(c) == WorkedTogether::kInPerson; }
bool Journeyman(Case c) { return rank(c) == Rank::kJourneyman; }

bool Quarrelsome(Case c) { return Belongs(c) && feuds(c) == Feuds::kSome; }
bool SponsoredFromAfar(Case c) { return sponsored(c) && worked_together(c) == WorkedTogether::kVirtually; }

bool WouldVouch(Case c) { return Master(c) || SideBySide(c); }

constexpr Rule rules[] = {
    Rule("outsider_to_the_trade", OutsiderToTheTrade, kImpossible, "Whoever belongs to your guild shares your trade.")
        .Because("The guild takes nobody else."),
    Rule("master_too_soon", MasterTooSoon, kImpossible, "Nobody is a master before ten years.")
        .Because("The guild counts them."),
    Rule("outsider_pays_dues", OutsiderPaysDues, kImpossible, "Who does not belong to the guild pays it nothing.")
        .Because("There is nothing to pay."),
    Rule("sponsored_unseen", SponsoredUnseen, kImpossible, "You have worked with everybody whom a master speaks for.")
        .Because("That is how the guild arranges it."),

    Rule("owes_dues", OwesDues, kDecline, "They owe the guild their dues.")
        .Because("Who does not pay is not to be counted on.")
        .NextStep("Wait until they have paid."),
    Rule("master", Master, kConnect, "They are a master.")
        .Because("A master's word carries far.")
        .NextStep("Ask for their hand."),
    Rule("sponsored", Holds<sponsored>, kConnect, "A master speaks for them.")
        .Because("A master does not speak lightly.")
        .NextStep("Take them in."),
    Rule("seasoned", Seasoned, kMeetFirst, "They share your trade and have worked at it for years.")
        .Because("There is something to talk about.")
        .NextStep("Share a table with them."),
    Rule("side_by_side", SideBySide, kWhenSideBySide, "You have worked side by side.")
        .Because("You know their hands.")
        .NextStep("Talk about the work you did."),
    Rule("journeyman", Journeyman, kMeetFirst, "They are a journeyman.")
        .Because("Journeymen bring news.")
        .NextStep("Hear them out."),
    Rule("stranger", kOtherwise, kDecline, "Nothing is known in their favour.")
        .Because("A guild is careful.")
        .NextStep("Let them go by."),

    Rule("quarrelsome", Quarrelsome, kNote, "They quarrel within the guild.").Because("Peace is worth having."),
    Rule("sponsored_from_afar", SponsoredFromAfar, kNote, "You have only worked with them from afar.")
        .Because("A master speaks for them, and you have never seen them at work."),
};

constexpr auto when_connect = NeutralText("What is known speaks for them.", "Take them in.");
constexpr auto when_meet_first = NeutralText("What is known speaks for a talk.", "Talk with them.");
constexpr auto when_decline = NeutralText("What is known speaks against them.", "Let them go by.");

constexpr ExampleTable examples{
    ExampleOf("an apprentice in arrears", {rank.Is(Rank::kApprentice), dues_paid.Is(false)}, kDecline, "owes_dues"),
    ExampleOf("a master", {rank.Is(Rank::kMaster)}, kConnect, "master"),
    ExampleOf("a protege", {rank.Is(Rank::kApprentice), sponsored.Is(true)}, kConnect, "sponsored"),
    ExampleOf("an apprentice of some years", {rank.Is(Rank::kApprentice), years.Is(Years::kSome)}, kMeetFirst,
              "seasoned"),
    ExampleOf("a stranger at the same bench",
              {rank.Is(Rank::kNone), same_profession.Is(false), worked_together.Is(WorkedTogether::kInPerson)},
              kWhenSideBySide, "side_by_side"),
    ExampleOf("a young journeyman", {rank.Is(Rank::kJourneyman), years.Is(Years::kFew)}, kMeetFirst, "journeyman"),
    ExampleOf("a passer-by", {rank.Is(Rank::kNone), same_profession.Is(false)}, kDecline, "stranger"),
    ExampleOf("a hothead in arrears", {rank.Is(Rank::kApprentice), dues_paid.Is(false), feuds.Is(Feuds::kSome)},
              kDecline, "quarrelsome"),
    ExampleOf("a protege from another town",
              {rank.Is(Rank::kApprentice), sponsored.Is(true), worked_together.Is(WorkedTogether::kVirtually)},
              kConnect, "sponsored_from_afar"),
};

constexpr advisor_evaluator guild = Evaluator("guild", "Guild", "Standing together in a trade", 3)
                                        .Facts(facts)
                                        .Rules(rules)
                                        .WouldVouch(WouldVouch)
                                        .NeutralTexts(when_connect, when_meet_first, when_decline)
                                        .Examples(examples);

constexpr const advisor_evaluator* evaluators[] = {&guild};

}  // namespace

const advisor_plugin connection_advisor_plugin_v1 = connection_advisor::Plugin("guild", kVersion, evaluators);
