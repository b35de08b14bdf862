// Writes an explanation down: what an Advice has in the full view beyond the basic one.
#ifndef SERVICE_ADVICE_RENDER_EXPLANATION_H_
#define SERVICE_ADVICE_RENDER_EXPLANATION_H_

#include "connection_advisor/v1/advice.pb.h"
#include "connection_advisor/v1/request.pb.h"
#include "service/advice/explain.h"
#include "service/diagram/change.h"
#include "service/platform/platform.h"

namespace connection_advisor::advice {

// `change` of a fact, unknown or not, from what `decision` has of it.
void RenderChange(const platform::Platform& platform, const Decision& decision, const diagram::Change& change,
                  v1::FactChange* row);

// Adds to what Render has made of `decision` on `request` what `explanation` says of it.
void RenderExplanation(const platform::Platform& platform, const v1::AdviseRequest& request, const Decision& decision,
                       const Explanation& explanation, v1::Advice* advice);

}  // namespace connection_advisor::advice

#endif  // SERVICE_ADVICE_RENDER_EXPLANATION_H_
