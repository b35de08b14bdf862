#include "service/advice/pivotal.h"

#include <algorithm>
#include <array>
#include <bit>

#include "service/platform/assumptions.h"

namespace connection_advisor::advice {
namespace {

using diagram::kUnknown;
using platform::Outcome;
using platform::Platform;

using Values = std::array<uint8_t, diagram::kMaxVariables>;

constexpr uint64_t Bit(Outcome outcome) { return uint64_t{1} << static_cast<uint32_t>(outcome); }
constexpr uint64_t kAnyVerdict = Bit(Outcome::kDecline) | Bit(Outcome::kMeetFirst) | Bit(Outcome::kConnect);

class Pivots {
 public:
  Pivots(const Platform& platform, const uint8_t* stated, const Decision& decision, diagram::Visited& visited)
      : platform_(platform), stated_(stated), decision_(decision), visited_(visited), all_stand_(AllStand()) {}

  diagram::VariableSet Find() {
    diagram::VariableSet pivotal;
    for (uint32_t fact = 0; fact < platform_.facts.size(); ++fact) {
      if (decision_.assumptions_to_report.test(fact) && SomeValueLeadsElsewhere(fact)) pivotal.set(fact);
    }
    return pivotal;
  }

 private:
  bool SomeValueLeadsElsewhere(uint32_t fact) {
    const auto value_count = static_cast<uint8_t>(platform_.facts[fact].values.size());
    for (uint8_t value = 0; value < value_count; ++value) {
      if (value == decision_.values[fact]) continue;
      Values values;
      if (PutInForce(fact, value, &values) && LeadsElsewhere(values)) return true;
    }
    return false;
  }

  // What is in force when `fact` is stated with `value`; false if that is impossible.
  bool PutInForce(uint32_t fact, uint8_t value, Values* values) {
    *values = decision_.values;
    (*values)[fact] = value;
    if (!platform_.impossible_reads.test(fact)) return true;
    // Where all of them can stand together, they do, in whichever order they are applied.
    if (all_stand_ && platform::IsPossible(platform_, values->data(), visited_)) return true;
    std::copy_n(stated_, platform_.facts.size(), values->begin());
    (*values)[fact] = value;
    if (!platform::IsPossible(platform_, values->data(), visited_)) return false;
    platform::PutAssumptionsInForce(platform_, values->data(), visited_);
    return true;
  }

  bool LeadsElsewhere(const Values& values) {
    const uint64_t others = decision_.verdict ? kAnyVerdict & ~Bit(*decision_.verdict) : 0;
    const uint64_t verdicts =
        diagram::LeavesInReach(platform_.verdict_forest, platform_.verdict, values.data(), visited_, others) &
        kAnyVerdict;
    return decision_.verdict ? (verdicts & others) != 0 : std::has_single_bit(verdicts);
  }

  // True if no assumption had to give way.
  bool AllStand() const {
    for (uint32_t fact = 0; fact < platform_.facts.size(); ++fact) {
      if (platform_.facts[fact].assumption && decision_.values[fact] == kUnknown) return false;
    }
    return true;
  }

  const Platform& platform_;
  const uint8_t* const stated_;
  const Decision& decision_;
  diagram::Visited& visited_;
  const bool all_stand_;
};

}  // namespace

diagram::VariableSet PivotalAssumptions(const Platform& platform, const uint8_t* stated, const Decision& decision,
                                        diagram::Visited& visited) {
  return Pivots(platform, stated, decision, visited).Find();
}

}  // namespace connection_advisor::advice
