#include "tests/hostile/corpus.h"

#include <ostream>

namespace connection_advisor::hostile {
namespace {

constexpr char kCondition[] = "condition of rule 'friend_met' of platform 'hostile'";
std::string WhileExploring(const std::string& what) {
  return what + ".* while exploring the " + std::string(kCondition);
}

constexpr char kTwoExplorations[] = "the condition of rule 'friend_met': it is not reproducible";
constexpr char kTwoProcesses[] = "it is not reproducible: compiled in two processes|breaks law";

}  // namespace

void PrintTo(const Hostile& hostile, std::ostream* out) { *out << hostile.deviation; }

const std::vector<Hostile>& Refused() {
  static const std::vector<Hostile> rows = {
      {"AnyLibrary",
       "has no ABI note.*\n.*does not export `connection_advisor_plugin_v1`.*\n.*exports more .*'advise'"},
      {"ExportIsAFunction", "is not a constant structure but a function"},
      {"ExportIsSmall", "is smaller \\(4 bytes\\) than advisor_plugin"},
      {"ExportIsAnother", "does not export `connection_advisor_plugin_v1`.*\n.*exports more .*'another_plugin'"},
      {"ExportsMore",
       "exports more than `connection_advisor_plugin_v1`: 'advise'; link it with the SDK's version script"},
      {"NoteMissing", "^it has no ABI note.*: in C, write ADVISOR_ABI_NOTE; beside the export"},
      {"NoteOfMajor0", "built for plugin ABI 0; this host has ABI 1"},
      {"NoteOfMajor2", "built for plugin ABI 2; this host has ABI 1"},
      {"NoteOfMinor1", "built for plugin ABI 1.1; this host has 1.0"},
      {"NoteClaimsMore", "its ABI note says that its export has 400 bytes, and it has 40"},
      {"NotesContradict", "its ABI notes contradict each other"},
      {"SymbolNobodyHas", "cannot be loaded: undefined symbol: nobody_has_this"},
      {"AddressInCode", "its code is written to while it is loaded \\(TEXTREL\\)"},
      {"WritableCode", "memory that is both writable and executable"},
      {"ExecutableStack", "asks for an executable stack: link it with -Wl,-z,noexecstack"},
      {"RunPath", "looks for libraries along a path of its own, .* \\('/opt/lib'\\)"},
      {"OldRunPath", "looks for libraries along a path of its own, .* \\('/opt/lib'\\)"},
      {"RelativeRunPath", "looks for libraries along a path of its own, .* \\('\\$ORIGIN/../lib'\\)"},
      {"Filter", "stands in for another library \\('libnowhere.so'\\)"},
      {"Needs_nowhere", "depends on 'libnowhere.so'; .*: take out what needs it, or link it statically"},
      {"Needs_protobuf", "depends on 'libprotobuf.so.32'; .*: a plugin reads facts and nothing else"},
      {"Needs_grpc", "depends on 'libgrpc\\+\\+.so.1.51'; .*: a plugin reads facts and nothing else"},
      {"Program", "^it is an executable \\(position-independent\\); a plugin is a shared library"},

      {"CrashesInConstructor", "crashed \\(Segmentation fault\\) while loading the file"},
      {"AbortsInConstructor", "crashed \\(Aborted\\) while loading the file"},
      {"ThrowsInConstructor", "crashed \\(Aborted\\) while loading the file"},
      {"ExitsInConstructor", "ended the compiler \\(exit status 0\\) while loading the file"},
      {"ClingsInConstructor", "crashed \\(Bad system call\\) while loading the file"},
      {"StartsAThreadInConstructor", "crashed \\(Aborted\\) while loading the file; the sandbox had denied it clone3?"},
      {"ClosesTheAnswerInConstructor", "ended the compiler \\(exit status 1\\) while loading the file"},

      {"ExportSaysItIsSmall", "is smaller \\([0-9]+ bytes, struct_size 8\\) than advisor_plugin"},
      {"ExportSaysItIsLarge", "claims to be larger \\(struct_size 4096\\)"},
      {"MinorTooNew", "built for plugin ABI 1.1; this host has 1.0"},
      {"NullName", "its name is NULL"},
      {"NullVersion", "its version is NULL"},
      {"NullEvaluators", "1 evaluators at NULL"},
      {"WildEvaluators", "crashed \\(Segmentation fault\\) while reading what it declares"},
      {"NoEvaluators", "it has 0 evaluators"},
      {"TooManyEvaluators", "it has 65 evaluators; 1 to 64 are allowed"},
      {"NullEvaluator", "evaluator 1 is NULL"},
      {"SmallEvaluator", "evaluator 1 is smaller"},
      {"TwiceTheSameEvaluator", "platform 'hostile': it stands twice"},
      {"NullPlatform", "platform: the id is NULL"},
      {"NullPurpose", "platform 'hostile': the purpose is NULL"},
      {"HugeSignificance", "platform 'hostile': its significance is above 100"},
      {"NullFacts", "platform 'hostile': 4 facts at NULL"},
      {"NoFacts", "platform 'hostile': it has 0 facts"},
      {"TooManyFacts", "platform 'hostile': 1000000 facts .* at most 128 are allowed"},
      {"NullFact", "platform 'hostile': fact 2: it is NULL"},
      {"SmallFact", "platform 'hostile': fact 3: its struct_size"},
      {"TwiceTheSameFact", "fact 'relationship.met_in_person': its id stands twice"},
      {"NullFactId", "fact 3: the id is NULL"},
      {"UnknownKind", "fact 3: its kind is 3"},
      {"NullValues", "fact 2: a choice has 2 to 64 values; this one has 3 at NULL"},
      {"NullValue", "fact 2: a value is NULL"},
      {"OneValue", "fact 2: a choice has 2 to 64 values; this one has 1"},
      {"TooManyValues", "fact 2: a choice has 2 to 64 values; this one has 65"},
      {"TwiceTheSameValue", "fact 'hostile.standing': the value 'STRANGER' stands twice"},
      {"AssumptionTooLarge", "fact 'hostile.standing': its assumption is the value with index 3; it has 3 values"},
      {"AssumptionNegative", "fact 'hostile.standing': its assumption is"},
      {"ContractFactOfAnotherKind", "fact 'relationship.my_assessment': the contract has it as another kind"},
      {"ContractFactWithAQuestion", "fact 'relationship.met_in_person': the contract has its question"},
      {"FactOfAnotherPlatform", "fact 'linkedin.years': its id is neither one of the contract nor 'hostile\\.'"},
      {"OwnFactWithoutAQuestion", "fact 'hostile.years': the question is empty"},
      {"NoCutPoints", "fact 3: an integer has at least one cut point"},
      {"NullCutPoints", "fact 3: the array of cut points is NULL"},
      {"CutPointsUnsorted", "fact 'hostile.years': its cut points are not ascending from 1 on: 20 after 30"},
      {"CutPointTwice", "fact 'hostile.years': its cut points are not ascending from 1 on: 20 after 20"},
      {"CutPointOfZero", "fact 'hostile.years': its cut points are not ascending from 1 on: 0 after 0"},
      {"CutPointOfNoParameter", "fact 3: a cut point names the parameter 'nothing'"},
      {"CutPointStrideZero", "fact 3: the size of one element of cut points is given as 0"},
      {"NullRules", "the array of rules is NULL"},
      {"NoRules", "it has 0 rules"},
      {"TooManyRules", "1000000 rules, at most 512 are allowed"},
      {"RuleStrideZero", "the size of one element of rules is given as 0"},
      {"RuleStrideOdd", "the size of one element of rules is given as 57"},
      {"RuleStrideHuge", "the size of one element of rules is given as 4294967288"},
      {"NullRuleId", "rule 2: the id is NULL"},
      {"TwiceTheSameRuleId", "rule 'veteran': its id stands twice"},
      {"NullSummary", "rule 'veteran': the summary is NULL"},
      {"TextWithoutAnEnd", "crashed \\(Segmentation fault\\) while reading what it declares"},
      {"NullNextStep", "rule 'veteran': the next step is empty"},
      {"NoteWithANextStep", "rule 'famous_met': it decides nothing, so it has neither"},
      {"UnknownOutcome", "rule 'veteran': its outcome is 77"},
      {"NoCondition", "rule 'veteran': it has no condition"},
      {"NoteWithoutACondition", "rule 'famous_met': it has no condition"},
      {"ReplyWithoutALetter", "rule 'friend_unmet': it has a reply, and the platform no letter"},
      {"SmallLetter", "the struct_size of the letter"},
      {"NullNeutralText", "when_meet_first is NULL"},
      {"SmallNeutralText", "when_decline is smaller than advisor_neutral_text"},
      {"NullParameters", "the array of parameters is NULL"},
      {"ParameterOutOfRange", "parameter 'limit': its default is 101, out of its range 1 to 100"},
      {"ParameterRangeBackwards", "parameter 'limit': its range is 200 to 100"},
      {"ParameterNamedGreeting", "parameter 'greeting': its id is that of a placeholder"},
      {"NullStockTexts", "platform 'hostile': 1 stock texts"},
      {"TooManyStockTexts", "platform 'hostile': 1000000 stock texts"},
      {"NullExamples", "the array of examples is NULL"},
      {"TooManyExamples", "1000000 examples, at most 4096 are allowed"},
      {"ExampleStrideZero", "the size of one element of examples is given as 0"},
      {"ExampleOfAForeignFact", "example 'a veteran': it states a fact that the platform does not list"},
      {"ExampleOfNoRule", "example 'a veteran': it names the rule 'nothing'"},
      {"ExampleOfNoValue", "example 'a veteran': it states 'hostile.years' with the value of index 3"},
      {"ExampleOfNoVerdict", "example 'a veteran': its verdict is none of"},
      {"ExampleStatesAFactTwice", "example 'a friend': it states a fact twice"},

      {"InvalidUtf8", "rule 'veteran': the summary is not valid UTF-8 at byte 3"},
      {"ControlCharacter", "rule 'veteran': the rationale has a control character at byte 6"},
      {"TextThatRunsBackwards", "rule 'veteran': the summary has a character that changes the direction of text"},
      {"LineFeedInASummary", "rule 'veteran': the summary has a control character at byte 4"},
      {"LineSeparatorInASummary", "rule 'veteran': the summary has a control character at byte 4"},
      {"UnknownPlaceholder", "rule 'veteran': the summary has the placeholder \\{years\\}"},
      {"GreetingInASummary", "rule 'veteran': the summary has the placeholder \\{greeting\\}"},
      {"BraceAlone", "rule 'veteran': the summary has a brace without its partner"},
      {"BlankText", "platform 'hostile': the purpose is empty"},
      {"HundredMegabytes", "rule 'veteran': the rationale is longer than 4096 bytes"},
      {"NameInCapitals", "the plugin's name 'Hostile' is not lower-case"},
      {"VersionOfTwoNumbers", "the plugin's version '1.0' is not MAJOR.MINOR.PATCH"},
      {"PlatformWithASlash", "platform '../hostile': its id is not lower-case"},
      {"RuleIdThatClearsTheScreen", "rule '\\\\x1b\\[2Jveteran\\\\xff': its id is not lower-case"},
      {"ValueInSmallLetters", "fact 'hostile.standing': the value 'friend' is not CAPITALS"},
      {"ValueThatMeansUnknown", "fact 'hostile.standing': the value UNSPECIFIED stands for unknown"},

      {"CrashesInCondition", WhileExploring("crashed \\(Segmentation fault\\)")},
      {"DereferencesNull", WhileExploring("crashed \\(Segmentation fault\\)")},
      {"DividesByZero", WhileExploring("crashed \\(Floating point exception\\)")},
      {"CrashesForOneAnswer", WhileExploring("crashed \\(Aborted\\)")},
      {"OverflowsItsStack", WhileExploring("crashed \\(Segmentation fault\\)")},
      {"ThrowsInCondition", "the condition of rule 'friend_met': it threw an exception"},
      {"ExitsInCondition", WhileExploring("ended the compiler \\(exit status 3\\)")},
      {"AsksForAForeignFact",
       "the condition of rule 'friend_met': it asked for a fact that the platform does not list"},
      {"AsksForNull", "the condition of rule 'friend_met': it asked for a fact that the platform does not list"},
      {"CountsItsCalls", kTwoExplorations},
      {"AsksInTurns", kTwoExplorations},
      {"DiffersByTheCaseBefore", kTwoExplorations},
      {"DiffersByProcess", kTwoProcesses},
      {"DiffersByAddress", kTwoProcesses},
      {"DiffersByTheClock", kTwoExplorations},
      {"WritesAtRandom", WhileExploring("crashed \\(Segmentation fault\\)")},
      {"FreesTwice", WhileExploring("crashed \\(Aborted\\)")},
      {"ScribblesOverTheStack", WhileExploring("crashed")},
      {"UnmapsAllMemory", WhileExploring("crashed \\(Segmentation fault\\)")},
      {"WritesIntoTheReader", WhileExploring("crashed")},
      {"ClosesTheAnswer", WhileExploring("ended the compiler \\(exit status 1\\)")},
      {"WritesIntoTheAnswer", WhileExploring("wrote into the compiler's answer")},
      {"FloodsTheAnswer", "its image is larger than 64 MiB"},
      {"ForgesWalls", "wrote into the compiler's answer"},
      {"ForgesTheImageOfAnotherFile", "its image is that of another file"},
      {"ForgesARefusal", "^\\\\x1b\\[2Jx$"},
      {"ForgesNothing", WhileExploring("ended the compiler \\(exit status 0\\)")},

      {"DeadRule",
       "law 3 \\(live\\): rule 'friend_unmet' never decides: .* as in "
       "\\{\"platform\":\"hostile\",\"facts\":\\{\"relationship.met_in_person\":\"true\","
       "\"hostile.standing\":\"FRIEND\",\"hostile.years\":\"at least 10 and below 20\"\\}\\}"},
      {"RuleThatHoldsNowhere", "law 3 \\(live\\): the condition of rule 'friend_met' holds in no possible case"},
      {"NoteThatHoldsNowhere", "law 3 \\(live\\): the condition of rule 'famous_met' holds in no possible case"},
      {"ImpossibleRuleThatHoldsNowhere", "law 3 \\(live\\): the condition of rule 'outcast_met' holds in no case"},
      {"Undecided",
       "law 2 \\(total\\): no rule decides \\{\"platform\":\"hostile\",\"facts\":\\{\"hostile.standing\":\"STRANGER\","
       "\"hostile.years\":\"at least 10 and below 20\"\\}\\}"},
      {"FailingExample",
       "law 5 \\(examples\\): example 'a friend' is to come out as MEET_FIRST, and rule 'friend_met' decides CONNECT "
       "in "
       "an open case of \\{\"platform\":\"hostile\","},
      {"ExampleOfAnotherRule",
       "law 5 \\(examples\\): example 'a veteran' is to be decided by rule 'otherwise', and rule 'veteran' decides"},
      {"ExampleOfANoteThatDoesNotHold",
       "law 5 \\(examples\\): example 'a famous stranger' is to carry the note 'famous_met', which does not hold"},
      {"ExampleOfAnImpossibleCase", "law 5 \\(examples\\): example 'a famous stranger' states an impossible case"},
      {"ExampleOfAnImpossibleRule", "law 5 \\(examples\\): example 'a stranger' is an example of an impossible rule"},
      {"RuleWithoutAnExample", "law 5 \\(examples\\): rule 'famous_met' has no example"},
      {"NothingIsPossible", "law 4 \\(satisfiable\\): the impossible rules leave no case to"},
      {"ValueThatIsImpossible",
       "law 4 \\(satisfiable\\): the impossible rules leave no case to "
       "\\{\"platform\":\"hostile\",\"facts\":\\{\"hostile.standing\":\"OUTCAST\"\\}\\}"},
      {"AssumptionsThatContradict",
       "law 4 \\(satisfiable\\): assumptions contradict each other: "
       "\\{\"platform\":\"hostile\",\"facts\":\\{\"relationship.met_in_person\":\"true\","
       "\"hostile.standing\":\"OUTCAST\"\\}\\}"},
      {"NotMonotone",
       "law 6 \\(monotone\\): fact 'relationship.met_in_person' is declared favourable, yet from 'false' to 'true' the "
       "verdict falls from MEET_FIRST to DECLINE in .*\"hostile.standing\":\"FRIEND\""},
      {"FactOfNotesWithoutAnAssumption", "fact 'candidate.renowned_in_field' changes no verdict"},
      {"TooManyCases", "platform 'hostile': its facts have more than 2\\^120 combinations"},
  };
  return rows;
}

const std::vector<Hostile>& Stopped() {
  static const std::vector<Hostile> rows = {
      {"LoopsInConstructor", "did not come to an end within 1500 ms; it was stopped while loading the file"},
      {"StopsInConstructor", "did not come to an end within 1500 ms; it was stopped while loading the file"},
      {"StopsInCondition", WhileExploring("did not come to an end within 1500 ms; it was stopped")},
      {"HandlesItsCrash", WhileExploring("did not come to an end within 1500 ms; it was stopped")},
      {"LoopsInCondition", WhileExploring("did not come to an end within 1500 ms; it was stopped")},
      {"LoopsInVouching", "did not come to an end .* while exploring the vouch condition of platform 'hostile'"},
      {"ParityOfForty",
       "rule 'veteran'(: it was still asking for further combinations of facts| of platform 'hostile')"},
      {"SumOfForty", "rule 'veteran'(: it was still asking for further combinations of facts| of platform 'hostile')"},
  };
  return rows;
}

const std::vector<std::string>& Accepted() {
  static const std::vector<std::string> names = {"Valid",
                                                 "Minimal",
                                                 "Stripped",
                                                 "TotalWithoutAnOtherwise",
                                                 "ForksInConstructor",
                                                 "SleepsInConstructor",
                                                 "InstallsSignalHandlers",
                                                 "RegistersExitHandlers",
                                                 "PrintsInConstructor",
                                                 "LoadsALibrary",
                                                 "CountsDescriptors",
                                                 "LooksAround",
                                                 "UpsetsTheProcess",
                                                 "AsksAMillionTimes",
                                                 "ForgesDenials",
                                                 "Leaks",
                                                 "SleepsInCondition",
                                                 "StartsAThreadInCondition",
                                                 "UpsetsTheProcessInCondition"};
  return names;
}

const std::vector<std::string>& Undefined() {
  static const std::vector<std::string> names = {"ReadsUninitialisedMemory", "KeepsTheReader", "LeavesByLongjmp"};
  return names;
}

const Hostile& Hoarding() {
  static const Hostile row = {"HoardsMemory", "rule 'friend_met'.*memory"};
  return row;
}

const std::vector<Hostile>& Unfolding() {
  static const std::vector<Hostile> rows = {
      {"ForgesMillionsOfPlatforms", "^its answer would come to more than 256 MiB in memory, and was not read"},
      {"ForgesMillionsOfCauses", "^its answer would come to more than 256 MiB in memory, and was not read"},
      {"ForgesACauseOfMillionsOfLines", "^(\\\\x0a)+"},
      {"ForgesAStageOfMillionsOfLines", "^it ended the compiler \\(exit status 0\\) while (\\\\x0a)+"},
  };
  return rows;
}

}  // namespace connection_advisor::hostile
