// What a request states and a platform has no use for.
#ifndef SERVICE_FACTS_UNUSED_FACTS_H_
#define SERVICE_FACTS_UNUSED_FACTS_H_

#include <cstdint>
#include <optional>
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

// What a request in which nothing is wrong says of a fact of the contract that a platform does not use: in its field
// or, where that is unset, in its entry of `facts`. As UnusedFact::value; nothing where it is not stated.
std::optional<std::string> Stated(const v1::AdviseRequest& request, uint32_t contract_fact,
                                  const std::string& platform_id);

// The stated facts of the contract that `platform` does not use, in the contract's order; then, in a comparison, those
// that only other platforms know, by id. Requires a request in which nothing is wrong.
std::vector<UnusedFact> UnusedFacts(const v1::AdviseRequest& request, const platform::Platform& platform);

}  // namespace connection_advisor::facts

#endif  // SERVICE_FACTS_UNUSED_FACTS_H_
