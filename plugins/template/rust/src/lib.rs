//! Long walks are for company: find people whose pace is yours and whom you would like to walk with again.
//!
//! A starter. Rename it, state your facts, write your rules; the compiler and `advisor-plugin check` tell you the rest.

#![no_std]

// The table is written down whole, whether this platform needs every part of it or not.
#[allow(dead_code)]
mod advisor;

use advisor::*;

// ---- Facts: what the rules may know. One of the contract, three that only this platform knows.

static MET_IN_PERSON: Fact = Fact {
    flags: FAVOURABLE | MEMBER_CAN_ACT,
    ..boolean(text!("relationship.met_in_person"))
};

const ALIKE: u32 = 1;
const FASTER: u32 = 2;
static PACES: [Text; 3] = [text!("SLOWER"), text!("ALIKE"), text!("FASTER")];
static PACE: Fact = Fact {
    question: text!("How fast do they walk, compared with you?"),
    ..choice(text!("trails.pace"), &PACES)
};

const NO_WALK: u32 = 0;
const SHORT_WALK: u32 = 1;
const LONG_WALK: u32 = 2;
static WALKS: [CutPoint; 2] = [
    CutPoint {
        parameter: NO_TEXT,
        number: 1,
    },
    CutPoint {
        parameter: text!("long_walk_km"),
        number: 0,
    },
];
static LONGEST_WALK: Fact = Fact {
    question: text!("How many kilometres was the longest walk that you took together?"),
    flags: FAVOURABLE | MEMBER_CAN_ACT,
    ..integer(text!("trails.longest_walk_km"), &WALKS)
};

static LEAVES_LITTER: Fact = Fact {
    question: text!("Do they leave their litter by the path?"),
    assumption: false as i32,
    ..boolean(text!("trails.leaves_litter"))
};

static FACTS: [&Fact; 4] = [&LONGEST_WALK, &MET_IN_PERSON, &PACE, &LEAVES_LITTER];

// ---- Conditions: ordinary code over the facts of one case. Each says all that the summary of its rule says.

extern "C" fn leaves_litter(case: &Reader) -> bool {
    case.is_true(&LEAVES_LITTER)
}
extern "C" fn walked_far(case: &Reader) -> bool {
    case.value_of(&LONGEST_WALK) == LONG_WALK
}
extern "C" fn met_at_your_pace(case: &Reader) -> bool {
    case.is_true(&MET_IN_PERSON) && case.value_of(&PACE) == ALIKE
}
extern "C" fn walked_a_little(case: &Reader) -> bool {
    case.value_of(&LONGEST_WALK) == SHORT_WALK
}
extern "C" fn faster(case: &Reader) -> bool {
    case.value_of(&PACE) == FASTER
}

// ---- Rules: the first that holds decides. A note decides nothing and adds its remark where it holds.

static RULES: [Rule; 6] = [
    Rule {
        id: text!("leaves_litter"),
        condition: Some(leaves_litter),
        outcome: DECLINE,
        summary: text!("They leave their litter by the path."),
        rationale: text!("Whoever walks there after you would take you for one of them."),
        next_step: text!("Let it be, and take a bag along on your next walk."),
        reply: NO_TEXT,
    },
    Rule {
        id: text!("walked_far"),
        condition: Some(walked_far),
        outcome: CONNECT,
        summary: text!("You have walked {long_walk_km} kilometres or more together."),
        rationale: text!("After so long a way side by side you know whether you get on."),
        next_step: text!("Add them, and choose the next trail."),
        reply: NO_TEXT,
    },
    Rule {
        id: text!("met_at_your_pace"),
        condition: Some(met_at_your_pace),
        outcome: CONNECT,
        summary: text!("You have met, and you walk at the same pace."),
        rationale: text!(
            "Nobody waits and nobody hurries: that is most of what makes a good walk."
        ),
        next_step: text!("Add them, and suggest a walk."),
        reply: NO_TEXT,
    },
    Rule {
        id: text!("walked_a_little"),
        condition: Some(walked_a_little),
        outcome: MEET_FIRST,
        summary: text!("You have walked together, and not far yet."),
        rationale: text!("A short walk says little about a long one."),
        next_step: text!("Take a longer walk together, and add them after that."),
        reply: NO_TEXT,
    },
    Rule {
        id: text!("no_reason_yet"),
        condition: None,
        outcome: DECLINE,
        summary: text!("Nothing says yet that you would enjoy a walk with them."),
        rationale: text!("A day outdoors is long in company that does not suit you."),
        next_step: text!("Let it be until you meet them on the way."),
        reply: NO_TEXT,
    },
    Rule {
        id: text!("hard_to_follow"),
        condition: Some(faster),
        outcome: NOTE,
        summary: text!("They walk faster than you do."),
        rationale: text!("Say so before you set out, and agree on where to wait for each other."),
        next_step: NO_TEXT,
        reply: NO_TEXT,
    },
];

