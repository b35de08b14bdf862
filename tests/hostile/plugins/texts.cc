// Texts and names that are not to be shown as they are.
#include <string>

#include "valid_plugin.h"

namespace hostile {

void InvalidUtf8(ValidPlugin& plugin) { plugin.rules[kVeteranRule].summary = "Ver\xff\xfe."; }
void ControlCharacter(ValidPlugin& plugin) { plugin.rules[kVeteranRule].rationale = "Clear \x1b[2J the screen."; }
void TextThatRunsBackwards(ValidPlugin& plugin) {
  plugin.rules[kVeteranRule].summary = "A \u202e text.";  // NOLINT(misc-misleading-bidirectional): the point of it
}
void LineFeedInASummary(ValidPlugin& plugin) { plugin.rules[kVeteranRule].summary = "One.\nTwo."; }
void LineSeparatorInASummary(ValidPlugin& plugin) { plugin.rules[kVeteranRule].summary = "One.\u2028Two."; }
void UnknownPlaceholder(ValidPlugin& plugin) { plugin.rules[kVeteranRule].summary = "At least {years}."; }
void GreetingInASummary(ValidPlugin& plugin) { plugin.rules[kVeteranRule].summary = "{greeting} there."; }
void BraceAlone(ValidPlugin& plugin) { plugin.rules[kVeteranRule].summary = "A { brace."; }
void BlankText(ValidPlugin& plugin) { plugin.evaluator.purpose = "  "; }
void HundredMegabytes(ValidPlugin& plugin) {
  static const std::string text(100'000'000, 'x');  // NOLINT(bugprone-string-constructor): it is meant to be large
  plugin.rules[kVeteranRule].rationale = text.c_str();
}
void NameInCapitals(ValidPlugin& plugin) { plugin.plugin.name = "Hostile"; }
void VersionOfTwoNumbers(ValidPlugin& plugin) { plugin.plugin.version = "1.0"; }
void PlatformWithASlash(ValidPlugin& plugin) { plugin.evaluator.platform = "../hostile"; }
void RuleIdThatClearsTheScreen(ValidPlugin& plugin) { plugin.rules[kVeteranRule].id = "\x1b[2Jveteran\xff"; }
void ValueInSmallLetters(ValidPlugin& plugin) { plugin.standings[2] = "friend"; }
void ValueThatMeansUnknown(ValidPlugin& plugin) { plugin.standings[0] = "STANDING_UNSPECIFIED"; }

}  // namespace hostile
