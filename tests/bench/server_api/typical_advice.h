// What the no-op servers answer, whatever they are asked: as much text as the service says to the typical request.
#ifndef TESTS_BENCH_SERVER_API_TYPICAL_ADVICE_H_
#define TESTS_BENCH_SERVER_API_TYPICAL_ADVICE_H_

#include "connection_advisor/v1/advice.pb.h"
#include "connection_advisor/v1/request.pb.h"

namespace connection_advisor::bench {

inline void FillTypicalAdvice(const v1::AdviseRequest& request, v1::Advice* advice) {
  advice->set_headline("Connect: you know each other, and you would speak well of their work.");
  advice->set_verdict(v1::VERDICT_CONNECT);
  v1::Reason* reason = advice->add_reasons();
  reason->set_rule_id("known_for_good_work");
  reason->set_summary("You know each other, and you would speak well of their work.");
  reason->set_rationale(
      "This is what LinkedIn is for: you have met or worked together, remote or not, and if somebody asked, you would "
      "gladly put your name beside theirs.");
  advice->set_next_step("Accept their invitation, or send yours with a line about what you value in their work.");
  advice->set_suggested_reply(
      "Hello Jane,\n\nThank you for your invitation, I am glad to accept it. I think well of your work, and it will be "
      "good to stay in touch.\n\nBest wishes,\nMiriam");
  const auto assume = [&](const char* fact, const char* value) {
    v1::Assumption* assumption = advice->add_assumptions();
    assumption->set_fact_id(fact);
    assumption->set_value(value);
  };
  assume("member.connection_count", "below 30000");
  advice->set_would_vouch(true);
  advice->set_platform(request.platform());
  advice->mutable_plugin()->set_name("linkedin");
  advice->mutable_plugin()->set_version("1.0.0");
  advice->set_request_id(request.request_id());
}

}  // namespace connection_advisor::bench

#endif  // TESTS_BENCH_SERVER_API_TYPICAL_ADVICE_H_
