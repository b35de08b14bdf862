// Reading decision logs, and requests that fill them.
#ifndef TESTS_INTEGRATION_DECISION_LOG_H_
#define TESTS_INTEGRATION_DECISION_LOG_H_

#include <filesystem>
#include <string>
#include <vector>

#include "connection_advisor/v1/advice.pb.h"
#include "connection_advisor/v1/request.pb.h"
#include "google/protobuf/struct.pb.h"
#include "tests/integration/requests.h"
#include "tests/oracle/platform_table.h"

namespace connection_advisor::integration {

// The lines of a log; the test fails where one is no JSON.
std::vector<google::protobuf::Struct> LinesIn(const std::filesystem::path& log);

// A text of a line, empty if there is none; and the facts of one source.
std::string TextOf(const google::protobuf::Struct& line, const std::string& key);
const google::protobuf::Struct& GroupOf(const google::protobuf::Struct& line, const std::string& key);

// What was stated and derived, as a request.
v1::AdviseRequest RequestOf(const google::protobuf::Struct& line);

// "CONNECT".
std::string ShortName(v1::Verdict verdict);

// Requests to the bundled platforms and the guild, of which some say everything, some next to nothing, and some what is
// impossible or wrong. Each has an id of its own.
class RandomRequests {
 public:
  explicit RandomRequests(Random::result_type seed);

  v1::AdviseRequest Next();
  std::vector<v1::AdviseRequest> Next(int count);

 private:
  Random random_;
  const std::vector<oracle::PlatformTable> tables_;
  int count_ = 0;
};

}  // namespace connection_advisor::integration

#endif  // TESTS_INTEGRATION_DECISION_LOG_H_
