// Which facts can still help to decide, on a platform with too many states of knowledge to tabulate.
//
// The verdict's diagram also tests facts on which only depends whether a case is possible. Such a fact can help as
// well, where an impossible rule ties it to one on which the verdict depends, since the one may tell the other. Where
// none does, it cannot: whatever it is, the same cases are open as to the verdict.
#ifndef SERVICE_PLATFORM_HELPFUL_FACTS_H_
#define SERVICE_PLATFORM_HELPFUL_FACTS_H_

#include <cstdint>

#include "service/diagram/builder.h"
#include "service/diagram/reach.h"
#include "service/diagram/reference.h"
#include "service/platform/platform.h"

namespace connection_advisor::platform {

// `verdict` is the platform's, in `builder`, restricted to what is known; `values` by fact, diagram::kUnknown where
// open. Every fact that brings the end nearer (A < T, knowledge.h) is among them, and while the verdict is undecided
// there is one. Cost: O(nodes of the verdict), and a walk of each impossible rule.
diagram::VariableSet HelpfulFacts(const Platform& platform, const uint8_t* values, diagram::Builder& builder,
                                  diagram::Reference verdict, diagram::Visited& visited);

}  // namespace connection_advisor::platform

#endif  // SERVICE_PLATFORM_HELPFUL_FACTS_H_
