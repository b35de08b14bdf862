// A plugin that comes in many versions, each of which says so: compiled with NAME, VERSION, PLATFORM, VERDICT,
// STAMP, which makes other bytes of the same version, and PARAMETER, the name of its one number.
#include "connection_advisor/platform_evaluator.h"

namespace {

using namespace connection_advisor;

enum class Contacts : uint32_t { kBelowLimit, kAtLimit };

constexpr CutPoint limit[] = {AtParameter(PARAMETER)};

constexpr auto connection_count = Integer<Contacts>("member.connection_count", limit).Assumed(Contacts::kBelowLimit);
constexpr auto met_in_person = Boolean("relationship.met_in_person");

constexpr FactTable facts{connection_count, met_in_person};

bool AtLimit(Case c) { return connection_count(c) == Contacts::kAtLimit; }

constexpr Rule rules[] = {
    Rule("limit_reached", AtLimit, kDecline, "You have " PLATFORM " contacts enough.")
        .Because("More than {" PARAMETER "} are not to be had, says " VERSION ".")
        .NextStep("Leave it, says " VERSION "."),
    Rule("met", Holds<met_in_person>, VERDICT, "You have met, and version " VERSION " decides.")
        .Because("It is stamped " STAMP ".")
        .NextStep("Do as version " VERSION " says."),
    Rule("not_met", kOtherwise, kDecline, "You have not met, and version " VERSION " decides.")
        .Because("It is stamped " STAMP ".")
        .NextStep("Do as version " VERSION " says."),
};

constexpr auto when_connect = NeutralText("All speaks for it in version " VERSION ".", "Connect.");
constexpr auto when_meet_first = NeutralText("All speaks for meeting in version " VERSION ".", "Meet.");
constexpr auto when_decline = NeutralText("All speaks against it in version " VERSION ".", "Leave it.");

constexpr Parameter parameters[] = {{PARAMETER, "Contacts that are enough.", "A test, 2024.", 1, 1000, 100}};

constexpr ExampleTable examples{
    ExampleOf("one too many", {connection_count.Is(Contacts::kAtLimit)}, kDecline, "limit_reached"),
    ExampleOf("met", {met_in_person.Is(true)}, VERDICT, "met"),
    ExampleOf("a stranger", {met_in_person.Is(false)}, kDecline, "not_met"),
};

constexpr advisor_evaluator sample = Evaluator(PLATFORM, "Sample", "Trying versions of a plugin", 1)
                                         .Facts(facts)
                                         .Rules(rules)
                                         .NeutralTexts(when_connect, when_meet_first, when_decline)
                                         .Parameters(parameters)
                                         .Examples(examples);

constexpr const advisor_evaluator* evaluators[] = {&sample};

}  // namespace

const advisor_plugin connection_advisor_plugin_v1 = connection_advisor::Plugin(NAME, VERSION, evaluators);
