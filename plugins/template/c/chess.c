/* A chess club is for good games: keep the people whom it is a pleasure to sit opposite.
 *
 * A starter. Rename it, state your facts, write your rules; the compiler and `advisor-plugin check` tell you the rest.
 */
#include "connection_advisor/plugin_abi.h"

#define COUNT_OF(array) ((uint32_t)(sizeof(array) / sizeof((array)[0])))

/* ---- Facts: what the rules may know. One of the contract, three that only this platform knows. */

static const advisor_fact met_in_person = {
    .struct_size = sizeof(advisor_fact),
    .kind = ADVISOR_BOOLEAN,
    .id = "relationship.met_in_person",
    .flags = ADVISOR_FAVOURABLE | ADVISOR_MEMBER_CAN_ACT,
    .assumption = ADVISOR_NO_ASSUMPTION,
};

enum { WEAKER, EQUAL, STRONGER };
static const char* const strength_values[] = {"WEAKER", "EQUAL", "STRONGER"};
static const advisor_fact strength = {
    .struct_size = sizeof(advisor_fact),
    .kind = ADVISOR_CHOICE,
    .id = "chess.strength",
    .question = "How well do they play, compared with you?",
    .values = strength_values,
    .value_count = COUNT_OF(strength_values),
    .assumption = ADVISOR_NO_ASSUMPTION,
};

enum { FEW_GAMES, MANY_GAMES };
static const advisor_cut_point games_parts[] = {{.parameter = "many_games"}};
static const advisor_fact games_together = {
    .struct_size = sizeof(advisor_fact),
    .kind = ADVISOR_INTEGER,
    .id = "chess.games_together",
    .question = "How many games have you played with each other?",
    .cut_points = games_parts,
    .cut_point_count = COUNT_OF(games_parts),
    .cut_point_size = sizeof(advisor_cut_point),
    .flags = ADVISOR_FAVOURABLE | ADVISOR_MEMBER_CAN_ACT,
    .assumption = ADVISOR_NO_ASSUMPTION,
};

static const advisor_fact leaves_lost_games = {
    .struct_size = sizeof(advisor_fact),
    .kind = ADVISOR_BOOLEAN,
    .id = "chess.leaves_lost_games",
    .question = "Do they walk away from games that they are about to lose?",
    .assumption = false,
};

static const advisor_fact* const facts[] = {&games_together, &met_in_person, &strength, &leaves_lost_games};

/* ---- Conditions: ordinary code over the facts of one case. Each says all that the summary of its rule says. */

static uint32_t value_of(const advisor_reader* reader, const advisor_fact* fact) {
  return reader->value_of(reader, fact);
}

static bool walks_away(const advisor_reader* reader) { return value_of(reader, &leaves_lost_games); }
static bool played_often(const advisor_reader* reader) { return value_of(reader, &games_together) == MANY_GAMES; }
static bool met_and_equal(const advisor_reader* reader) {
  return value_of(reader, &met_in_person) && value_of(reader, &strength) == EQUAL;
}
static bool no_weaker(const advisor_reader* reader) { return value_of(reader, &strength) != WEAKER; }
static bool stronger(const advisor_reader* reader) { return value_of(reader, &strength) == STRONGER; }

/* ---- Rules: the first that holds decides. A note decides nothing and adds its remark where it holds. */

static const advisor_rule rules[] = {
    {.id = "walks_away",
     .condition = walks_away,
     .outcome = ADVISOR_DECLINE,
     .summary = "They walk away from games that they are about to lose.",
     .rationale = "A game that is not played to its end teaches neither of you anything.",
     .next_step = "Let it be, and look for somebody who shakes hands afterwards."},
    {.id = "played_often",
     .condition = played_often,
     .outcome = ADVISOR_CONNECT,
     .summary = "You have played at least {many_games} games with each other.",
     .rationale = "Whoever sits down with you again and again is good company already.",
     .next_step = "Add them, and agree on the next game."},
    {.id = "met_and_equal",
     .condition = met_and_equal,
     .outcome = ADVISOR_CONNECT,
     .summary = "You have met, and you play equally well.",
     .rationale = "Games are best between equals, and you know whom you would sit opposite.",
     .next_step = "Add them, and invite them to a game."},
    {.id = "worth_a_game",
     .condition = no_weaker,
     .outcome = ADVISOR_MEET_FIRST,
     .summary = "They play at least as well as you do.",
     .rationale = "One game says more about somebody than a list of their results.",
     .next_step = "Invite them to one game, and add them if you both want another."},
    {.id = "no_reason_yet",
     .outcome = ADVISOR_DECLINE,
     .summary = "Nothing says yet that you would enjoy a game with them.",
     .rationale = "A short list of people whom you like to play with is worth more than a long one.",
     .next_step = "Let it be until you have watched them play."},

    {.id = "much_to_learn",
     .condition = stronger,
     .outcome = ADVISOR_NOTE,
     .summary = "They play better than you do, so be ready to lose.",
     .rationale = "Lost games teach the most, if you go through them together afterwards."},
};

