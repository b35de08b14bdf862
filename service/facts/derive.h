// Facts that follow from the texts of a request.
//
// Each is derived only where nobody states it and the platform uses it: that is Bind's to see.
#ifndef SERVICE_FACTS_DERIVE_H_
#define SERVICE_FACTS_DERIVE_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "connection_advisor/v1/request.pb.h"
#include "service/platform/platform.h"

namespace connection_advisor::facts {

struct Derivation {
  uint32_t contract_fact;
  // The fact's value, or nothing where the texts that it takes are not given (which costs no allocation) or, of facts
  // that are derived to true only, do not say so.
  std::optional<bool> (*derive)(const v1::AdviseRequest& request, const platform::Platform& platform);
  // The fields that it follows from, as far as they are given.
  std::vector<std::string> (*fields)(const v1::AdviseRequest& request);
};

inline constexpr size_t kDerivationCount = 6;

// In the order of the contract.
extern const std::array<Derivation, kDerivationCount> kDerivations;

}  // namespace connection_advisor::facts

#endif  // SERVICE_FACTS_DERIVE_H_
