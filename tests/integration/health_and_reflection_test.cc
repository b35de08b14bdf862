// What load balancers and tools ask: is it well, and what does it serve?
#include "gmock/gmock.h"
#include "tests/integration/health.h"
#include "tests/integration/plugin_directory.h"
#include "tests/integration/raw_call.h"
#include "tests/integration/requests.h"
#include "tests/integration/served_test.h"

namespace connection_advisor::integration {
namespace {

using ::testing::HasSubstr;

std::string HealthOf(const std::shared_ptr<grpc::Channel>& channel, const std::string& service) {
  return CallRaw(channel, kHealthCheck, HealthRequest(service)).bytes;
}

class HealthTest : public ServedTest {};

TEST_F(HealthTest, IsServingAsAWholeAndForEveryPlatform) {
  EXPECT_EQ(HealthOf(channel(), ""), HealthStatus(kServing));
  EXPECT_EQ(HealthOf(channel(), "linkedin"), HealthStatus(kServing));
  EXPECT_EQ(HealthOf(channel(), "twitter"), HealthStatus(kServing));
  EXPECT_EQ(HealthOf(channel(), "facebook"), HealthStatus(kServing));
}

TEST_F(HealthTest, IsNotFoundForWhatNobodyKnows) {
  EXPECT_EQ(CallRaw(channel(), kHealthCheck, HealthRequest("orkut")).status.error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST(HealthWithoutPlatformsTest, IsNotServingWhileTheProcessStaysUp) {
  const PluginDirectory empty;
  const auto server = ServerProcess::Start(empty.path());
  ASSERT_NE(server, nullptr);
  EXPECT_EQ(HealthOf(server->channel(), ""), HealthStatus(kNotServing));
  EXPECT_EQ(Advise(server->channel(), RequestTo("linkedin")).status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(server->Stop(), 0) << server->errors();
}

TEST(HealthOfARefusedFileTest, IsNotServingUnderTheFilesStemWhileTheOthersServe) {
  const PluginDirectory directory;
  directory.Add(BundledPlugins() / "twitter.so");
  directory.Write("scribble.so", "no library at all");
  const auto server = ServerProcess::Start(directory.path());
  ASSERT_NE(server, nullptr);
  EXPECT_EQ(HealthOf(server->channel(), "scribble"), HealthStatus(kNotServing));
  EXPECT_EQ(HealthOf(server->channel(), "twitter"), HealthStatus(kServing));
  EXPECT_EQ(HealthOf(server->channel(), ""), HealthStatus(kServing));
  EXPECT_THAT(server->errors(), HasSubstr("scribble.so"));
  EXPECT_EQ(server->Stop(), 0) << server->errors();
}

class ReflectionTest : public ServedTest {
 protected:
  // One request of grpc.reflection.v1alpha: `field` (one byte of key) with a string shorter than 128 bytes.
  static std::string Reflect(char field, const std::string& value) {
    RawCall call(channel(), "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
                 std::string{field, static_cast<char>(value.size())} + value);
    return call.Read().value_or("");
  }
};

constexpr char kFileContainingSymbol = 0x22;
constexpr char kListServices = 0x3a;

TEST_F(ReflectionTest, ListsTheServices) {
  const std::string services = Reflect(kListServices, "*");
  EXPECT_THAT(services, HasSubstr("connection_advisor.v1.ConnectionAdvisor"));
  EXPECT_THAT(services, HasSubstr("grpc.health.v1.Health"));
}

TEST_F(ReflectionTest, DescribesTheContractWithWhatItImports) {
  EXPECT_THAT(Reflect(kFileContainingSymbol, "connection_advisor.v1.AdviseRequest"), HasSubstr("asks_for_referral"));
  EXPECT_THAT(Reflect(kFileContainingSymbol, "google.rpc.Status"), HasSubstr("details"));
}

}  // namespace
}  // namespace connection_advisor::integration
