#include "service/deployment/assembly.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "service/diagram/builder.h"
#include "service/diagram/count.h"
#include "service/platform/number_text.h"

namespace connection_advisor::deployment {
namespace {

using diagram::Reference;
using image::v1::FactImage;
using image::v1::PlatformImage;
using platform::Fact;
using platform::FactKind;
using platform::Outcome;
using platform::Platform;

absl::Status Malformed(absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("the compiler's image is malformed: ", what));
}

Outcome OutcomeOf(image::v1::OutcomeImage outcome) { return static_cast<Outcome>(static_cast<int>(outcome) - 1); }

int32_t ContractFactIndex(absl::string_view id) {
  for (uint32_t index = 0; index < platform::kContractFactCount; ++index) {
    if (id == advisor_contract_facts[index].id) return static_cast<int32_t>(index);
  }
  return -1;
}

std::vector<std::string> ValueTexts(const FactImage& fact) {
  switch (fact.kind()) {
    case image::v1::FACT_IMAGE_KIND_CHOICE:
      return {fact.values().begin(), fact.values().end()};
    case image::v1::FACT_IMAGE_KIND_INTEGER:
      return platform::PartTexts(std::vector<int32_t>(fact.cut_points().begin(), fact.cut_points().end()));
    default:
      return {"false", "true"};
  }
}

Fact AssembleFact(const FactImage& image) {
  Fact fact{.id = image.id(),
            .kind = static_cast<FactKind>(static_cast<int>(image.kind()) - 1),
            .question = image.question(),
            .values = ValueTexts(image),
            .cut_points = {image.cut_points().begin(), image.cut_points().end()},
            .favourable = image.favourable(),
            .member_can_act = image.member_can_act()};
  if (image.has_assumption()) fact.assumption = static_cast<uint8_t>(image.assumption());
  const int32_t contract = ContractFactIndex(fact.id);
  fact.own = contract < 0;
  if (!fact.own) fact.question = advisor_contract_facts[contract].question;
  return fact;
}

void AssembleTables(const PlatformImage& image, Platform* platform) {
  for (const FactImage& fact : image.facts()) {
    platform->fact_index.emplace(fact.id(), static_cast<uint32_t>(platform->facts.size()));
    platform->facts.push_back(AssembleFact(fact));
  }
  for (const image::v1::RuleImage& rule : image.rules()) {
    platform->rules.push_back({.id = rule.id(),
                               .outcome = OutcomeOf(rule.outcome()),
                               .summary = rule.summary(),
                               .rationale = rule.rationale(),
                               .next_step = rule.next_step(),
                               .reply = rule.reply(),
                               .otherwise = rule.otherwise(),
                               .condition = rule.condition()});
    const auto index = static_cast<uint32_t>(platform->rules.size()) - 1;
    const auto outcome = static_cast<size_t>(platform->rules.back().outcome);
    if (!rule.otherwise()) platform->conditions[outcome].push_back({index, rule.condition()});
  }
  for (const image::v1::ParameterImage& parameter : image.parameters()) {
    platform->parameters.push_back({parameter.id(), parameter.description(), parameter.source(), parameter.minimum(),
                                    parameter.maximum(), parameter.default_value(), parameter.value()});
  }
  platform->stock_texts = {image.stock_texts().begin(), image.stock_texts().end()};
  for (const image::v1::ExampleImage& example : image.examples()) {
    platform::Example& row = platform->examples.emplace_back();
    row.name = example.name();
    for (const auto& fact : example.facts()) row.facts.push_back({fact.fact(), static_cast<uint8_t>(fact.value())});
    row.verdict = OutcomeOf(example.verdict());
    row.rule = example.rule();
  }
  const auto neutral = [&](Outcome verdict, const image::v1::NeutralTextImage& text) {
    platform->neutral[static_cast<size_t>(verdict)] = {text.summary(), text.next_step(), text.reply()};
  };
  neutral(Outcome::kDecline, image.when_decline());
  neutral(Outcome::kMeetFirst, image.when_meet_first());
  neutral(Outcome::kConnect, image.when_connect());
  if (image.has_letter()) {
    const image::v1::LetterImage& letter = image.letter();
    platform->letter = {letter.greeting_with_name(), letter.greeting(), letter.closing_with_name(), letter.closing()};
  }
}

void BindContract(Platform* platform) {
  for (uint32_t index = 0; index < platform->facts.size(); ++index) {
    const Fact& fact = platform->facts[index];
    const int32_t contract_index = ContractFactIndex(fact.id);
    if (contract_index < 0) continue;
    const advisor_contract_fact& contract = advisor_contract_facts[contract_index];
    platform::ContractBinding& binding = platform->contract[static_cast<size_t>(contract_index)];
    binding.fact = static_cast<int32_t>(index);
    binding.values.fill(diagram::kUnknown);
    const uint32_t value_count = contract.kind == ADVISOR_BOOLEAN ? 2 : contract.value_count;
    for (uint32_t value = 0; value < value_count; ++value) {
      const absl::string_view name =
          contract.kind == ADVISOR_BOOLEAN ? (value == 0 ? "false" : "true") : contract.values[value];
      const auto found = std::find(fact.values.begin(), fact.values.end(), name);
      if (found != fact.values.end()) binding.values[value] = static_cast<uint8_t>(found - fact.values.begin());
    }
  }
}

// Of each node, the largest leaf that it reaches.
std::vector<int32_t> LargestLeaves(const diagram::Forest& forest) {
  std::vector<int32_t> largest(forest.node_count(), 0);
  // Children have higher numbers than their parents.
  for (Reference node = static_cast<Reference>(forest.node_count()); node-- > 0;) {
    for (const Reference child : forest.children(node)) {
      const int32_t below = diagram::IsLeaf(child) ? diagram::LeafNumber(child) : largest[static_cast<size_t>(child)];
      largest[static_cast<size_t>(node)] = std::max(largest[static_cast<size_t>(node)], below);
    }
  }
  return largest;
}

absl::Status AssembleForest(const PlatformImage& image, Platform* platform) {
  std::vector<uint8_t> value_counts;
  for (const Fact& fact : platform->facts) value_counts.push_back(static_cast<uint8_t>(fact.values.size()));
  const int32_t leaf_count = std::max<int32_t>(UndecidedLeaf(*platform) + 1, platform::kConditionLeafCount);
  const image::v1::DiagramImage& diagram = image.diagram();
  if (diagram.node_facts_size() > static_cast<int>(kMaxDiagramNodes)) return Malformed("it has too many nodes");
  absl::StatusOr<diagram::Forest> forest =
      diagram::Forest::FromParts(std::move(value_counts), {diagram.order().begin(), diagram.order().end()},
                                 std::vector<uint32_t>(diagram.node_facts().begin(), diagram.node_facts().end()),
                                 {diagram.children().begin(), diagram.children().end()}, leaf_count);
  if (!forest.ok()) return Malformed(forest.status().message());
  platform->forest = *std::move(forest);

  platform->decision = image.decision();
  if (image.has_would_vouch()) platform->would_vouch = image.would_vouch();
  std::vector<Reference> conditions;
  for (const platform::Rule& rule : platform->rules) conditions.push_back(rule.condition);
  if (platform->would_vouch) conditions.push_back(*platform->would_vouch);
  std::vector<Reference> roots = conditions;
  roots.push_back(platform->decision);
  for (const Reference root : roots) {
    if (!platform->forest.Contains(root, leaf_count)) return Malformed("a root is neither a node nor a leaf");
  }
  if (!platform->forest.AllReachable(roots)) return Malformed("a node is reached from no root");
  const std::vector<int32_t> largest = LargestLeaves(platform->forest);
  for (const Reference root : conditions) {
    const int32_t leaf = diagram::IsLeaf(root) ? diagram::LeafNumber(root) : largest[static_cast<size_t>(root)];
    if (leaf >= platform::kConditionLeafCount) return Malformed("a condition has a leaf of the decision");
  }
  return absl::OkStatus();
}

bool Decides(Outcome outcome) { return outcome != Outcome::kImpossible && outcome != Outcome::kNote; }

// Leaves of a condition, mapped.
constexpr std::array kToPossible = {diagram::kFalse, diagram::kTrue, diagram::kTrue};
constexpr std::array kToHolds = {diagram::kFalse, diagram::kFalse, diagram::kTrue};

// Checks that the diagrams say the same of each other, and derives what follows from them.
class Derivation {
 public:
  Derivation(Platform* platform, std::chrono::steady_clock::time_point deadline)
      : platform_(platform),
        builder_({platform->forest.value_counts().begin(), platform->forest.value_counts().end()},
                 {platform->forest.order().begin(), platform->forest.order().end()},
                 {.max_nodes = kMaxNodes, .deadline = deadline}),
        decision_(builder_.Import(platform->forest, platform->decision)) {}

