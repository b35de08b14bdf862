#include "tests/generated/source.h"

#include <sstream>

#include "tests/generated/texts.h"

namespace connection_advisor::generated {
namespace {

std::string Quoted(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '\n') {
      quoted += "\\n";
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

const char* EnumeratorOf(Outcome outcome) {
  constexpr const char* kNames[] = {"kImpossible", "kDecline", "kMeetFirst", "kConnect", "kNote"};
  return kNames[static_cast<size_t>(outcome)];
}

std::string FactName(uint32_t fact) { return "f" + std::to_string(fact); }

template <typename Items, typename Write>
std::string List(const Items& items, const char* separator, Write write) {
  std::string list;
  for (const auto& item : items) list += (list.empty() ? "" : separator) + write(item);
  return list;
}

class Source {
 public:
  explicit Source(const Rows& rows) : rows_(rows) {}

  std::string Write() {
    out_ << "#include \"connection_advisor/platform_evaluator.h\"\n\nnamespace {\n\n"
         << "using namespace connection_advisor;\n\n"
         << "// A bit for each value.\n"
         << "constexpr bool In(uint32_t value, uint64_t values) { return (values >> value & 1) != 0; }\n\n";
    for (uint32_t fact = 0; fact < rows_.facts.size(); ++fact) WriteFact(fact);
    out_ << "\nconstexpr FactTable facts{";
    for (uint32_t fact = 0; fact < rows_.facts.size(); ++fact) out_ << (fact == 0 ? "" : ", ") << FactName(fact);
    out_ << "};\n\n";
    WriteConditions();
    WriteRules();
    WriteTexts();
    WriteExamples();
    WritePlugin();
    return out_.str();
  }

 private:
  void WriteFact(uint32_t index) {
    const Fact& fact = rows_.facts[index];
    const std::string name = FactName(index);
    const std::string begin = Quoted(fact.id) + ", " + Quoted(Question(fact));
    const std::string table = name + "_values";
    switch (fact.kind) {
      case Kind::kBoolean:
        out_ << "constexpr auto " << name << " = OwnBoolean(" << begin << ")";
        break;
      case Kind::kChoice:
        out_ << "constexpr const char* " << table << "[] = {" << List(ChoiceValues(fact), ", ", Quoted) << "};\n"
             << "constexpr auto " << name << " = OwnChoice<Part>(" << begin << ", " << table << ")";
        break;
      case Kind::kInteger:
        out_ << "constexpr CutPoint " << table << "[] = {"
             << List(CutPoints(fact), ", ", [](int cut_point) { return "At(" + std::to_string(cut_point) + ")"; })
             << "};\n"
             << "constexpr auto " << name << " = OwnInteger(" << begin << ", " << table << ")";
        break;
    }
    if (fact.assumption) out_ << ".Assumed(" << *fact.assumption << ")";
    if (fact.member_can_act) out_ << ".MemberCanAct()";
    out_ << ";\n";
  }

  void WriteCondition(const std::string& name, const Condition& condition) {
    out_ << "bool " << name << "(Case c) {\n  return "
         << List(condition, " ||\n         ",
                 [](const std::vector<Literal>& alternative) {
                   return "(" +
                          List(alternative, " && ",
                               [](const Literal& literal) {
                                 return "In(" + FactName(literal.fact) + "(c), " + std::to_string(literal.values) + ")";
                               }) +
                          ")";
                 })
         << ";\n}\n";
  }

  void WriteConditions() {
    for (const Rule& rule : rows_.rules) {
      if (rule.condition) WriteCondition("Holds_" + rule.id, *rule.condition);
    }
    if (rows_.would_vouch) WriteCondition("WouldVouch", *rows_.would_vouch);
  }

  void WriteRules() {
    out_ << "\nconstexpr Rule rules[] = {\n";
    for (const Rule& rule : rows_.rules) {
      out_ << "    Rule(" << Quoted(rule.id) << ", " << (rule.condition ? "Holds_" + rule.id : "kOtherwise") << ", "
           << EnumeratorOf(rule.outcome) << ", " << Quoted(Summary(rule)) << ").Because(" << Quoted(Rationale(rule))
           << ")";
      if (Decides(rule)) out_ << ".NextStep(" << Quoted(NextStep(rule)) << ")";
      if (rule.reply) out_ << ".Reply(" << Quoted(Reply(rule)) << ")";
      out_ << ",\n";
    }
    out_ << "};\n\n";
  }

  void WriteNeutralText(const char* name, Outcome verdict) {
    out_ << "constexpr auto " << name << " = NeutralText(" << Quoted(NeutralSummary(verdict)) << ", "
         << Quoted(NeutralNextStep(verdict)) << ", " << Quoted(NeutralReply(verdict)) << ");\n";
  }

  void WriteTexts() {
    WriteNeutralText("when_connect", Outcome::kConnect);
    WriteNeutralText("when_meet_first", Outcome::kMeetFirst);
    WriteNeutralText("when_decline", Outcome::kDecline);
    out_ << "constexpr auto letter = Letter(" << Quoted(kGreetingWithName) << ", " << Quoted(kGreeting) << ", "
         << Quoted(kClosingWithName) << ", " << Quoted(kClosing) << ");\n\n";
  }

  void WriteExamples() {
    out_ << "constexpr ExampleTable examples{\n";
    for (const Example& example : rows_.examples) {
      out_ << "    ExampleOf(" << Quoted(ExampleName(rows_, example)) << ", {";
      for (uint32_t fact = 0; fact < example.values.size(); ++fact) {
        out_ << (fact == 0 ? "" : ", ") << FactName(fact) << ".Is(" << int{example.values[fact]} << ")";
      }
      out_ << "}, " << EnumeratorOf(example.verdict) << ", " << Quoted(rows_.rules[example.rule].id) << "),\n";
    }
    out_ << "};\n\n";
  }

  void WritePlugin() {
    out_ << "constexpr advisor_evaluator evaluator =\n    Evaluator(" << Quoted(rows_.platform) << ", "
         << Quoted(kDisplayName) << ", " << Quoted(kPurpose) << ", " << kSignificance
         << ")\n        .Facts(facts)\n        .Rules(rules)\n"
         << (rows_.would_vouch ? "        .WouldVouch(WouldVouch)\n" : "")
         << "        .NeutralTexts(when_connect, when_meet_first, when_decline)\n        .Letter(letter)\n"
         << "        .Examples(examples);\n\n"
         << "constexpr const advisor_evaluator* evaluators[] = {&evaluator};\n\n}  // namespace\n\n"
         << "const advisor_plugin connection_advisor_plugin_v1 = connection_advisor::Plugin(" << Quoted(rows_.platform)
         << ", " << Quoted(kVersion) << ", evaluators);\n";
  }

  const Rows& rows_;
  std::ostringstream out_;
};

}  // namespace

std::string SourceOf(const Rows& rows) { return Source(rows).Write(); }

}  // namespace connection_advisor::generated
