// What a request states and a platform has no use for.
#ifndef SERVICE_FACTS_UNUSED_FACTS_H_
#define SERVICE_FACTS_UNUSED_FACTS_H_

#include <string>
#include <vector>

#include "connection_advisor/v1/request.pb.h"
#include "service/platform/platform.h"

namespace connection_advisor::facts {

struct UnusedFact {
  std::string id;
  // As answers write it; empty for a number, which has no part on a platform that does not use it.
  std::string value;

  bool operator==(const UnusedFact&) const = default;
};

// The stated facts of the contract that `platform` does not use, in the contract's order; then, in a comparison, those
// that only other platforms know, by id. Requires a request in which nothing is wrong.
std::vector<UnusedFact> UnusedFacts(const v1::AdviseRequest& request, const platform::Platform& platform);

}  // namespace connection_advisor::facts

#endif  // SERVICE_FACTS_UNUSED_FACTS_H_
