// A request as the values of one platform's facts.
#ifndef SERVICE_FACTS_BOUND_FACTS_H_
#define SERVICE_FACTS_BOUND_FACTS_H_

#include <array>
#include <cstdint>

#include "service/diagram/reference.h"

namespace connection_advisor::facts {

// Where a fact's value came from.
enum class Source : uint8_t {
  kUnknown = 0,
  kField,       // stated in its field
  kFactsEntry,  // stated in `facts` (and perhaps in its field too)
  kDerived,     // follows from other fields
};

// Values and sources by the index of the fact; entries past the platform's facts are not set.
struct BoundFacts {
  std::array<uint8_t, diagram::kMaxVariables> values;  // diagram::kUnknown where nobody says
  std::array<Source, diagram::kMaxVariables> sources;
};

}  // namespace connection_advisor::facts

#endif  // SERVICE_FACTS_BOUND_FACTS_H_
