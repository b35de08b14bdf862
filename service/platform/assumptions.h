// The assumptions of a platform, put in force on what is known.
#ifndef SERVICE_PLATFORM_ASSUMPTIONS_H_
#define SERVICE_PLATFORM_ASSUMPTIONS_H_

#include <cstdint>

#include "service/diagram/reach.h"
#include "service/diagram/reference.h"
#include "service/platform/platform.h"

namespace connection_advisor::platform {

// True if some possible case agrees with `values` (by fact, diagram::kUnknown where open).
bool IsPossible(const Platform& platform, const uint8_t* values, diagram::Visited& visited);

// Gives each unknown fact that has an assumption that value, in declared order, unless no possible case would be left;
// such a fact stays unknown. Returns the facts whose assumptions are in force. Requires IsPossible(values).
diagram::VariableSet PutAssumptionsInForce(const Platform& platform, uint8_t* values, diagram::Visited& visited);

}  // namespace connection_advisor::platform

#endif  // SERVICE_PLATFORM_ASSUMPTIONS_H_
