// A small platform that decides as if its states of knowledge were too many to tabulate.
#ifndef TESTS_SERVICE_ADVICE_UNTABULATED_H_
#define TESTS_SERVICE_ADVICE_UNTABULATED_H_

#include <vector>

#include "service/advice/decide.h"
#include "service/platform/platform.h"
#include "tests/oracle/oracle.h"

namespace connection_advisor::advice {

class Untabulated {
 public:
  explicit Untabulated(const platform::Platform& platform) : platform_(platform) { platform_.knowledge.reset(); }

  // Overwritten by the next one. `stated` must be possible.
  const Decision& On(const oracle::Knowledge& stated) {
    std::vector<uint8_t> values(stated.size(), diagram::kUnknown);
    for (size_t fact = 0; fact < stated.size(); ++fact) {
      if (stated[fact] != oracle::kUnknown) values[fact] = static_cast<uint8_t>(stated[fact]);
    }
    Decide(platform_, values.data(), scratch_, &decision_);
    return decision_;
  }

 private:
  platform::Platform platform_;
  DecideScratch scratch_;
  Decision decision_;
};

// The facts that bring the end nearer (A < T) where `in_force` is known.
inline std::vector<uint32_t> FactsThatHelp(const oracle::Oracle& oracle, const oracle::Knowledge& in_force) {
  std::vector<uint32_t> facts;
  for (int fact = 0; fact < static_cast<int>(in_force.size()); ++fact) {
    if (in_force[fact] != oracle::kUnknown || !oracle.platform().facts[fact].decides) continue;
    if (oracle.knowledge().EffortAfterAsking(in_force, fact) < oracle.knowledge().Effort(in_force)) {
      facts.push_back(static_cast<uint32_t>(fact));
    }
  }
  return facts;
}

}  // namespace connection_advisor::advice

#endif  // TESTS_SERVICE_ADVICE_UNTABULATED_H_
