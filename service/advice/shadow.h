// Decides a request along for the version that shadows the one that answered it, and counts what came of it.
#ifndef SERVICE_ADVICE_SHADOW_H_
#define SERVICE_ADVICE_SHADOW_H_

#include <cstdint>

#include "service/advice/advise.h"
#include "service/advice/decision_observer.h"
#include "service/diagram/reach.h"
#include "service/platform/platform.h"
#include "service/platform/shadow.h"

namespace connection_advisor::advice {

// How the request was bound to the version that answered, and is to the shadow.
enum class Binding : uint8_t {
  kStrict,      // an own fact or a value that the version does not know refuses the request
  kComparison,  // so does one of the platform's own; those of other platforms are passed over
};

// Binds the request to the shadow by the shadow's own description, decides its verdict there, and counts it against the
// one that was decided. `workspace` is that of the decision. Cost: binding, and a walk of the verdict's diagram;
// allocates where binding does (texts from which facts are derived, a request that the shadow refuses).
void DecideShadow(const DecidedRequest& decided, Binding binding, platform::Shadow& shadow, Workspace& workspace);

// What the platform makes of `stated` (by fact: stated or derived, else diagram::kUnknown): as Decide, the verdict
// alone.
platform::ShadowAnswer AnswerOn(const platform::Platform& platform, const uint8_t* stated, diagram::Visited& visited);

}  // namespace connection_advisor::advice

#endif  // SERVICE_ADVICE_SHADOW_H_
