// Advice in which every field that a card shows is set.
#ifndef TESTS_CLIENT_ADVISORCTL_SAMPLE_ADVICE_H_
#define TESTS_CLIENT_ADVISORCTL_SAMPLE_ADVICE_H_

#include <string>

#include "connection_advisor/v1/connection_advisor.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"

namespace connection_advisor::client {

template <typename Message>
Message FromJson(const std::string& json) {
  Message message;
  const auto parsed = google::protobuf::util::JsonStringToMessage(json, &message);
  EXPECT_TRUE(parsed.ok()) << parsed.ToString();
  return message;
}

inline v1::Advice MeetFirst() {
  return FromJson<v1::Advice>(R"({
    "headline": "Meet first: she asks for a lead, and you have not met.",
    "verdict": "VERDICT_MEET_FIRST",
    "reasons": [{
      "ruleId": "personal_message",
      "summary": "They wrote to you in person and you have never met.",
      "rationale": "A personal message shows effort. What you could say about their work is still nothing, and a lead that you pass on carries your name."
    }],
    "nextStep": "Offer to meet.",
    "suggestedReply": "Dear Jane,\n\nglad to. Shall we have a coffee?\n\nMiriam",
    "assumptions": [{"factId": "candidate.is_recruiter", "value": "false"}],
    "wouldVouch": false,
    "notes": [{"ruleId": "friendship", "summary": "Friendship is no professional evidence."}],
    "platform": "linkedin",
    "plugin": {"name": "linkedin", "version": "1.0.0"},
    "requestId": "r-1"
  })");
}

inline v1::Advice Undecided() {
  return FromJson<v1::Advice>(R"({
    "headline": "Not yet decided: have you met in person?",
    "verdict": "VERDICT_NEEDS_INFORMATION",
    "nextStep": "Have you met in person?",
    "questions": [
      {"factId": "relationship.met_in_person", "text": "Have you met in person?", "values": ["false", "true"]},
      {"factId": "relationship.my_assessment", "text": "What would you say about their work?",
       "values": ["NOTHING_TO_SAY", "NEGATIVE", "NEUTRAL", "POSITIVE"]}
    ],
    "possibleVerdicts": [
      {"verdict": "VERDICT_DECLINE", "shareOfCases": 0.6249, "ruleIds": ["negative", "otherwise"]},
      {"verdict": "VERDICT_CONNECT", "shareOfCases": 0.3749, "ruleIds": ["known"]},
      {"verdict": "VERDICT_MEET_FIRST", "shareOfCases": 0.0002, "ruleIds": ["seen"]}
    ],
    "platform": "linkedin",
    "plugin": {"name": "linkedin", "version": "1.0.0"}
  })");
}

}  // namespace connection_advisor::client

#endif  // TESTS_CLIENT_ADVISORCTL_SAMPLE_ADVICE_H_
