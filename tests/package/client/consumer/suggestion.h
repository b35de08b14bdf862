// The consumer's own code: what its page shows.
#ifndef SUGGESTION_H_
#define SUGGESTION_H_

#include <string>

#include "connection_advisor/client/client.h"

// "CONNECT", "MEET_FIRST", ...; or the error's code.
inline std::string Suggestion(const connection_advisor::client::Client& advisor) {
  connection_advisor::v1::AdviseRequest request;
  request.set_platform("linkedin");
  request.mutable_member()->set_actively_job_seeking(true);
  request.mutable_candidate()->set_is_recruiter(true);
  const absl::StatusOr<connection_advisor::v1::Advice> advice = advisor.Advise(request);
  if (!advice.ok()) return absl::StatusCodeToString(advice.status().code());
  return connection_advisor::v1::Verdict_Name(advice->verdict());
}

#endif  // SUGGESTION_H_
