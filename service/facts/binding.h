// From a request to the values of a platform's facts: stated in fields, stated in `facts`, or derived from texts.
//
// What goes where was resolved when the platform was published (platform::ContractBinding): no fact is looked up by
// name here, but for the entry of `connection_counts` and for what the caller names in `facts`. Nothing is allocated
// unless a fact has to be derived from text, or something is wrong.
#ifndef SERVICE_FACTS_BINDING_H_
#define SERVICE_FACTS_BINDING_H_

#include <span>
#include <string_view>

#include "connection_advisor/v1/request.pb.h"
#include "service/facts/bound_facts.h"
#include "service/facts/violation.h"
#include "service/platform/platform.h"

namespace connection_advisor::facts {

// Checks what is wrong whatever the platform: limits, enum numbers, negative counts, and the values of contract facts
// in `facts` as far as no platform is needed (an own fact, and the text of an integer's part, need one). Fields of
// violations begin with `prefix` ("" or "request.").
void CheckRequest(const v1::AdviseRequest& request, std::string_view prefix, Violations* violations);

// Binds `request` to `platform`, and reports what is wrong on this platform: unknown or mistyped own facts, a part of
// an integer that it does not have, a fact stated twice with different values. `bound` is whole only where nothing was
// wrong. Requires: CheckRequest found nothing wrong with what Bind reads, or its violations are reported too; Bind
// never crashes and never reports a violation that CheckRequest reports.
void Bind(const v1::AdviseRequest& request, const platform::Platform& platform, std::string_view prefix,
          BoundFacts* bound, Violations* violations);

// For comparing: as Bind, but an own fact that `platform` does not declare is unused and not wrong.
void BindForComparison(const v1::AdviseRequest& request, const platform::Platform& platform, std::string_view prefix,
                       BoundFacts* bound, Violations* violations);

// The field or fields that say what `fact` is in this request: its own field, its entry in `facts`, or, where it was
// derived, what it was derived from. For naming contradictions. Fields are proto paths without prefix.
std::vector<std::string> FieldsBehind(const v1::AdviseRequest& request, const platform::Platform& platform,
                                      const BoundFacts& bound, uint32_t fact);

}  // namespace connection_advisor::facts

#endif  // SERVICE_FACTS_BINDING_H_
