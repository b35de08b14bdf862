#include "client/advisorctl/interview.h"

#include <algorithm>
#include <utility>

namespace connection_advisor::client {

v1::AdviseRequest Interview::Request() const {
  v1::AdviseRequest request = start_;
  for (const Step& step : steps_) {
    if (step.answer) (*request.mutable_facts()->mutable_fields())[step.fact_id] = *step.answer;
  }
  return request;
}

std::vector<const v1::Question*> Interview::Remaining(const v1::Advice& advice) const {
  std::vector<const v1::Question*> remaining;
  for (const v1::Question& question : advice.questions()) {
    const bool skipped =
        std::any_of(steps_.begin(), steps_.end(), [&](const Step& step) { return step.fact_id == question.fact_id(); });
    if (!skipped) remaining.push_back(&question);
  }
  return remaining;
}

std::optional<Interview::Step> Interview::Back() {
  if (steps_.empty()) return std::nullopt;
  Step last = std::move(steps_.back());
  steps_.pop_back();
  return last;
}

}  // namespace connection_advisor::client
