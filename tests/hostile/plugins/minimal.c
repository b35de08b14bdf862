/* A plugin in C that is fit to serve, as it is. Each macro makes one deviation in the file that the linker writes;
 * others are made by options of the linker alone (CMakeLists.txt). */
#include <stddef.h>

#include "connection_advisor/plugin_abi.h"

static const advisor_fact met = {.struct_size = sizeof(advisor_fact),
                                 .kind = ADVISOR_BOOLEAN,
                                 .id = "relationship.met_in_person",
                                 .assumption = ADVISOR_NO_ASSUMPTION};
static const advisor_fact* const facts[] = {&met};

static bool Met(const advisor_reader* reader) { return reader->value_of(reader, &met) == 1; }

static const advisor_rule rules[] = {
    {"met", Met, "You have met.", "Whom one has met one knows.", "Accept.", NULL, ADVISOR_CONNECT},
    {"otherwise", NULL, "You have never met.", "Nobody knows them.", "Let it go.", NULL, ADVISOR_DECLINE},
};

static const advisor_example_fact has_met[] = {{&met, 1}};
static const advisor_example_fact has_not_met[] = {{&met, 0}};
static const advisor_example examples[] = {
    {"somebody you met", "met", has_met, 1, sizeof(advisor_example_fact), ADVISOR_CONNECT},
    {"a stranger", "otherwise", has_not_met, 1, sizeof(advisor_example_fact), ADVISOR_DECLINE},
};

static const advisor_neutral_text connect = {sizeof(advisor_neutral_text), "It speaks for them.", "Accept.", NULL};
static const advisor_neutral_text meet_first = {sizeof(advisor_neutral_text), "Meet them.", "Meet them.", NULL};
static const advisor_neutral_text decline = {sizeof(advisor_neutral_text), "It speaks against.", "Let it go.", NULL};

static const advisor_evaluator minimal = {.struct_size = sizeof(advisor_evaluator),
                                          .significance = 1,
                                          .platform = "minimal",
                                          .display_name = "Minimal",
                                          .purpose = "Being tested",
                                          .facts = facts,
                                          .rules = rules,
                                          .examples = examples,
                                          .when_connect = &connect,
                                          .when_meet_first = &meet_first,
                                          .when_decline = &decline,
                                          .fact_count = 1,
                                          .rule_count = 2,
                                          .rule_size = sizeof(advisor_rule),
                                          .parameter_size = sizeof(advisor_parameter),
                                          .example_count = 2,
                                          .example_size = sizeof(advisor_example)};

/* ---- The ABI note */

#ifdef NOTE /* its numbers */
static const advisor_abi_note note __attribute__((used, aligned(4), section(".note.connection_advisor"))) = {
    18, 12, ADVISOR_ABI_NOTE_TYPE, ADVISOR_NOTE_OWNER, NOTE};
#endif
#ifndef WITHOUT_THE_NOTE_OF_THE_SDK
ADVISOR_ABI_NOTE;
#endif

/* ---- The export */

#if defined(EXPORT_NOTHING)
ADVISOR_EXPORT const advisor_plugin another_plugin = {
#else
const advisor_plugin connection_advisor_plugin_v1 = {
#endif
    sizeof(advisor_plugin), ADVISOR_ABI_MINOR, "minimal", "1.0.0", (const advisor_evaluator* const[]){&minimal}, 1};

#ifdef EXPORT_MORE
ADVISOR_EXPORT int advise(void);
int advise(void) { return 1; }
#endif

/* ---- What the linker makes of it */

#ifdef ADDRESS_IN_CODE
__asm__(".text\n.quad connection_advisor_plugin_v1\n");
#endif

#ifdef WRITABLE_CODE
__asm__(".pushsection .writable_code, \"awx\", @progbits\n.quad 0\n.popsection\n");
#endif

#ifdef NEEDS_WHAT_NOBODY_HAS
int nobody_has_this(void);
int (*volatile needed)(void) = nobody_has_this;
#endif

#ifdef PROGRAM
int main(void) { return 0; }
#endif
