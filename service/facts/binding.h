// From a request to the values of a platform's facts: stated in fields, stated in `facts`, or derived from texts.
//
// What goes where was resolved when the platform was published (platform::ContractBinding): no fact is looked up by
// name here, but for the entry of `connection_counts` and for what the caller names in `facts`. Nothing is allocated
// unless a fact has to be derived from text, or something is wrong.
//
// Each function's violations come in the order of the contract's fields, entries of maps by key. Their fields begin
// with `prefix` ("" or "request.").
#ifndef SERVICE_FACTS_BINDING_H_
#define SERVICE_FACTS_BINDING_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "connection_advisor/v1/request.pb.h"
#include "service/facts/bound_facts.h"
#include "service/facts/violation.h"
#include "service/platform/platform.h"

namespace connection_advisor::facts {

// Checks what is wrong whatever the platform: limits, enum numbers, negative counts, the values of contract facts in
// `facts`, and whether those differ from their fields. An own fact, and an integer given as the text of a part, need a
// platform and are left to Bind. Whether `platform` has to be set is the caller's to check.
void CheckRequest(const v1::AdviseRequest& request, std::string_view prefix, Violations* violations);

// Binds `request` to `platform`, and reports what is wrong on this platform: an id that neither the contract nor the
// platform knows, a bad value of an own fact, an integer's part that the platform does not have, a number that lies in
// another part than its field's. Never reports what CheckRequest reports, and never crashes.
//
// `violations` comes with what CheckRequest found. `bound` is whole only if it is empty in the end: while it is not,
// nothing is derived, since texts may be over their limits.
void Bind(const v1::AdviseRequest& request, const platform::Platform& platform, std::string_view prefix,
          BoundFacts* bound, Violations* violations);

// For comparing, in the place of what Bind reports: an entry of `facts` that is an own fact of none of `platforms`, or
// of a bad value on one of them; and `member.connection_count`, which `connection_counts` says for each platform.
void CheckComparison(const v1::AdviseRequest& request,
                     std::span<const std::shared_ptr<const platform::Platform>> platforms, std::string_view prefix,
                     Violations* violations);

// As Bind, but what is wrong is passed over, an own fact that `platform` does not declare included. For a request in
// which neither CheckRequest nor CheckComparison found anything wrong.
void BindForComparison(const v1::AdviseRequest& request, const platform::Platform& platform, BoundFacts* bound);

// False where `facts` says something of one of the platform's own facts, by the beginning of its id, that the platform
// doesn't know or doesn't take: BindForComparison passes over that too. Allocates nothing.
bool TakesOwnEntries(const v1::AdviseRequest& request, const platform::Platform& platform);

// The field or fields that say what `fact` is in this request: its own field, its entry in `facts`, or, where it was
// derived, what it was derived from. For naming contradictions. Paths are without prefix; none if it is unknown.
std::vector<std::string> FieldsBehind(const v1::AdviseRequest& request, const platform::Platform& platform,
                                      const BoundFacts& bound, uint32_t fact);

}  // namespace connection_advisor::facts

#endif  // SERVICE_FACTS_BINDING_H_
