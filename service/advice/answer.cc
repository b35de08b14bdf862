#include "service/advice/answer.h"

#include "service/advice/contradiction.h"
#include "service/advice/render.h"
#include "service/advice/render_explanation.h"
#include "service/advice/why_not.h"

namespace connection_advisor::advice {

absl::Status Answer(const platform::Platform& platform, const v1::AdviseRequest& request, Workspace::State& state,
                    v1::Advice* advice) {
  if (!Decide(platform, state.bound.values.data(), state.scratch, &state.decision)) {
    return Contradiction(platform, request, state.bound, state.scratch.visited);
  }
  state.Decided(platform, request);
  Render(platform, request, state.decision, state.scratch, advice);
  if (request.view() == v1::ADVICE_VIEW_FULL) {
    RenderExplanation(platform, request, state.decision,
                      Explain(platform, state.bound, state.decision, state.explain_scratch), advice);
  }
  if (!request.why_not_rule().empty()) {
    RenderWhyNot(platform, request.why_not_rule(), state.bound.values.data(), state.decision, state.nearest,
                 advice->mutable_why_not());
  }
  return absl::OkStatus();
}

}  // namespace connection_advisor::advice
