// Who is told of every decision, on the thread that made it.
#ifndef SERVICE_ADVICE_DECISION_OBSERVER_H_
#define SERVICE_ADVICE_DECISION_OBSERVER_H_

#include "connection_advisor/v1/request.pb.h"
#include "service/advice/decide.h"
#include "service/facts/bound_facts.h"
#include "service/platform/platform.h"

namespace connection_advisor::advice {

// One request, decided on one platform. Valid during the call only.
struct DecidedRequest {
  const platform::Platform& platform;
  const v1::AdviseRequest& request;
  const facts::BoundFacts& bound;
  const Decision& decision;
};

// Called on the threads that serve, before the answer is made: it must be quick and must not block. Requests that are
// refused, contradictions included, are not decided.
class DecisionObserver {
 public:
  virtual ~DecisionObserver() = default;

  virtual void Decided(const DecidedRequest& decided) = 0;
};

}  // namespace connection_advisor::advice

#endif  // SERVICE_ADVICE_DECISION_OBSERVER_H_
