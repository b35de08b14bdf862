// Adds to each decision what the edge knows of it: the method, and the platforms that are pinned.
#ifndef SERVICE_EDGE_REPORTED_DECISIONS_H_
#define SERVICE_EDGE_REPORTED_DECISIONS_H_

#include "service/advice/advise.h"
#include "service/advice/decision_observer.h"
#include "service/advice/shadow.h"
#include "service/telemetry/decision_observer.h"

namespace connection_advisor::edge {

// While it lives, the decisions made in `workspace` are told to `observer`, to nobody if that is nullptr; and those on
// a platform that is shadowed are decided by the shadow too.
class ReportedDecisions final : public advice::DecisionObserver {
 public:
  ReportedDecisions(advice::Workspace& workspace, telemetry::DecisionObserver* observer, telemetry::Method method,
                    const telemetry::PinnedPlatforms& platforms)
      : workspace_(workspace), observer_(observer), method_(method), platforms_(platforms) {
    if (Listens()) workspace_.TellDecisionsTo(this);
  }
  ~ReportedDecisions() override {
    if (Listens()) workspace_.TellDecisionsTo(nullptr);
  }
  ReportedDecisions(const ReportedDecisions&) = delete;
  ReportedDecisions& operator=(const ReportedDecisions&) = delete;

  void Decided(const advice::DecidedRequest& decided) override {
    if (observer_ != nullptr) observer_->Decided(method_, platforms_, decided);
    platform::Shadow* shadow = platforms_->ShadowOf(decided.platform);
    if (shadow != nullptr) advice::DecideShadow(decided, HowBound(), *shadow, workspace_);
  }

 private:
  bool Listens() const { return observer_ != nullptr || platforms_->has_shadows(); }
  advice::Binding HowBound() const {
    const bool comparison = method_ == telemetry::Method::kComparePlatforms;
    return comparison ? advice::Binding::kComparison : advice::Binding::kStrict;
  }

  advice::Workspace& workspace_;
  telemetry::DecisionObserver* const observer_;
  const telemetry::Method method_;
  const telemetry::PinnedPlatforms& platforms_;
};

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_REPORTED_DECISIONS_H_
