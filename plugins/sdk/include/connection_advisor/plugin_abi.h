/* The C ABI of a ConnectionAdvisor plugin, major version 1. C11; no dependency but the C standard headers.
 *
 * A plugin is a shared library that exports one constant structure, `connection_advisor_plugin_v1`, and nothing else.
 * The structure is a table: the platforms, and for each its facts, its rules in order, and its texts. The only code in
 * it are the rules' conditions, and they run only while the plugin is deployed: in a child process the host calls each
 * condition with every answer to the facts that it asks for, and compiles what it sees into a decision diagram.
 * Requests walk the diagram. So a condition
 *   - may depend on the answers it reads and on nothing else (clock, state, files, network, addresses, randomness);
 *   - must return, quickly, for every combination of answers;
 *   - may ask in any order, and only for what it needs: ordinary `if`s with ordinary short-circuit are best;
 *   - never sees "unknown": the host tries every value;
 *   - must not let an exception or a longjmp out, and must not keep the reader.
 * A condition that breaks this is refused when it is deployed.
 *
 * Memory: everything reachable from the export must be constant and stay valid and unchanged while the library is
 * loaded. The host frees nothing and writes nothing. Threads: the host calls from one thread.
 *
 * Strings: UTF-8 without control characters (a reply may have line feeds), at most ADVISOR_MAX_TEXT_BYTES, ended by a
 * zero byte. A `const char*` may be NULL only where its comment says so. Ids are lower-case ASCII letters, digits and
 * underscores, beginning with a letter; fact ids are two of them with a dot between.
 *
 * Before it maps a library, the host reads from the file for which ABI it was built: a plugin carries an ABI note,
 * which ADVISOR_ABI_NOTE below writes. A library without one is refused.
 *
 * Growth: minor versions only add members at the end of a structure. Every structure that is pointed to begins with its
 * size; arrays of structures come with the size of one element. A host reads no further than those sizes, and takes
 * members beyond them as zero.
 */
#ifndef CONNECTION_ADVISOR_PLUGIN_ABI_H_
#define CONNECTION_ADVISOR_PLUGIN_ABI_H_

/* NOLINTBEGIN(modernize-deprecated-headers): C as well as C++ */
#include <stdbool.h>
#include <stdint.h>
/* NOLINTEND(modernize-deprecated-headers) */

