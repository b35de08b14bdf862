// The served advice beside the oracle's answer.
#ifndef TESTS_INTEGRATION_EXPECTATIONS_H_
#define TESTS_INTEGRATION_EXPECTATIONS_H_

#include <map>
#include <string>

#include "connection_advisor/v1/platform.pb.h"
#include "tests/answers/answers.h"
#include "tests/integration/calls.h"
#include "tests/oracle/oracle.h"

namespace connection_advisor::integration {

using answers::VerdictOf;

// A platform of the oracle, and how the server describes it.
class Judge {
 public:
  Judge(oracle::PlatformTable platform, const std::shared_ptr<grpc::Channel>& channel);

  const oracle::Oracle& oracle() const { return oracle_; }
  const oracle::PlatformTable& table() const { return oracle_.platform(); }
  const v1::Platform& description() const { return description_; }

  // The advice says what the oracle says, in the words of the platform's description.
  void ExpectAdvice(const oracle::Knowledge& stated, const v1::AdviseRequest& request, const v1::Advice& advice) const;

  // The status says that the stated facts contradict each other: it names fields none of which can be left out, and the
  // impossible rules behind it.
  void ExpectContradiction(const oracle::Knowledge& stated, const grpc::Status& status) const;

  // The one or the other, as the oracle says.
  void Expect(const oracle::Knowledge& stated, const Advised& advised) const;

 private:
  void ExpectTexts(const oracle::Knowledge& stated, const v1::Advice& advice) const;
  void ExpectRuleTexts(const v1::Reason& reason) const;

  const oracle::Oracle oracle_;
  v1::Platform description_;
  std::map<std::string, const v1::PlatformRule*> rules_;
  std::map<std::string, const v1::PlatformFact*> facts_;
};

}  // namespace connection_advisor::integration

#endif  // TESTS_INTEGRATION_EXPECTATIONS_H_
