// The request that the figures of calls, and of whole answers, are measured with.
#ifndef TESTS_BENCH_LOAD_TYPICAL_REQUEST_H_
#define TESTS_BENCH_LOAD_TYPICAL_REQUEST_H_

#include "connection_advisor/v1/request.pb.h"

namespace connection_advisor::bench {

// A colleague from another city, on linkedin: decided, with a reply.
inline v1::AdviseRequest TypicalRequest() {
  v1::AdviseRequest request;
  request.set_platform("linkedin");
  request.mutable_member()->set_display_name("Miriam");
  request.mutable_candidate()->set_display_name("Jane");
  request.mutable_relationship()->set_worked_together(v1::WORKED_TOGETHER_VIRTUALLY);
  request.mutable_relationship()->set_my_assessment(v1::ASSESSMENT_POSITIVE);
  request.mutable_relationship()->set_their_assessment(v1::ASSESSMENT_POSITIVE);
  request.mutable_invitation()->set_direction(v1::DIRECTION_INCOMING);
  request.set_request_id("4711");
  return request;
}

}  // namespace connection_advisor::bench

#endif  // TESTS_BENCH_LOAD_TYPICAL_REQUEST_H_
