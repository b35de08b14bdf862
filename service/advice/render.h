// Writes a decision down as the contract's Advice.
#ifndef SERVICE_ADVICE_RENDER_H_
#define SERVICE_ADVICE_RENDER_H_

#include <vector>

#include "connection_advisor/v1/advice.pb.h"
#include "connection_advisor/v1/request.pb.h"
#include "service/advice/decide.h"
#include "service/platform/platform.h"

namespace connection_advisor::advice {

v1::Verdict ToVerdict(platform::Outcome outcome);

void RenderReason(const platform::Platform& platform, Reason reason, v1::Reason* row);

// Fills `advice`, which must be empty, with what `decision` says on `request`. In the full view the notes are left to
// RenderExplanation, which knows those that hold in some cases too.
void Render(const platform::Platform& platform, const v1::AdviseRequest& request, const Decision& decision,
            DecideScratch& scratch, v1::Advice* advice);

}  // namespace connection_advisor::advice

#endif  // SERVICE_ADVICE_RENDER_H_
