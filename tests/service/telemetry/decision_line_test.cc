#include "service/telemetry/decision_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/service/telemetry/sample_decision.h"

namespace connection_advisor::telemetry {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

constexpr size_t kQueueBytes = size_t{1} << 16;

std::string LineOf(const SampleDecision& sample, const TextPolicies& policies, const TextMarker& marker,
                   Method method = Method::kAdvise) {
  const PinnedPlatforms platforms = SamplePlatforms();
  WaitingDecisions waiting(kQueueBytes);
  waiting.Add(method, platforms, sample.On(platforms), policies);
  std::string line;
  DecisionLines(policies, marker).Append(waiting.Get(0), &line);
  return line;
}

std::string LineOf(const SampleDecision& sample, const std::string& policies = "", Method method = Method::kAdvise) {
  return LineOf(sample, *ParseTextPolicies(policies), *TextMarker::Create(), method);
}

// Without the time, which is now.
std::string Untimed(std::string line) { return line.erase(0, line.find("\"method\"")); }

v1::AdviseRequest TalkativeRequest() {
  v1::AdviseRequest request;
  request.set_request_id("r-\"7\"");
  request.mutable_member()->set_display_name("Miriam");
  request.mutable_member()->set_profession("Baker");
  request.mutable_member()->add_professions_of_interest("Vet");
  request.mutable_member()->add_passions("Dogs");
  request.mutable_member()->add_passions("Ätna\n");
  request.mutable_member()->add_purposes("Meet vets");
  request.mutable_candidate()->set_display_name("Jane");
  request.mutable_candidate()->set_profession("Pilot");
  request.mutable_candidate()->add_passions("Kites");
  request.mutable_invitation()->set_message("Hello there");
  return request;
}

TEST(DecisionLine, SaysWhatWasDecidedOnWhichFactsFromWhere) {
  SampleDecision sample;
  EXPECT_EQ(Untimed(LineOf(sample)),
            R"("method":"Advise","platform":"harbour",)"
            R"("plugin":{"name":"harbour \"2\"","version":"1.2.3","sha256":"ab12"},"request_id":"r-1",)"
            R"("verdict":"CONNECT","rule":"good","stated":{},"derived":{"relationship.met_in_person":"true"},)"
            R"("assumed":{"member.connection_count":"below 10"}})"
            "\n");
  EXPECT_THAT(LineOf(sample), MatchesRegex(R"(\{"time":"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{3}Z","method".*)"));
}

TEST(DecisionLine, StatedIsWhatStandsInAFieldOrInFacts) {
  SampleDecision sample;
  sample.bound.sources = {facts::Source::kField, facts::Source::kFactsEntry, facts::Source::kUnknown};
  sample.decision.values = {0, 1, diagram::kUnknown};
  sample.decision.assumed.reset();
  EXPECT_THAT(LineOf(sample), HasSubstr(R"("stated":{"relationship.met_in_person":"false","harbour.work":"GOOD"},)"
                                        R"("derived":{},"assumed":{}})"));
}

TEST(DecisionLine, WhatIsUndecidedHasNoRule) {
  SampleDecision sample;
  sample.decision.verdict.reset();
  sample.decision.reasons.clear();
  EXPECT_THAT(LineOf(sample, "", Method::kStreamAdvise),
              HasSubstr(R"("request_id":"r-1","verdict":"NEEDS_INFORMATION","stated")"));
}

TEST(DecisionLine, EveryMethodAndVerdictHasItsName) {
  SampleDecision sample;
  for (size_t i = 0; i < kMethodNames.size(); ++i) {
    EXPECT_THAT(LineOf(sample, "", static_cast<Method>(i)),
                HasSubstr(absl::StrCat("\"method\":\"", kMethodNames[i], "\"")));
  }
  sample.decision.verdict = platform::Outcome::kMeetFirst;
  EXPECT_THAT(LineOf(sample), HasSubstr(R"("verdict":"MEET_FIRST")"));
  sample.decision.verdict = platform::Outcome::kDecline;
  EXPECT_THAT(LineOf(sample), HasSubstr(R"("verdict":"DECLINE")"));
}

