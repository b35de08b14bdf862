// Advice on what is known of a generated platform's facts, in the oracle's terms.
#ifndef TESTS_SERVICE_ADVICE_ANSWERS_H_
#define TESTS_SERVICE_ADVICE_ANSWERS_H_

#include <memory>
#include <random>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "connection_advisor/v1/advice.pb.h"
#include "connection_advisor/v1/request.pb.h"
#include "google/rpc/error_details.pb.h"
#include "service/advice/advise.h"
#include "service/platform/published_platforms.h"
#include "tests/answers/answers.h"
#include "tests/generated/rows.h"
#include "tests/oracle/oracle.h"

namespace connection_advisor::advice {

using answers::AnswerOf;
using answers::ExpectWhyNot;
using answers::ExplanationOf;

// The facts that are known as entries of `facts`, in the full view.
v1::AdviseRequest RequestOf(const oracle::PlatformTable& platform, const oracle::Knowledge& stated);

// Each fact is known with this likelihood.
oracle::Knowledge DrawKnowledge(const generated::Rows& rows, double known, std::mt19937_64& random);

// The facts that the violations of a contradiction name, by index; the test fails where they name anything else.
std::set<size_t> ContradictingFacts(const absl::Status& status, const oracle::PlatformTable& platform);

// A detail of an error; the test fails where it has none.
google::rpc::BadRequest BadRequestOf(const absl::Status& status);
google::rpc::ErrorInfo ErrorInfoOf(const absl::Status& status);

// Rows that keep the laws, compiled and asked.
class Asked {
 public:
  explicit Asked(const generated::Rows& rows);

  const platform::PlatformSet& platforms() const { return platforms_; }
  const platform::Platform& platform() const { return *platforms_.platforms().front(); }
  absl::Status Ask(const v1::AdviseRequest& request, v1::Advice* advice) {
    advice->Clear();
    return Advise(platforms_, request, workspace_, advice);
  }

 private:
  platform::PlatformSet platforms_;
  Workspace workspace_;
};

}  // namespace connection_advisor::advice

#endif  // TESTS_SERVICE_ADVICE_ANSWERS_H_
