// The advice on a platform, worked out the long way: by looking at every case.
//
// An independent statement of what the service must answer. It knows neither diagrams nor the service nor the plugins,
// and prefers being obvious to being fast.
#ifndef TESTS_ORACLE_ORACLE_H_
#define TESTS_ORACLE_ORACLE_H_

#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "tests/oracle/case_table.h"
#include "tests/oracle/knowledge_table.h"
#include "tests/oracle/platform_table.h"

namespace connection_advisor::oracle {

// A rule that speaks, as a reason or as a note.
struct Speaks {
  std::string rule_id;
  bool tentative = false;
  bool operator==(const Speaks&) const = default;
};

struct FactValue {
  std::string fact_id;
  std::string value;
  bool operator==(const FactValue&) const = default;
};

struct PossibleVerdict {
  Verdict verdict = Verdict::kDecline;
  double share_of_cases = 0;
  std::vector<std::string> rule_ids;
  bool operator==(const PossibleVerdict&) const = default;
};

struct Question {
  std::string fact_id;
  std::vector<std::string> values;
  bool operator==(const Question&) const = default;
};

// All that an advice says in ids and figures.
struct Answer {
  Verdict verdict = Verdict::kNeedsInformation;
  std::vector<Speaks> reasons;
  std::vector<Question> questions;
  std::vector<FactValue> assumptions;
  std::vector<PossibleVerdict> possible_verdicts;
  std::optional<bool> would_vouch;
  std::vector<Speaks> notes;
  bool operator==(const Answer&) const = default;
};

std::ostream& operator<<(std::ostream& out, Verdict verdict);
std::ostream& operator<<(std::ostream& out, const Answer& answer);

class Oracle {
 public:
  explicit Oracle(PlatformTable platform);
  Oracle(const Oracle&) = delete;
  Oracle& operator=(const Oracle&) = delete;

  const PlatformTable& platform() const { return platform_; }
  const CaseTable& cases() const { return cases_; }
  const KnowledgeTable& knowledge() const { return knowledge_; }
  Knowledge NothingKnown() const { return Knowledge(platform_.facts.size(), kUnknown); }

  // Whether the facts can be so: some possible case agrees with them.
  bool Possible(const Knowledge& stated) const { return knowledge_.OpenCases(stated) > 0; }

  // The stated facts and the assumptions in force.
  Knowledge WithAssumptions(const Knowledge& stated) const;

  // `stated` must be possible.
  Answer Decide(const Knowledge& stated) const;

 private:
  std::vector<FactValue> AssumptionsThatMatter(const Knowledge& stated, const Knowledge& in_force) const;
  std::vector<PossibleVerdict> PossibleVerdicts(const std::vector<Case>& open_cases) const;
  std::vector<Speaks> Reasons(Verdict verdict, const std::vector<Case>& open_cases) const;
  std::vector<Speaks> Notes(const std::vector<Case>& open_cases) const;
  std::optional<bool> WouldVouch(const std::vector<Case>& open_cases) const;
  std::vector<Question> Questions(const Knowledge& in_force) const;

  const PlatformTable platform_;
  const CaseTable cases_;
  const KnowledgeTable knowledge_;
};

}  // namespace connection_advisor::oracle

#endif  // TESTS_ORACLE_ORACLE_H_