TEST(DecisionLine, NoTextOfAPersonIsInItUnlessSaid) {
  SampleDecision sample;
  sample.request = TalkativeRequest();
  const std::string line = LineOf(sample);
  EXPECT_THAT(line, HasSubstr(R"("request_id":"r-\"7\"")"));
  for (const char* text :
       {"Miriam", "Baker", "Vet", "Dogs", "tna", "vets", "Jane", "Pilot", "Kites", "Hello", "hmac"}) {
    EXPECT_THAT(line, Not(HasSubstr(text)));
  }
  EXPECT_THAT(LineOf(sample, "request_id=off"), Not(HasSubstr("r-")));
}

TEST(DecisionLine, EachTextStandsUnderItsFieldAsItsPolicySays) {
  SampleDecision sample;
  sample.request = TalkativeRequest();
  const struct {
    const char* field;
    const char* plain;
    const char* hashed;  // a regular expression
  } rows[] = {
      {"request_id", R"("request_id":"r-\"7\"")", R"("request_id":"hmac:[0-9a-f]{32}")"},
      {"member.display_name", R"("member.display_name":"Miriam")", R"("member.display_name":"hmac:[0-9a-f]{32}")"},
      {"member.profession", R"("member.profession":"Baker")", R"("member.profession":"hmac:[0-9a-f]{32}")"},
      {"member.professions_of_interest", R"("member.professions_of_interest":["Vet"])",
       R"("member.professions_of_interest":\["hmac:[0-9a-f]{32}"\])"},
      {"member.passions", R"("member.passions":["Dogs","Ätna\u000a"])",
       R"("member.passions":\["hmac:[0-9a-f]{32}","hmac:[0-9a-f]{32}"\])"},
      {"member.purposes", R"("member.purposes":["Meet vets"])", R"("member.purposes":\["hmac:[0-9a-f]{32}"\])"},
      {"candidate.display_name", R"("candidate.display_name":"Jane")",
       R"("candidate.display_name":"hmac:[0-9a-f]{32}")"},
      {"candidate.profession", R"("candidate.profession":"Pilot")", R"("candidate.profession":"hmac:[0-9a-f]{32}")"},
      {"candidate.passions", R"("candidate.passions":["Kites"])", R"("candidate.passions":\["hmac:[0-9a-f]{32}"\])"},
      {"invitation.message", R"("invitation.message":"Hello there")", R"("invitation.message":"hmac:[0-9a-f]{32}")"},
  };
  ASSERT_EQ(std::size(rows), kLoggedTextCount);
  for (const auto& row : rows) {
    const std::string plain = LineOf(sample, absl::StrCat(row.field, "=plain"));
    EXPECT_THAT(plain, HasSubstr(row.plain));
    const std::string hashed = LineOf(sample, absl::StrCat(row.field, "=hashed"));
    EXPECT_THAT(hashed, MatchesRegex(absl::StrCat(".*", row.hashed, ".*\n")));
    EXPECT_THAT(hashed, Not(HasSubstr(row.plain)));
    EXPECT_THAT(LineOf(sample, absl::StrCat(row.field, "=off")), Not(HasSubstr(absl::StrCat("\"", row.field, "\""))));
  }
}

TEST(DecisionLine, EqualTextsHaveEqualMarksUnderOneKeyOnly) {
  const TextMarker one = *TextMarker::Create();
  const TextMarker two = *TextMarker::Create();
  EXPECT_EQ(one.Mark("Jane"), one.Mark("Jane"));
  EXPECT_NE(one.Mark("Jane"), one.Mark("jane"));
  EXPECT_NE(one.Mark("Jane"), two.Mark("Jane"));
}

TEST(DecisionLine, WhatIsOffIsNotEvenCopied) {
  SampleDecision sample;
  const PinnedPlatforms platforms = SamplePlatforms();
  WaitingDecisions without(kQueueBytes);
  without.Add(Method::kAdvise, platforms, sample.On(platforms), DefaultTextPolicies());
  sample.request.mutable_invitation()->set_message(std::string(5000, 'x'));
  WaitingDecisions with(kQueueBytes);
  with.Add(Method::kAdvise, platforms, sample.On(platforms), DefaultTextPolicies());
  EXPECT_EQ(with.bytes(), without.bytes());
}

TEST(DecisionLine, ManyWaitTogetherAndKeepTheirPlatform) {
  WaitingDecisions waiting(kQueueBytes);
  SampleDecision sample;
  for (int i = 0; i < 100; ++i) {
    sample.request.set_request_id(absl::StrCat("r-", i));
    const PinnedPlatforms platforms = SamplePlatforms();  // gone at once, but for the pin
    waiting.Add(Method::kAdvise, platforms, sample.On(platforms), DefaultTextPolicies());
  }
  ASSERT_EQ(waiting.count(), 100u);
  const DecisionLines lines(DefaultTextPolicies(), *TextMarker::Create());
  for (size_t i = 0; i < waiting.count(); ++i) {
    std::string line;
    lines.Append(waiting.Get(i), &line);
    EXPECT_THAT(line, HasSubstr(absl::StrCat("\"request_id\":\"r-", i, "\"")));
  }
  waiting.Clear();
  EXPECT_EQ(waiting.bytes(), 0u);
}

TEST(DecisionLine, LossesAreALineToo) {
  EXPECT_EQ(LossLine(std::chrono::system_clock::time_point(), {.queue = 12, .file = 3}),
            "{\"time\":\"1970-01-01T00:00:00.000Z\",\"lost\":{\"queue\":12,\"file\":3}}\n");
}

}  // namespace
}  // namespace connection_advisor::telemetry
