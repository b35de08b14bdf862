// A platform small enough to know by heart, for tests of what is said about a decision.
//
//   facts       f_limit (assumed false), f_work: V0 nothing to say, V1 good, V2 bad; f_met; f_shy (assumed false;
//   notes) impossible  never_met_yet_good   good work of somebody never met rules       full  limit -> DECLINE; good
//   good work -> CONNECT, with a reply; bad  bad work -> DECLINE;
//               met  met -> MEET_FIRST; otherwise -> DECLINE, with a reply
//   note        shy
//   vouch       good work
#ifndef TESTS_SERVICE_ADVICE_SMALL_PLATFORM_H_
#define TESTS_SERVICE_ADVICE_SMALL_PLATFORM_H_

#include <string>

#include "tests/generated/lawful.h"
#include "tests/generated/rows.h"

namespace connection_advisor::advice {

inline generated::Rows SmallRows(const std::string& platform = "small") {
  using generated::Kind;
  using generated::Outcome;
  constexpr uint32_t kLimit = 0;
  constexpr uint32_t kWork = 1;
  constexpr uint32_t kMet = 2;
  constexpr uint32_t kShy = 3;
  constexpr uint64_t kFalse = 1;
  constexpr uint64_t kTrue = 2;
  constexpr uint64_t kGood = 2;
  constexpr uint64_t kBad = 4;
  const auto fact = [&](const char* name, Kind kind, uint32_t value_count) {
    return generated::Fact{.id = platform + "." + name, .kind = kind, .value_count = value_count, .assumption = {}};
  };
  generated::Rows rows;
  rows.platform = platform;
  rows.facts = {fact("f_limit", Kind::kBoolean, 2), fact("f_work", Kind::kChoice, 3), fact("f_met", Kind::kBoolean, 2),
                fact("f_shy", Kind::kBoolean, 2)};
  rows.facts[kLimit].assumption = 0;
  rows.facts[kShy].assumption = 0;
  rows.rules = {
      {"never_met_yet_good", Outcome::kImpossible, {{{{kMet, kFalse}, {kWork, kGood}}}}},
      {"full", Outcome::kDecline, {{{{kLimit, kTrue}}}}},
      {"good", Outcome::kConnect, {{{{kWork, kGood}}}}, /*reply=*/true},
      {"bad", Outcome::kDecline, {{{{kWork, kBad}}}}},
      {"met", Outcome::kMeetFirst, {{{{kMet, kTrue}}}}},
      {"otherwise", Outcome::kDecline, {}, /*reply=*/true},
      {"shy", Outcome::kNote, {{{{kShy, kTrue}}}}},
  };
  rows.would_vouch = generated::Condition{{{kWork, kGood}}};
  return generated::Lawful(rows);
}

}  // namespace connection_advisor::advice

#endif  // TESTS_SERVICE_ADVICE_SMALL_PLATFORM_H_
