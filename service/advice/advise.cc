#include "service/advice/advise.h"

#include <utility>

#include "service/advice/answer.h"
#include "service/advice/errors.h"
#include "service/advice/why_not.h"
#include "service/advice/workspace.h"
#include "service/facts/binding.h"

namespace connection_advisor::advice {

using platform::Platform;

Workspace::Workspace() : state_(std::make_unique<State>()) {}
Workspace::~Workspace() = default;
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;

void Workspace::TellDecisionsTo(DecisionObserver* observer) { state_->observer = observer; }

v1::Advice& Workspace::EmptyAdvice() {
  state_->advice.Clear();
  return state_->advice;
}

absl::Status Advise(const platform::PlatformSet& platforms, const v1::AdviseRequest& request, Workspace& workspace,
                    v1::Advice* advice) {
  Workspace::State& state = workspace.state();
  const Platform* platform = platforms.Find(request.platform());
  if (platform == nullptr && !request.platform().empty()) return PlatformNotLoaded(request.platform(), platforms);

  facts::Violations violations;
  if (platform == nullptr) {
    violations.push_back({"platform", "is empty; name the platform to advise on: " + platforms.Ids()});
  }
  facts::CheckRequest(request, "", &violations);
  if (platform != nullptr) facts::Bind(request, *platform, "", &state.bound, &violations);
  if (platform != nullptr) CheckWhyNotRule(*platform, request.why_not_rule(), &violations);
  if (!violations.empty()) return InvalidRequest(violations);

  return Answer(*platform, request, state, advice);
}

}  // namespace connection_advisor::advice
