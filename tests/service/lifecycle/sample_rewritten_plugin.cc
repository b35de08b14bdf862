// Version 2.0.0 of the sample plugin, written anew: a fact of its own, a fact of the contract that the versions before
// do not use, other parts of an integer, a contradiction; and another verdict here and there.
#include "connection_advisor/platform_evaluator.h"

namespace {

using namespace connection_advisor;

enum class Contacts : uint32_t { kFew, kMany, kAtLimit };

constexpr CutPoint parts[] = {At(50), AtParameter("limit")};

constexpr auto connection_count = Integer<Contacts>("member.connection_count", parts).Assumed(Contacts::kFew);
constexpr auto met_in_person = Boolean("relationship.met_in_person");
constexpr auto worked_together = Choice<WorkedTogether>("relationship.worked_together").Assumed(WorkedTogether::kNever);
constexpr auto cheerful = OwnBoolean("sample.cheerful", "Are they cheerful?").Assumed(false);

constexpr FactTable facts{connection_count, met_in_person, worked_together, cheerful};

bool WorkedInPersonYetNeverMet(Case c) { return worked_together(c) == WorkedTogether::kInPerson && !met_in_person(c); }
bool AtLimit(Case c) { return connection_count(c) == Contacts::kAtLimit; }
bool CheerfulAndMet(Case c) { return cheerful(c) && met_in_person(c); }
bool ManyAlready(Case c) { return connection_count(c) == Contacts::kMany; }

constexpr Rule rules[] = {
    Rule("worked_yet_never_met", WorkedInPersonYetNeverMet, kImpossible, "Who works together in person has met.")
        .Because("That is what it means."),
    Rule("limit_reached", AtLimit, kDecline, "You have contacts enough.").Because("So it is.").NextStep("Leave it."),
    Rule("cheerful", CheerfulAndMet, kConnect, "They are cheerful, and you have met.")
        .Because("So it is.")
        .NextStep("Connect."),
    Rule("many_already", ManyAlready, kMeetFirst, "You have many contacts already.")
        .Because("So it is.")
        .NextStep("Meet."),
    Rule("met", Holds<met_in_person>, kConnect, "You have met.").Because("So it is.").NextStep("Connect."),
    Rule("not_met", kOtherwise, kDecline, "You have not met.").Because("So it is.").NextStep("Leave it."),
};

constexpr auto when_connect = NeutralText("All speaks for it.", "Connect.");
constexpr auto when_meet_first = NeutralText("All speaks for meeting.", "Meet.");
constexpr auto when_decline = NeutralText("All speaks against it.", "Leave it.");

constexpr Parameter parameters[] = {{"limit", "Contacts that are enough.", "A test, 2024.", 51, 1000, 100}};

constexpr ExampleTable examples{
    ExampleOf("one too many", {connection_count.Is(Contacts::kAtLimit)}, kDecline, "limit_reached"),
    ExampleOf("a cheerful one", {met_in_person.Is(true), cheerful.Is(true)}, kConnect, "cheerful"),
    ExampleOf("one of many", {connection_count.Is(Contacts::kMany)}, kMeetFirst, "many_already"),
    ExampleOf("met", {met_in_person.Is(true)}, kConnect, "met"),
    ExampleOf("a stranger", {met_in_person.Is(false)}, kDecline, "not_met"),
};

constexpr advisor_evaluator sample = Evaluator("sample", "Sample", "Trying versions of a plugin", 1)
                                         .Facts(facts)
                                         .Rules(rules)
                                         .NeutralTexts(when_connect, when_meet_first, when_decline)
                                         .Parameters(parameters)
                                         .Examples(examples);

constexpr const advisor_evaluator* evaluators[] = {&sample};

}  // namespace

const advisor_plugin connection_advisor_plugin_v1 = connection_advisor::Plugin("sample", "2.0.0", evaluators);
