// What is wrong with a request, field by field.
#ifndef SERVICE_FACTS_VIOLATION_H_
#define SERVICE_FACTS_VIOLATION_H_

#include <string>
#include <vector>

namespace connection_advisor::facts {

struct Violation {
  // The field's path in the request as JSON users write it in proto names: "relationship.my_assessment",
  // `member.connection_counts["linkedin"]`, `facts["mastodon.same_server"]`, "member.passions[3]".
  std::string field;
  // What is wrong, and how to put it right. One or two sentences.
  std::string description;
};

// Empty where nothing is wrong, which costs no allocation.
using Violations = std::vector<Violation>;

}  // namespace connection_advisor::facts

#endif  // SERVICE_FACTS_VIOLATION_H_