  absl::Status Derive() {
    MapDecision();
    absl::Status status = Check();
    // Past the limits nothing that was found means anything.
    if (builder_.exhausted()) {
      return absl::ResourceExhaustedError(builder_.out_of_time()
                                              ? "time was up before its diagrams were checked"
                                              : "its diagrams grow too large while they are checked");
    }
    if (!status.ok()) return status;
    FillPlatform();
    return absl::OkStatus();
  }

 private:
  // The image, and what is built from it besides.
  static constexpr uint32_t kMaxNodes = 4 * kMaxDiagramNodes;

  void MapDecision() {
    std::vector<Reference> to_outcome = {diagram::Leaf(static_cast<int32_t>(Outcome::kImpossible))};
    std::vector<Reference> to_possible = {diagram::kFalse};
    for (const platform::Rule& rule : platform_->rules) {
      // A leaf of another rule is found out by Check.
      to_outcome.push_back(
          diagram::Leaf(static_cast<int32_t>(Decides(rule.outcome) ? rule.outcome : Outcome::kImpossible)));
      to_possible.push_back(diagram::kTrue);
    }
    to_outcome.push_back(diagram::Leaf(static_cast<int32_t>(Outcome::kImpossible)));  // undecided: breaks a law
    to_possible.push_back(diagram::kTrue);
    verdict_ = builder_.MapLeaves(decision_, to_outcome);
    possible_ = builder_.MapLeaves(decision_, to_possible);
  }

