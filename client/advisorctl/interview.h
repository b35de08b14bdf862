// An interview: what was known at its start, and the answers since. It knows no platform: the advice brings the
// questions, and an answer goes back as `facts[fact_id]`.
#ifndef CLIENT_ADVISORCTL_INTERVIEW_H_
#define CLIENT_ADVISORCTL_INTERVIEW_H_

#include <optional>
#include <string>
#include <vector>

#include "connection_advisor/v1/advice.pb.h"
#include "connection_advisor/v1/request.pb.h"
#include "google/protobuf/struct.pb.h"

namespace connection_advisor::client {

class Interview {
 public:
  // What became of one question.
  struct Step {
    std::string fact_id;
    std::optional<google::protobuf::Value> answer;  // none: the question was skipped, the fact stays unknown
  };

  explicit Interview(v1::AdviseRequest start) : start_(std::move(start)) {}

  // What to ask advice on: the start, and every answer.
  v1::AdviseRequest Request() const;

  // The questions that nobody skipped, best first.
  std::vector<const v1::Question*> Remaining(const v1::Advice& advice) const;

  void Take(Step step) { steps_.push_back(std::move(step)); }

  // Takes the last step back; none at the start.
  std::optional<Step> Back();

  const std::vector<Step>& steps() const { return steps_; }

 private:
  v1::AdviseRequest start_;
  std::vector<Step> steps_;
};

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_INTERVIEW_H_
