// Adds to each decision what the edge knows of it: the method, and the platforms that are pinned.
#ifndef SERVICE_EDGE_REPORTED_DECISIONS_H_
#define SERVICE_EDGE_REPORTED_DECISIONS_H_

#include "service/advice/advise.h"
#include "service/advice/decision_observer.h"
#include "service/telemetry/decision_observer.h"

namespace connection_advisor::edge {

// While it lives, the decisions made in `workspace` are told to `observer`; to nobody if that is nullptr.
class ReportedDecisions final : public advice::DecisionObserver {
 public:
  ReportedDecisions(advice::Workspace& workspace, telemetry::DecisionObserver* observer, telemetry::Method method,
                    const telemetry::PinnedPlatforms& platforms)
      : workspace_(workspace), observer_(observer), method_(method), platforms_(platforms) {
    if (observer_ != nullptr) workspace_.TellDecisionsTo(this);
  }
  ~ReportedDecisions() override {
    if (observer_ != nullptr) workspace_.TellDecisionsTo(nullptr);
  }
  ReportedDecisions(const ReportedDecisions&) = delete;
  ReportedDecisions& operator=(const ReportedDecisions&) = delete;

  void Decided(const advice::DecidedRequest& decided) override { observer_->Decided(method_, platforms_, decided); }

 private:
  advice::Workspace& workspace_;
  telemetry::DecisionObserver* const observer_;
  const telemetry::Method method_;
  const telemetry::PinnedPlatforms& platforms_;
};

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_REPORTED_DECISIONS_H_