#ifdef __cplusplus
extern "C" {
#endif

#define ADVISOR_ABI_MAJOR 1
#define ADVISOR_ABI_MINOR 0

/* Limits. A plugin beyond one is refused by name. */
enum {
  ADVISOR_MAX_EVALUATORS = 64,
  ADVISOR_MAX_FACTS = 128,
  ADVISOR_MAX_VALUES = 64,
  ADVISOR_MAX_RULES = 512, /* impossible rules and notes included */
  ADVISOR_MAX_PARAMETERS = 64,
  ADVISOR_MAX_STOCK_TEXTS = 256,
  ADVISOR_MAX_EXAMPLES = 4096,
  ADVISOR_MAX_TEXT_BYTES = 4096,
  ADVISOR_MAX_ID_BYTES = 64
};

/* advisor_fact.kind */
enum {
  ADVISOR_BOOLEAN = 0, /* two values: false, true */
  ADVISOR_CHOICE = 1,  /* the values listed, in declared order */
  ADVISOR_INTEGER = 2  /* a number 0 .. 2^31-1, seen as the part between cut points that it lies in */
};

/* advisor_fact.flags */
enum {
  ADVISOR_FAVOURABLE = 1,    /* a later value never worsens the verdict: proven at deployment */
  ADVISOR_MEMBER_CAN_ACT = 2 /* the member can bring about another value */
};

/* advisor_fact.assumption: no value is assumed, the fact is asked for */
enum { ADVISOR_NO_ASSUMPTION = -1 };

/* A number at which a new part of an integer fact begins: 1 .. 2^31-1. */
typedef struct advisor_cut_point {
  const char* parameter; /* id of the parameter whose value it is; NULL: `number` is */
  int32_t number;
} advisor_cut_point;

/* One input. Its id is either that of a contract fact (contract_facts.h) or `<platform>.<name>`, an own fact. */
typedef struct advisor_fact {
  uint32_t struct_size;
  uint32_t kind;
  const char* id;
  const char* question;                /* own facts: ends in '?'. Contract facts: NULL, the contract has it */
  const char* const* values;           /* choices: each in CAPITALS with underscores; else NULL */
  const advisor_cut_point* cut_points; /* integers: ascending once parameters are resolved; else NULL */
  uint32_t value_count;                /* of `values` */
  uint32_t cut_point_count;            /* one part more than that */
  uint32_t cut_point_size;             /* sizeof(advisor_cut_point) */
  uint32_t flags;
  int32_t assumption; /* index of the value taken where nobody states one: false 0, true 1; or ADVISOR_NO_ASSUMPTION */
} advisor_fact;

/* Hands a condition the facts of one case. Only the host makes one; it is valid during the call. */
typedef struct advisor_reader {
  uint32_t struct_size;
  /* Returns the index of the value of `fact`, which must be one that the evaluator lists (the same object). */
  uint32_t (*value_of)(const struct advisor_reader* reader, const advisor_fact* fact);
} advisor_reader;

typedef bool (*advisor_condition)(const advisor_reader* reader);

/* advisor_rule.outcome */
enum {
  ADVISOR_IMPOSSIBLE = 0, /* the facts contradict each other where the condition holds */
  ADVISOR_DECLINE = 1,
  ADVISOR_MEET_FIRST = 2,
  ADVISOR_CONNECT = 3,
  ADVISOR_NOTE = 4 /* a remark where the condition holds; decides nothing */
};

/* One row. Of the rules with a verdict the first whose condition holds decides; the last of them has no condition. A
 * condition says all that its summary says: it does not lean on the rules above having failed.
 *
 * Texts may hold placeholders: {id} of a parameter, in a reply also {greeting} and {closing}. */
typedef struct advisor_rule {
  const char* id;
  advisor_condition condition; /* NULL: always; for the last rule with a verdict, and only there */
  const char* summary;         /* one sentence of one line; may follow a colon, so it does not begin with a name */
  const char* rationale;       /* why the rule is as it is */
  const char* next_step;       /* rules with a verdict: one sentence; else NULL */
  const char* reply;           /* a text to send to the candidate; NULL: none */
  uint32_t outcome;
} advisor_rule;

/* A number that the operator may set. */
typedef struct advisor_parameter {
  const char* id;
  const char* description;
  const char* source; /* where the default is from, with a date */
  int32_t minimum;    /* at least 1 */
  int32_t maximum;
  int32_t default_value;
} advisor_parameter;

/* What is said where no single rule is sure to be the reason. */
typedef struct advisor_neutral_text {
  uint32_t struct_size;
  const char* summary;   /* one sentence, for the headline */
  const char* next_step; /* one sentence */
  const char* reply;     /* NULL: none */
} advisor_neutral_text;

/* How replies begin and end. With names {candidate} and {member} in them; and for when the name is not given. */
typedef struct advisor_letter {
  uint32_t struct_size;
  const char* greeting_with_name; /* holds {candidate} */
  const char* greeting;
  const char* closing_with_name; /* holds {member} */
  const char* closing;
} advisor_letter;

typedef struct advisor_example_fact {
  const advisor_fact* fact;
  uint32_t value; /* index */
} advisor_example_fact;

/* A case, complete or not, and what the platform must say to it: with the facts given and the assumptions, every open
 * case has the verdict, and is decided by the rule (of a note: the note holds in it). Every rule with a verdict and
 * every note has at least one. */
typedef struct advisor_example {
  const char* name; /* no other example of the platform has it */
  const char* rule_id;
  const advisor_example_fact* facts;
  uint32_t fact_count;
  uint32_t fact_size; /* sizeof(advisor_example_fact) */
  uint32_t verdict;   /* ADVISOR_DECLINE, ADVISOR_MEET_FIRST or ADVISOR_CONNECT */
} advisor_example;

/* The rules of one platform. */
typedef struct advisor_evaluator {
  uint32_t struct_size;
  uint32_t significance;            /* 0 .. 100: how much connecting here reflects on the member */
  const char* platform;             /* id */
  const char* display_name;         /* as people write it */
  const char* purpose;              /* what connecting is for here, in one line */
  const advisor_fact* const* facts; /* those that decide first, then those that only notes read */
  const advisor_rule* rules;
  const advisor_parameter* parameters;
  const char* const* stock_texts; /* invitation texts that the platform itself offers */
  const advisor_example* examples;
  const advisor_letter* letter; /* NULL: no rule has a reply */
  const advisor_neutral_text* when_connect;
  const advisor_neutral_text* when_meet_first;
  const advisor_neutral_text* when_decline;
  advisor_condition would_vouch; /* NULL: the platform has none */
  uint32_t fact_count;
  uint32_t rule_count;
  uint32_t rule_size; /* sizeof(advisor_rule) */
  uint32_t parameter_count;
  uint32_t parameter_size; /* sizeof(advisor_parameter) */
  uint32_t stock_text_count;
  uint32_t example_count;
  uint32_t example_size; /* sizeof(advisor_example) */
} advisor_evaluator;

/* What the library exports. */
typedef struct advisor_plugin {
  uint32_t struct_size;
  uint32_t abi_minor;  /* ADVISOR_ABI_MINOR of the header it was built with */
  const char* name;    /* id */
  const char* version; /* MAJOR.MINOR.PATCH */
  const advisor_evaluator* const* evaluators;
  uint32_t evaluator_count;
} advisor_plugin;

#define ADVISOR_EXPORT __attribute__((visibility("default")))

/* The name of the export, for dlsym. */
#define ADVISOR_PLUGIN_SYMBOL "connection_advisor_plugin_v1"

ADVISOR_EXPORT extern const advisor_plugin connection_advisor_plugin_v1;

/* What says, without any code of the library being run, for which ABI it was built: an ELF note in the section
 * `.note.connection_advisor`, of 44 bytes, its numbers little-endian. Linkers keep it when they drop what nobody refers
 * to, and so does strip. Later minor versions may add members at its end; the host reads those that it knows.
 *
 * In C, write `ADVISOR_ABI_NOTE;` once, beside the export; platform_evaluator.h does so for C++. A library may carry
 * several that say the same, one of each of its sources. A language without this header writes the same bytes into a
 * constant, and tells its compiler to keep it and where; in Rust, `#[used]` and
 * `#[link_section = ".note.connection_advisor"]` on a static of a `#[repr(C)]` structure. */
typedef struct advisor_abi_note {
  uint32_t owner_size;    /* 18: of the owner's name with its zero byte */
  uint32_t contents_size; /* 12: of what follows the owner's name */
  uint32_t type;          /* ADVISOR_ABI_NOTE_TYPE */
  char owner[20];         /* ADVISOR_NOTE_OWNER and three zero bytes */
  uint32_t abi_major;     /* ADVISOR_ABI_MAJOR of the header it was built with */
  uint32_t abi_minor;     /* ADVISOR_ABI_MINOR of the same */
  uint32_t plugin_size;   /* sizeof(advisor_plugin) */
} advisor_abi_note;

#define ADVISOR_NOTE_OWNER "ConnectionAdvisor"

enum { ADVISOR_ABI_NOTE_TYPE = 1 };

#define ADVISOR_ABI_NOTE                                                                               \
  static const advisor_abi_note advisor_abi_note_of_this_source                                        \
      __attribute__((used, aligned(4), section(".note.connection_advisor"))) = {                       \
          sizeof(ADVISOR_NOTE_OWNER), 3 * sizeof(uint32_t), ADVISOR_ABI_NOTE_TYPE, ADVISOR_NOTE_OWNER, \
          ADVISOR_ABI_MAJOR,          ADVISOR_ABI_MINOR,    sizeof(advisor_plugin)}

#ifdef __cplusplus
}
#endif

#endif /* CONNECTION_ADVISOR_PLUGIN_ABI_H_ */