/* ---- Texts for when no single rule is sure to be the reason */

static const advisor_neutral_text when_connect = {
    .struct_size = sizeof(advisor_neutral_text),
    .summary = "What is known already speaks for playing with them.",
    .next_step = "Add them, and invite them to a game.",
};
static const advisor_neutral_text when_meet_first = {
    .struct_size = sizeof(advisor_neutral_text),
    .summary = "What is known already speaks for a game with them first.",
    .next_step = "Invite them to one game.",
};
static const advisor_neutral_text when_decline = {
    .struct_size = sizeof(advisor_neutral_text),
    .summary = "What is known already speaks against it.",
    .next_step = "Let it be for now.",
};

/* ---- Parameters: numbers that whoever runs the service may set */

static const advisor_parameter parameters[] = {
    {.id = "many_games",
     .description = "From so many games on, two people have played often.",
     .source = "One evening: our choice, November 2026",
     .minimum = 1,
     .maximum = 1000,
     .default_value = 5},
};

/* ---- Examples: for every rule and note one, proven before the plugin serves */

#define FACTS(...)                                                                                  \
  .facts = (const advisor_example_fact[]){__VA_ARGS__},                                             \
  .fact_count = sizeof((const advisor_example_fact[]){__VA_ARGS__}) / sizeof(advisor_example_fact), \
  .fact_size = sizeof(advisor_example_fact)

static const advisor_example examples[] = {
    {.name = "somebody who walked away",
     FACTS({&leaves_lost_games, true}),
     .verdict = ADVISOR_DECLINE,
     .rule_id = "walks_away"},
    {.name = "an old friend of the club",
     FACTS({&games_together, MANY_GAMES}),
     .verdict = ADVISOR_CONNECT,
     .rule_id = "played_often"},
    {.name = "somebody from the last tournament",
     FACTS({&games_together, FEW_GAMES}, {&met_in_person, true}, {&strength, EQUAL}),
     .verdict = ADVISOR_CONNECT,
     .rule_id = "met_and_equal"},
    {.name = "a name from the list of results",
     FACTS({&games_together, FEW_GAMES}, {&met_in_person, false}, {&strength, EQUAL}),
     .verdict = ADVISOR_MEET_FIRST,
     .rule_id = "worth_a_game"},
    {.name = "somebody who has just learned the rules",
     FACTS({&games_together, FEW_GAMES}, {&strength, WEAKER}),
     .verdict = ADVISOR_DECLINE,
     .rule_id = "no_reason_yet"},
    {.name = "a master",
     FACTS({&games_together, FEW_GAMES}, {&strength, STRONGER}),
     .verdict = ADVISOR_MEET_FIRST,
     .rule_id = "much_to_learn"},
};

static const advisor_evaluator chess = {
    .struct_size = sizeof(advisor_evaluator),
    .significance = 1,
    .platform = "chess",
    .display_name = "Chess Club",
    .purpose = "Opponents who are a pleasure to play with",
    .facts = facts,
    .fact_count = COUNT_OF(facts),
    .rules = rules,
    .rule_count = COUNT_OF(rules),
    .rule_size = sizeof(advisor_rule),
    .parameters = parameters,
    .parameter_count = COUNT_OF(parameters),
    .parameter_size = sizeof(advisor_parameter),
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .example_size = sizeof(advisor_example),
    .when_connect = &when_connect,
    .when_meet_first = &when_meet_first,
    .when_decline = &when_decline,
};

static const advisor_evaluator* const evaluators[] = {&chess};

/* By which the host knows, before anything of this runs, for which ABI it was built. */
ADVISOR_ABI_NOTE;

const advisor_plugin connection_advisor_plugin_v1 = {
    .struct_size = sizeof(advisor_plugin),
    .abi_minor = ADVISOR_ABI_MINOR,
    .name = "chess",
    .version = "1.0.0",
    .evaluators = evaluators,
    .evaluator_count = COUNT_OF(evaluators),
};
