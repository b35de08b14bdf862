#include "tests/integration/served_test.h"

#include <map>

#include "tests/integration/guild/guild_table.h"
#include "tests/integration/plugin_directory.h"
#include "tests/oracle/bundled_platforms.h"

namespace connection_advisor::integration {
namespace {

// Of the suite that runs.
struct Suite {
  std::unique_ptr<PluginDirectory> plugins;
  std::unique_ptr<ServerProcess> server;
  std::shared_ptr<grpc::Channel> channel;
  std::map<std::string, std::unique_ptr<Judge>> judges;
};

Suite& TheSuite() {
  static auto* const kSuite = new Suite;
  return *kSuite;
}

oracle::PlatformTable TableOf(const std::string& platform) {
  for (oracle::PlatformTable table : {oracle::LinkedIn(), oracle::Twitter(), oracle::Facebook(), Guild()}) {
    if (table.id == platform) return table;
  }
  ADD_FAILURE() << "the oracle knows no " << platform;
  return {};
}

}  // namespace

void ServedTest::SetUpTestSuite() { Serve({BundledPlugins()}); }

void ServedPlatformTest::SetUpTestSuite() { Serve({BundledPlugins(), GuildPlugin()}); }

void ServedTest::Serve(const std::vector<std::filesystem::path>& plugins) {
  TheSuite().plugins = std::make_unique<PluginDirectory>();
  for (const std::filesystem::path& path : plugins) TheSuite().plugins->Add(path);
  TheSuite().server = ServerProcess::Start(TheSuite().plugins->path());
  if (TheSuite().server != nullptr) TheSuite().channel = TheSuite().server->channel();
}

void ServedTest::TearDownTestSuite() {
  if (TheSuite().server != nullptr) {
    EXPECT_EQ(TheSuite().server->Stop(), 0) << TheSuite().server->errors();
  }
  TheSuite() = Suite();
}

void ServedTest::SetUp() { ASSERT_NE(TheSuite().server, nullptr); }

const std::filesystem::path& ServedTest::plugins() { return TheSuite().plugins->path(); }

const std::shared_ptr<grpc::Channel>& ServedTest::channel() { return TheSuite().channel; }

const ServerProcess& ServedTest::server() { return *TheSuite().server; }

const Judge& ServedTest::JudgeOf(const std::string& platform) {
  std::unique_ptr<Judge>& judge = TheSuite().judges[platform];
  if (judge == nullptr) judge = std::make_unique<Judge>(TableOf(platform), channel());
  return *judge;
}

}  // namespace connection_advisor::integration
