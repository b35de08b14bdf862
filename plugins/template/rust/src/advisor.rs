//! The C ABI of a plugin, major version 1, as Rust sees it. `connection_advisor/plugin_abi.h` of the SDK is the
//! reference and says what each part means; the names here are its names without their prefix.
//!
//! Everything is a constant that the library exports as it stands. Zero bytes stand for what is left out.

pub const ABI_MAJOR: u32 = 1;
pub const ABI_MINOR: u32 = 0;

// Fact::kind
pub const BOOLEAN: u32 = 0;
pub const CHOICE: u32 = 1;
pub const INTEGER: u32 = 2;

// Fact::flags
pub const FAVOURABLE: u32 = 1;
pub const MEMBER_CAN_ACT: u32 = 2;

// Fact::assumption
pub const NO_ASSUMPTION: i32 = -1;

// Rule::outcome
pub const IMPOSSIBLE: u32 = 0;
pub const DECLINE: u32 = 1;
pub const MEET_FIRST: u32 = 2;
pub const CONNECT: u32 = 3;
pub const NOTE: u32 = 4;

/// A text that ends in a zero byte; `text!` writes one.
#[repr(transparent)]
#[derive(Clone, Copy)]
pub struct Text(pub *const u8);

pub const NO_TEXT: Text = Text(core::ptr::null());

#[macro_export]
macro_rules! text {
    ($text:expr) => {
        $crate::advisor::Text(concat!($text, "\0").as_ptr())
    };
}

#[repr(C)]
pub struct CutPoint {
    pub parameter: Text,
    pub number: i32,
}

#[repr(C)]
pub struct Fact {
    pub struct_size: u32,
    pub kind: u32,
    pub id: Text,
    pub question: Text,
    pub values: *const Text,
    pub cut_points: *const CutPoint,
    pub value_count: u32,
    pub cut_point_count: u32,
    pub cut_point_size: u32,
    pub flags: u32,
    pub assumption: i32,
}

/// Hands a condition the facts of one case.
#[repr(C)]
pub struct Reader {
    struct_size: u32,
    value_of: extern "C" fn(*const Reader, *const Fact) -> u32,
}

impl Reader {
    /// The index of the value of `fact`, which must be one that the evaluator lists.
    pub fn value_of(&self, fact: &'static Fact) -> u32 {
        (self.value_of)(self, fact)
    }

    pub fn is_true(&self, fact: &'static Fact) -> bool {
        self.value_of(fact) != 0
    }
}

pub type Condition = extern "C" fn(&Reader) -> bool;

#[repr(C)]
pub struct Rule {
    pub id: Text,
    pub condition: Option<Condition>,
    pub summary: Text,
    pub rationale: Text,
    pub next_step: Text,
    pub reply: Text,
    pub outcome: u32,
}

#[repr(C)]
pub struct Parameter {
    pub id: Text,
    pub description: Text,
    pub source: Text,
    pub minimum: i32,
    pub maximum: i32,
    pub default_value: i32,
}

#[repr(C)]
pub struct NeutralText {
    pub struct_size: u32,
    pub summary: Text,
    pub next_step: Text,
    pub reply: Text,
}

#[repr(C)]
pub struct Letter {
    pub struct_size: u32,
    pub greeting_with_name: Text,
    pub greeting: Text,
    pub closing_with_name: Text,
    pub closing: Text,
}

#[repr(C)]
pub struct ExampleFact {
    pub fact: &'static Fact,
    pub value: u32,
}

#[repr(C)]
pub struct Example {
    pub name: Text,
    pub rule_id: Text,
    pub facts: *const ExampleFact,
    pub fact_count: u32,
    pub fact_size: u32,
    pub verdict: u32,
}

#[repr(C)]
pub struct Evaluator {
    pub struct_size: u32,
    pub significance: u32,
    pub platform: Text,
    pub display_name: Text,
    pub purpose: Text,
    pub facts: *const &'static Fact,
    pub rules: *const Rule,
    pub parameters: *const Parameter,
    pub stock_texts: *const Text,
    pub examples: *const Example,
    pub letter: *const Letter,
    pub when_connect: &'static NeutralText,
    pub when_meet_first: &'static NeutralText,
    pub when_decline: &'static NeutralText,
    pub would_vouch: Option<Condition>,
    pub fact_count: u32,
    pub rule_count: u32,
    pub rule_size: u32,
    pub parameter_count: u32,
    pub parameter_size: u32,
    pub stock_text_count: u32,
    pub example_count: u32,
    pub example_size: u32,
}

