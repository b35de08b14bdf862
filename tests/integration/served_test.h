// What most tests here start from: one server with the bundled platforms for a suite, and a judge for each of them.
#ifndef TESTS_INTEGRATION_SERVED_TEST_H_
#define TESTS_INTEGRATION_SERVED_TEST_H_

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/integration/calls.h"
#include "tests/integration/expectations.h"
#include "tests/integration/server_process.h"

namespace connection_advisor::integration {

// The bundled platforms.
class ServedTest : public testing::Test {
 protected:
  static void SetUpTestSuite();
  // Stops the server, which must exit with 0.
  static void TearDownTestSuite();
  // Ends the test where there is no server.
  void SetUp() override;

  // What it serves: all of these directories and files.
  static void Serve(const std::vector<std::filesystem::path>& plugins);

  static const std::filesystem::path& plugins();
  static const std::shared_ptr<grpc::Channel>& channel();
  static const ServerProcess& server();
  static const Judge& JudgeOf(const std::string& platform);
};

// The same for each platform that the oracle knows, the guild included.
class ServedPlatformTest : public ServedTest, public testing::WithParamInterface<const char*> {
 protected:
  static void SetUpTestSuite();
  static const Judge& judge() { return JudgeOf(GetParam()); }
};

inline std::string NameOfPlatform(const testing::TestParamInfo<const char*>& info) { return info.param; }

#define FOR_EVERY_PLATFORM(suite)                                                                         \
  INSTANTIATE_TEST_SUITE_P(Platforms, suite, testing::Values("linkedin", "twitter", "facebook", "guild"), \
                           NameOfPlatform)

}  // namespace connection_advisor::integration

#endif  // TESTS_INTEGRATION_SERVED_TEST_H_
