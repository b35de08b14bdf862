// A platform written down as plainly as possible: rows of facts and rules. Nothing here is shared with the product.
#ifndef TESTS_ORACLE_PLATFORM_TABLE_H_
#define TESTS_ORACLE_PLATFORM_TABLE_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace connection_advisor::oracle {

// One value index for each fact, in declared order.
using Case = std::vector<int>;

// The same with gaps: what somebody knows.
inline constexpr int kUnknown = -1;
using Knowledge = std::vector<int>;

enum class Verdict { kDecline, kMeetFirst, kConnect, kNeedsInformation };

enum class Kind { kBoolean, kChoice, kInteger };

struct Fact {
  std::string id;
  Kind kind;
  // As answers write them, in declared order.
  std::vector<std::string> values;
  // Index of the value taken where nobody states one.
  std::optional<int> assumption;
  // False: only notes read it. Such a fact comes after those that decide, has an assumption, and counts as no case.
  bool decides = true;
  // Only this platform knows the fact.
  bool own = false;
  // Integers: where a new part begins.
  std::vector<int> cut_points;
  // A later value never worsens the verdict; the member can bring about another.
  bool favourable = false;
  bool member_can_act = false;
};

using Condition = std::function<bool(const Case&)>;

// Of the rules that decide, the first that holds does. The last has no condition: it is the otherwise.
struct Rule {
  std::string row;  // as DESIGN 5 numbers it
  std::string id;   // as the plugin calls it
  Verdict verdict;
  Condition holds;
};

// A remark, or a contradiction.
struct Remark {
  std::string row;
  std::string id;
  Condition holds;
};

struct PlatformTable {
  std::string id;
  int significance = 0;
  std::vector<Fact> facts;
  std::vector<Remark> impossible;
  std::vector<Rule> rules;
  std::vector<Remark> notes;
  Condition would_vouch;  // empty: the platform has none
  bool replies = true;    // false: its rules suggest no reply
};

// The three kinds of facts.
Fact Boolean(std::string id, std::optional<bool> assumption = std::nullopt);
Fact Choice(std::string id, std::vector<std::string> values, std::optional<int> assumption = std::nullopt);
Fact Integer(std::string id, std::vector<int> cut_points, std::optional<int> assumption = std::nullopt);

// The same fact with a property.
Fact NotesOnly(Fact fact);
Fact Own(Fact fact);
Fact Favourable(Fact fact);
Fact MemberCanAct(Fact fact);

bool IsOtherwise(const Rule& rule);
bool Holds(const Rule& rule, const Case& one_case);

int FactIndex(const PlatformTable& platform, const std::string& fact_id);

}  // namespace connection_advisor::oracle

#endif  // TESTS_ORACLE_PLATFORM_TABLE_H_
