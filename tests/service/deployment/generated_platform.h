// Platforms of generated rules, with each condition stated the long way to hold the diagrams against.
#ifndef TESTS_SERVICE_DEPLOYMENT_GENERATED_PLATFORM_H_
#define TESTS_SERVICE_DEPLOYMENT_GENERATED_PLATFORM_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "connection_advisor/image/v1/plugin_image.pb.h"
#include "service/deployment/explorer.h"
#include "service/platform/platform.h"
#include "tests/service/diagram/generated_function.h"

namespace connection_advisor::deployment {

// The tree of a condition that asks for what `table` depends on, in `order`.
DecisionTree TreeOf(const diagram::Table& table, const std::vector<uint32_t>& order);

// Facts "generated.f0" and so on, with values "V0" and so on; rules "r0" and so on. The last rule with a verdict has no
// condition in half of them. Its texts are in order; whether it keeps the laws is left to chance.
class GeneratedPlatform {
 public:
  explicit GeneratedPlatform(diagram::Generator& generator);
  GeneratedPlatform(const GeneratedPlatform&) = delete;

  const diagram::Domain& domain() const { return domain_; }
  const image::v1::PlatformImage& description() const { return description_; }
  // Of each rule, then of vouching.
  const std::vector<diagram::Table>& conditions() const { return conditions_; }
  const std::vector<DecisionTree>& trees() const { return trees_; }
  uint32_t rule_count() const { return static_cast<uint32_t>(description_.rules_size()); }

  bool IsPossible(const diagram::Assignment& assignment) const;
  // The first rule that holds in a possible case; nothing where none does.
  std::optional<uint32_t> Decide(const diagram::Assignment& assignment) const;
  // The leaf that a decision must have there, and one that a published condition must have.
  int32_t DecisionLeaf(const diagram::Assignment& assignment) const;
  int32_t ConditionLeaf(size_t condition, const diagram::Assignment& assignment) const;

  // The whole image, with diagrams.
  image::v1::PlatformImage Compile() const;

 private:
  void AddRule(image::v1::OutcomeImage outcome, bool otherwise, diagram::Generator& generator);

  diagram::Domain domain_;
  image::v1::PlatformImage description_;
  std::vector<diagram::Table> conditions_;
  std::vector<DecisionTree> trees_;
};

// Assembled, where the test fails unless that works.
std::shared_ptr<platform::Platform> Assembled(const image::v1::PlatformImage& image);

}  // namespace connection_advisor::deployment

#endif  // TESTS_SERVICE_DEPLOYMENT_GENERATED_PLATFORM_H_
