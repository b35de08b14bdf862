// What one thread keeps from one request to the next.
#ifndef SERVICE_ADVICE_WORKSPACE_H_
#define SERVICE_ADVICE_WORKSPACE_H_

#include "connection_advisor/v1/advice.pb.h"
#include "service/advice/advise.h"
#include "service/advice/decide.h"
#include "service/advice/decision_observer.h"
#include "service/advice/explain.h"
#include "service/diagram/nearest.h"
#include "service/facts/bound_facts.h"

namespace connection_advisor::advice {

struct Workspace::State {
  facts::BoundFacts bound;
  DecideScratch scratch;
  Decision decision;
  ExplainScratch explain_scratch;
  diagram::NearestScratch nearest;
  facts::BoundFacts shadow_bound;  // what DecideShadow binds
  v1::Advice advice;               // that of EmptyAdvice
  DecisionObserver* observer = nullptr;

  // When a decision on `bound` has been made.
  void Decided(const platform::Platform& platform, const v1::AdviseRequest& request) const {
    if (observer != nullptr) observer->Decided({platform, request, bound, decision});
  }
};

}  // namespace connection_advisor::advice

#endif  // SERVICE_ADVICE_WORKSPACE_H_
