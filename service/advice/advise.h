// A request becomes advice: bind the facts, decide, explain. The whole of serving but the transport.
//
// Errors are absl::Status with google.rpc details as payloads, keyed by their type URL
// ("type.googleapis.com/google.rpc.BadRequest"); the transport passes them on.
#ifndef SERVICE_ADVICE_ADVISE_H_
#define SERVICE_ADVICE_ADVISE_H_

#include <memory>

#include "absl/status/status.h"
#include "connection_advisor/v1/connection_advisor.pb.h"
#include "service/platform/published_platforms.h"

namespace connection_advisor::advice {

class DecisionObserver;

// Memory that deciding needs, kept from one request to the next so that none is allocated. One per thread.
class Workspace {
 public:
  Workspace();
  ~Workspace();
  Workspace(Workspace&&) noexcept;
  Workspace& operator=(Workspace&&) noexcept;

  // Tells each decision that is made with it from now on; nullptr: to nobody, as at first. The observer must outlive
  // that.
  void TellDecisionsTo(DecisionObserver* observer);

  // A message for an answer, with nothing in it: the same each time, so that the memory of the last serves the next.
  v1::Advice& EmptyAdvice();

  struct State;
  State& state() { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

// Fills `advice`, which must be empty. INVALID_ARGUMENT, NOT_FOUND: see the service's comment in the contract.
absl::Status Advise(const platform::PlatformSet& platforms, const v1::AdviseRequest& request, Workspace& workspace,
                    v1::Advice* advice);

// Fills `response`, which must be empty.
absl::Status Compare(const platform::PlatformSet& platforms, const v1::ComparePlatformsRequest& request,
                     Workspace& workspace, v1::ComparePlatformsResponse* response);

// Describe the loaded platforms.
void ListPlatforms(const platform::PlatformSet& platforms, v1::ListPlatformsResponse* response);
absl::Status GetPlatform(const platform::PlatformSet& platforms, const v1::GetPlatformRequest& request,
                         v1::GetPlatformResponse* response);

}  // namespace connection_advisor::advice

#endif  // SERVICE_ADVICE_ADVISE_H_
