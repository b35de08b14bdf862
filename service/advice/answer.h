// The answer on one platform, once a request's facts are bound to it.
#ifndef SERVICE_ADVICE_ANSWER_H_
#define SERVICE_ADVICE_ANSWER_H_

#include "absl/status/status.h"
#include "connection_advisor/v1/advice.pb.h"
#include "connection_advisor/v1/request.pb.h"
#include "service/advice/workspace.h"
#include "service/platform/platform.h"

namespace connection_advisor::advice {

// Decides on `state.bound`, explains what the request asks to be explained, and fills `advice`, which must be empty.
// INVALID_ARGUMENT where the facts contradict each other.
absl::Status Answer(const platform::Platform& platform, const v1::AdviseRequest& request, Workspace::State& state,
                    v1::Advice* advice);

}  // namespace connection_advisor::advice

#endif  // SERVICE_ADVICE_ANSWER_H_