// ---- Texts for when no single rule is sure to be the reason

static WHEN_CONNECT: NeutralText = neutral_text(
    text!("What is known already speaks for walking with them."),
    text!("Add them, and suggest a walk."),
);
static WHEN_MEET_FIRST: NeutralText = neutral_text(
    text!("What is known already speaks for a walk with them first."),
    text!("Suggest a short walk."),
);
static WHEN_DECLINE: NeutralText = neutral_text(
    text!("What is known already speaks against it."),
    text!("Let it be for now."),
);

// ---- Parameters: numbers that whoever runs the service may set

static PARAMETERS: [Parameter; 1] = [Parameter {
    id: text!("long_walk_km"),
    description: text!("From so many kilometres on, a walk is a long one."),
    source: text!("A day on foot: our choice, November 2026"),
    minimum: 2,
    maximum: 200,
    default_value: 20,
}];

// ---- Examples: for every rule and note one, proven before the plugin serves

static EXAMPLES: [Example; 6] = [
    example(
        text!("somebody who dropped a bottle"),
        &[is(&LEAVES_LITTER, true as u32)],
        DECLINE,
        text!("leaves_litter"),
    ),
    example(
        text!("a companion of many miles"),
        &[is(&LONGEST_WALK, LONG_WALK)],
        CONNECT,
        text!("walked_far"),
    ),
    example(
        text!("somebody from the mountain hut"),
        &[
            is(&LONGEST_WALK, NO_WALK),
            is(&MET_IN_PERSON, true as u32),
            is(&PACE, ALIKE),
        ],
        CONNECT,
        text!("met_at_your_pace"),
    ),
    example(
        text!("somebody you have once walked the dog with"),
        &[is(&LONGEST_WALK, SHORT_WALK), is(&PACE, FASTER)],
        MEET_FIRST,
        text!("walked_a_little"),
    ),
    example(
        text!("a name in the summit book"),
        &[is(&LONGEST_WALK, NO_WALK), is(&MET_IN_PERSON, false as u32)],
        DECLINE,
        text!("no_reason_yet"),
    ),
    example(
        text!("somebody who runs up hills"),
        &[is(&LONGEST_WALK, LONG_WALK), is(&PACE, FASTER)],
        CONNECT,
        text!("hard_to_follow"),
    ),
];

static TRAILS: Evaluator = Evaluator {
    struct_size: size_of::<Evaluator>(),
    significance: 1,
    platform: text!("trails"),
    display_name: text!("Trails"),
    purpose: text!("Company for long walks"),
    facts: FACTS.as_ptr(),
    fact_count: FACTS.len() as u32,
    rules: RULES.as_ptr(),
    rule_count: RULES.len() as u32,
    rule_size: size_of::<Rule>(),
    parameters: PARAMETERS.as_ptr(),
    parameter_count: PARAMETERS.len() as u32,
    parameter_size: size_of::<Parameter>(),
    stock_texts: core::ptr::null(),
    stock_text_count: 0,
    examples: EXAMPLES.as_ptr(),
    example_count: EXAMPLES.len() as u32,
    example_size: size_of::<Example>(),
    letter: core::ptr::null(),
    when_connect: &WHEN_CONNECT,
    when_meet_first: &WHEN_MEET_FIRST,
    when_decline: &WHEN_DECLINE,
    would_vouch: None,
};

static EVALUATORS: [&Evaluator; 1] = [&TRAILS];

extern "C" {
    fn abort() -> !;
}

// Never reached from the conditions above. One that panics ends the compiler's child process, and the plugin is refused.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    unsafe { abort() }
}

/// All that the library exports.
#[no_mangle]
#[allow(non_upper_case_globals)]
pub static connection_advisor_plugin_v1: Plugin = Plugin {
    struct_size: size_of::<Plugin>(),
    abi_minor: ABI_MINOR,
    name: text!(env!("CARGO_PKG_NAME")),
    version: text!(env!("CARGO_PKG_VERSION")),
    evaluators: EVALUATORS.as_ptr(),
    evaluator_count: EVALUATORS.len() as u32,
};
