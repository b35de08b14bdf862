// A plugin of two platforms, each of one question: somebody who gardens is welcome in the garden, and somebody who
// sings in the choir, where those who have sung for ten years are noted.
#include "connection_advisor/platform_evaluator.h"

namespace {

using namespace connection_advisor;

constexpr auto when_connect = NeutralText("All speaks for it.", "Say yes.");
constexpr auto when_meet_first = NeutralText("All speaks for a word first.", "Have a word.");
constexpr auto when_decline = NeutralText("All speaks against it.", "Say no.");

// ---- The garden

constexpr auto gardens = OwnBoolean("garden.gardens", "Do they garden?");
constexpr FactTable garden_facts{gardens};
constexpr Rule garden_rules[] = {
    Rule("gardens", Holds<gardens>, kConnect, "They garden.").Because("That is what it is for.").NextStep("Say yes."),
    Rule("no_reason", kOtherwise, kDecline, "They do not garden.")
        .Because("It is for those who do.")
        .NextStep("Say no."),
};
constexpr ExampleTable garden_examples{
    ExampleOf("a gardener", {gardens.Is(true)}, kConnect, "gardens"),
    ExampleOf("somebody else", {gardens.Is(false)}, kDecline, "no_reason"),
};
constexpr advisor_evaluator garden = Evaluator("garden", "Garden", "Gardeners", 1)
                                         .Facts(garden_facts)
                                         .Rules(garden_rules)
                                         .NeutralTexts(when_connect, when_meet_first, when_decline)
                                         .Examples(garden_examples);

// ---- The choir

enum class Years : uint32_t { kFew, kMany };

constexpr CutPoint many_years[] = {At(10)};
constexpr auto sings = OwnBoolean("choir.sings", "Do they sing?");
constexpr auto years =
    OwnInteger<Years>("choir.years", "For how many years have they sung?", many_years).Assumed(Years::kFew);
constexpr FactTable choir_facts{sings, /* only the note reads */ years};
bool SingsForLong(Case c) { return years(c) == Years::kMany; }
constexpr Rule choir_rules[] = {
    Rule("sings", Holds<sings>, kConnect, "They sing.").Because("That is what it is for.").NextStep("Say yes."),
    Rule("no_reason", kOtherwise, kDecline, "They do not sing.").Because("It is for those who do.").NextStep("Say no."),
    Rule("sings_for_long", SingsForLong, kNote, "They have sung for ten years.").Because("They can teach others."),
};
constexpr ExampleTable choir_examples{
    ExampleOf("a singer", {sings.Is(true)}, kConnect, "sings"),
    ExampleOf("somebody else", {sings.Is(false)}, kDecline, "no_reason"),
    ExampleOf("an old hand", {sings.Is(true), years.Is(Years::kMany)}, kConnect, "sings_for_long"),
};
constexpr advisor_evaluator choir = Evaluator("choir", "Choir", "Singers", 1)
                                        .Facts(choir_facts)
                                        .Rules(choir_rules)
                                        .NeutralTexts(when_connect, when_meet_first, when_decline)
                                        .Examples(choir_examples);

constexpr const advisor_evaluator* evaluators[] = {&garden, &choir};

}  // namespace

const advisor_plugin connection_advisor_plugin_v1 = connection_advisor::Plugin("two_platforms", "1.0.0", evaluators);