  absl::Status Check() {
    Reference impossible = diagram::kFalse;
    Reference decision = diagram::Leaf(UndecidedLeaf(*platform_));
    for (size_t index = platform_->rules.size(); index-- > 0 && !builder_.exhausted();) {
      const platform::Rule& rule = platform_->rules[index];
      const Reference condition = builder_.Import(platform_->forest, rule.condition);
      const Reference holds = builder_.MapLeaves(condition, kToHolds);
      if (rule.outcome == Outcome::kImpossible) {
        impossible = builder_.IfThenElse(holds, diagram::kTrue, impossible);
      } else if (builder_.MapLeaves(condition, kToPossible) != possible_) {
        return Malformed("a condition and the decision differ on what is possible");
      }
      if (Decides(rule.outcome)) {
        const Reference leaf = diagram::Leaf(platform::DecisionLeaf(static_cast<uint32_t>(index)));
        decision = builder_.IfThenElse(holds, leaf, decision);
      }
      if (rule.outcome != Outcome::kNote) platform_->deciding |= builder_.Support(condition);
    }
    if (builder_.IfThenElse(impossible, diagram::kFalse, diagram::kTrue) != possible_) {
      return Malformed("the impossible rules and the decision differ on what is possible");
    }
    if (builder_.IfThenElse(possible_, decision, diagram::Leaf(0)) != decision_) {
      return Malformed("the decision is not the first rule that holds");
    }
    if (!platform_->would_vouch) return absl::OkStatus();
    const Reference vouch = builder_.Import(platform_->forest, *platform_->would_vouch);
    if (builder_.MapLeaves(vouch, kToPossible) == possible_) return absl::OkStatus();
    return Malformed("the vouch condition and the decision differ on what is possible");
  }

  void FillPlatform() {
    platform_->impossible_reads = builder_.Support(possible_);
    for (uint32_t fact = 0; fact < platform_->facts.size(); ++fact) {
      platform_->facts[fact].notes_only = !platform_->deciding.test(fact);
    }
    std::vector<Reference> frozen;
    platform_->verdict_forest = diagram::Freeze(builder_, std::array{verdict_, possible_}, &frozen);
    platform_->verdict = frozen[0];
    platform_->possible = frozen[1];
  }

  Platform* platform_;
  diagram::Builder builder_;
  const Reference decision_;
  Reference verdict_ = diagram::kFalse;
  Reference possible_ = diagram::kFalse;
};

void CountCases(Platform* platform) {
  const std::vector<uint8_t> unknown(platform->facts.size(), diagram::kUnknown);
  std::vector<diagram::Count> cases(platform->rules.size() + 2);
  diagram::CountScratch scratch;
  diagram::CountLeaves(platform->forest, platform->decision, unknown.data(), platform->deciding, scratch, cases);
  for (size_t rule = 0; rule < platform->rules.size(); ++rule) {
    const diagram::Count count = cases[static_cast<size_t>(platform::DecisionLeaf(static_cast<uint32_t>(rule)))];
    platform->rules[rule].cases = count;
    if (!Decides(platform->rules[rule].outcome)) continue;
    platform->verdict_cases[static_cast<size_t>(platform->rules[rule].outcome)] += count;
    platform->possible_cases += count;
  }
  platform->verdict_cases[0] = cases[0];
}

}  // namespace

absl::StatusOr<std::shared_ptr<Platform>> AssemblePlatform(const PlatformImage& image,
                                                           const platform::PluginIdentity& plugin,
                                                           std::chrono::steady_clock::time_point deadline) {
  auto platform = std::make_shared<Platform>();
  platform->id = image.id();
  platform->display_name = image.display_name();
  platform->purpose = image.purpose();
  platform->significance = image.significance();
  platform->plugin = plugin;
  AssembleTables(image, platform.get());
  BindContract(platform.get());
  if (absl::Status status = AssembleForest(image, platform.get()); !status.ok()) return status;
  if (absl::Status status = Derivation(platform.get(), deadline).Derive(); !status.ok()) return status;
  CountCases(platform.get());
  return platform;
}

}  // namespace connection_advisor::deployment
