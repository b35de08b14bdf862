// Structures that are not what the ABI says.
#include <sys/mman.h>

#include <cstdint>
#include <cstring>

#include "valid_plugin.h"

namespace hostile {
namespace {

constexpr uint32_t kTooMany = 1'000'000;

template <typename T>
T* Wild() {
  return reinterpret_cast<T*>(uintptr_t{0x10});
}

}  // namespace

void ExportSaysItIsSmall(ValidPlugin& plugin) { plugin.plugin.struct_size = 8; }
void ExportSaysItIsLarge(ValidPlugin& plugin) { plugin.plugin.struct_size = 4096; }
void MinorTooNew(ValidPlugin& plugin) { plugin.plugin.abi_minor = ADVISOR_ABI_MINOR + 1; }
void NullName(ValidPlugin& plugin) { plugin.plugin.name = nullptr; }
void NullVersion(ValidPlugin& plugin) { plugin.plugin.version = nullptr; }
void NullEvaluators(ValidPlugin& plugin) { plugin.plugin.evaluators = nullptr; }
void WildEvaluators(ValidPlugin& plugin) { plugin.plugin.evaluators = Wild<const advisor_evaluator* const>(); }
void NoEvaluators(ValidPlugin& plugin) { plugin.plugin.evaluator_count = 0; }
void TooManyEvaluators(ValidPlugin& plugin) { plugin.plugin.evaluator_count = ADVISOR_MAX_EVALUATORS + 1; }
void NullEvaluator(ValidPlugin& plugin) { plugin.evaluators[0] = nullptr; }
void SmallEvaluator(ValidPlugin& plugin) { plugin.evaluator.struct_size = 16; }
void TwiceTheSameEvaluator(ValidPlugin& plugin) {
  static const advisor_evaluator* const twice[] = {&plugin.evaluator, &plugin.evaluator};
  plugin.plugin.evaluators = twice;
  plugin.plugin.evaluator_count = 2;
}

void NullPlatform(ValidPlugin& plugin) { plugin.evaluator.platform = nullptr; }
void NullPurpose(ValidPlugin& plugin) { plugin.evaluator.purpose = nullptr; }
void HugeSignificance(ValidPlugin& plugin) { plugin.evaluator.significance = 101; }
void NullFacts(ValidPlugin& plugin) { plugin.evaluator.facts = nullptr; }
void NoFacts(ValidPlugin& plugin) { plugin.evaluator.fact_count = 0; }
void TooManyFacts(ValidPlugin& plugin) { plugin.evaluator.fact_count = kTooMany; }
void NullFact(ValidPlugin& plugin) { plugin.facts[1] = nullptr; }
void SmallFact(ValidPlugin& plugin) { plugin.years.struct_size = 8; }
void TwiceTheSameFact(ValidPlugin& plugin) { plugin.facts[3] = &plugin.met; }
void NullFactId(ValidPlugin& plugin) { plugin.years.id = nullptr; }
void UnknownKind(ValidPlugin& plugin) { plugin.years.kind = 3; }
void NullValues(ValidPlugin& plugin) { plugin.standing.values = nullptr; }
void NullValue(ValidPlugin& plugin) { plugin.standings[2] = nullptr; }
void OneValue(ValidPlugin& plugin) { plugin.standing.value_count = 1; }
void TooManyValues(ValidPlugin& plugin) { plugin.standing.value_count = ADVISOR_MAX_VALUES + 1; }
void TwiceTheSameValue(ValidPlugin& plugin) { plugin.standings[2] = plugin.standings[1]; }
void AssumptionTooLarge(ValidPlugin& plugin) { plugin.standing.assumption = 3; }
void AssumptionNegative(ValidPlugin& plugin) { plugin.standing.assumption = -2; }
void ContractFactOfAnotherKind(ValidPlugin& plugin) { plugin.famous.id = "relationship.my_assessment"; }
void ContractFactWithAQuestion(ValidPlugin& plugin) { plugin.met.question = "Have you met?"; }
void FactOfAnotherPlatform(ValidPlugin& plugin) { plugin.years.id = "linkedin.years"; }
void OwnFactWithoutAQuestion(ValidPlugin& plugin) { plugin.years.question = nullptr; }

void NoCutPoints(ValidPlugin& plugin) { plugin.years.cut_point_count = 0; }
void NullCutPoints(ValidPlugin& plugin) { plugin.years.cut_points = nullptr; }
void CutPointsUnsorted(ValidPlugin& plugin) { plugin.years_parts[0].number = 30; }
void CutPointTwice(ValidPlugin& plugin) { plugin.years_parts[0].number = 20; }
void CutPointOfZero(ValidPlugin& plugin) { plugin.years_parts[0].number = 0; }
void CutPointOfNoParameter(ValidPlugin& plugin) { plugin.years_parts[1].parameter = "nothing"; }
void CutPointStrideZero(ValidPlugin& plugin) { plugin.years.cut_point_size = 0; }

void NullRules(ValidPlugin& plugin) { plugin.evaluator.rules = nullptr; }
void NoRules(ValidPlugin& plugin) { plugin.evaluator.rule_count = 0; }
void TooManyRules(ValidPlugin& plugin) { plugin.evaluator.rule_count = kTooMany; }
void RuleStrideZero(ValidPlugin& plugin) { plugin.evaluator.rule_size = 0; }
void RuleStrideOdd(ValidPlugin& plugin) { plugin.evaluator.rule_size = sizeof(advisor_rule) + 1; }
void RuleStrideHuge(ValidPlugin& plugin) { plugin.evaluator.rule_size = UINT32_MAX & ~uint32_t{7}; }
void NullRuleId(ValidPlugin& plugin) { plugin.rules[kVeteranRule].id = nullptr; }
void TwiceTheSameRuleId(ValidPlugin& plugin) { plugin.rules[kFriendMet].id = "veteran"; }
void NullSummary(ValidPlugin& plugin) { plugin.rules[kVeteranRule].summary = nullptr; }
// Nothing is mapped where it goes on.
void TextWithoutAnEnd(ValidPlugin& plugin) {
  constexpr size_t kPage = 4096;
  void* pages = mmap(nullptr, 2 * kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  memset(pages, 'x', kPage);
  munmap(static_cast<char*>(pages) + kPage, kPage);
  plugin.rules[kVeteranRule].summary = static_cast<char*>(pages) + kPage - 16;
}
void NullNextStep(ValidPlugin& plugin) { plugin.rules[kVeteranRule].next_step = nullptr; }
void NoteWithANextStep(ValidPlugin& plugin) { plugin.rules[kFamousMet].next_step = "Bow."; }
void UnknownOutcome(ValidPlugin& plugin) { plugin.rules[kVeteranRule].outcome = 77; }
void NoCondition(ValidPlugin& plugin) { plugin.rules[kVeteranRule].condition = nullptr; }
void NoteWithoutACondition(ValidPlugin& plugin) { plugin.rules[kFamousMet].condition = nullptr; }
void ReplyWithoutALetter(ValidPlugin& plugin) { plugin.evaluator.letter = nullptr; }
void SmallLetter(ValidPlugin& plugin) { plugin.letter.struct_size = 8; }
void NullNeutralText(ValidPlugin& plugin) { plugin.evaluator.when_meet_first = nullptr; }
void SmallNeutralText(ValidPlugin& plugin) { plugin.when_decline.struct_size = 8; }

void NullParameters(ValidPlugin& plugin) { plugin.evaluator.parameters = nullptr; }
void ParameterOutOfRange(ValidPlugin& plugin) { plugin.parameters[0].default_value = 101; }
void ParameterRangeBackwards(ValidPlugin& plugin) { plugin.parameters[0].minimum = 200; }
void ParameterNamedGreeting(ValidPlugin& plugin) { plugin.parameters[0].id = "greeting"; }
void NullStockTexts(ValidPlugin& plugin) { plugin.evaluator.stock_texts = nullptr; }
void TooManyStockTexts(ValidPlugin& plugin) { plugin.evaluator.stock_text_count = kTooMany; }

void NullExamples(ValidPlugin& plugin) { plugin.evaluator.examples = nullptr; }
void TooManyExamples(ValidPlugin& plugin) { plugin.evaluator.example_count = kTooMany; }
void ExampleStrideZero(ValidPlugin& plugin) { plugin.evaluator.example_size = 0; }
void ExampleOfAForeignFact(ValidPlugin& plugin) {
  static const advisor_fact foreign = plugin.years;
  plugin.of_veteran[0].fact = &foreign;
}
void ExampleOfNoRule(ValidPlugin& plugin) { plugin.examples[0].rule_id = "nothing"; }
void ExampleOfNoValue(ValidPlugin& plugin) { plugin.of_veteran[0].value = 3; }
void ExampleOfNoVerdict(ValidPlugin& plugin) { plugin.examples[0].verdict = ADVISOR_NOTE; }
void ExampleStatesAFactTwice(ValidPlugin& plugin) { plugin.of_friend_met[0] = plugin.of_friend_met[1]; }

}  // namespace hostile