#[repr(C)]
pub struct Plugin {
    pub struct_size: u32,
    pub abi_minor: u32,
    pub name: Text,
    pub version: Text,
    pub evaluators: *const &'static Evaluator,
    pub evaluator_count: u32,
}

/// An ELF note, by which the host knows for which ABI a library was built before anything of it runs.
#[repr(C, align(4))]
struct AbiNote {
    owner_size: u32,
    contents_size: u32,
    kind: u32,
    owner: [u8; 20],
    abi_major: u32,
    abi_minor: u32,
    plugin_size: u32,
}

#[used]
#[link_section = ".note.connection_advisor"]
static ABI_NOTE: AbiNote = AbiNote {
    owner_size: 18,
    contents_size: 12,
    kind: 1,
    owner: *b"ConnectionAdvisor\0\0\0",
    abi_major: ABI_MAJOR,
    abi_minor: ABI_MINOR,
    plugin_size: size_of::<Plugin>(),
};

// Constants that nobody writes to, so every thread may read them.
unsafe impl Sync for Text {}
unsafe impl Sync for CutPoint {}
unsafe impl Sync for Fact {}
unsafe impl Sync for Rule {}
unsafe impl Sync for Parameter {}
unsafe impl Sync for NeutralText {}
unsafe impl Sync for Letter {}
unsafe impl Sync for Example {}
unsafe impl Sync for Evaluator {}
unsafe impl Sync for Plugin {}

/// The size of a structure or of one element of a table, as the ABI writes it.
pub const fn size_of<T>() -> u32 {
    core::mem::size_of::<T>() as u32
}

// What the header has where pointers take eight bytes.
const _: () = assert!(
    size_of::<CutPoint>() == 16
        && size_of::<Fact>() == 64
        && size_of::<Reader>() == 16
        && size_of::<Rule>() == 56
        && size_of::<Parameter>() == 40
        && size_of::<NeutralText>() == 32
        && size_of::<Letter>() == 40
        && size_of::<ExampleFact>() == 16
        && size_of::<Example>() == 40
        && size_of::<Evaluator>() == 144
        && size_of::<Plugin>() == 40,
    "a structure is laid out otherwise than in plugin_abi.h"
);

// What most facts have in common; the rest is written where a fact is declared.

/// A fact with two values, false and true.
pub const fn boolean(id: Text) -> Fact {
    Fact {
        struct_size: size_of::<Fact>(),
        kind: BOOLEAN,
        id,
        question: NO_TEXT,
        values: core::ptr::null(),
        cut_points: core::ptr::null(),
        value_count: 0,
        cut_point_count: 0,
        cut_point_size: size_of::<CutPoint>(),
        flags: 0,
        assumption: NO_ASSUMPTION,
    }
}

/// A fact with the values listed.
pub const fn choice(id: Text, values: &'static [Text]) -> Fact {
    Fact {
        kind: CHOICE,
        values: values.as_ptr(),
        value_count: values.len() as u32,
        ..boolean(id)
    }
}

/// A number, seen as the part between cut points that it lies in.
pub const fn integer(id: Text, cut_points: &'static [CutPoint]) -> Fact {
    Fact {
        kind: INTEGER,
        cut_points: cut_points.as_ptr(),
        cut_point_count: cut_points.len() as u32,
        ..boolean(id)
    }
}

/// What is said for a verdict where no single rule is sure to be the reason.
pub const fn neutral_text(summary: Text, next_step: Text) -> NeutralText {
    NeutralText {
        struct_size: size_of::<NeutralText>(),
        summary,
        next_step,
        reply: NO_TEXT,
    }
}

/// A case with what the platform must say to it.
pub const fn example(
    name: Text,
    facts: &'static [ExampleFact],
    verdict: u32,
    rule_id: Text,
) -> Example {
    Example {
        name,
        rule_id,
        facts: facts.as_ptr(),
        fact_count: facts.len() as u32,
        fact_size: size_of::<ExampleFact>(),
        verdict,
    }
}

/// For examples: `fact` with the value of that index.
pub const fn is(fact: &'static Fact, value: u32) -> ExampleFact {
    ExampleFact { fact, value }
}
