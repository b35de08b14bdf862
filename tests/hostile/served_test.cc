// The real server over a directory in which most files are bad: the others serve, and it stops when it is told to.
#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <thread>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/hostile/children.h"
#include "tests/hostile/hostile_directory.h"
#include "tests/integration/calls.h"
#include "tests/integration/health.h"
#include "tests/integration/plugin_directory.h"
#include "tests/integration/raw_call.h"
#include "tests/integration/requests.h"
#include "tests/integration/server_process.h"

namespace connection_advisor::hostile {
namespace {

using integration::HealthRequest;
using integration::HealthStatus;
using ::testing::ContainsRegex;

// Each by the cause that the operator reads on standard error.
const std::pair<const char*, const char*> kBad[] = {
    {"AnyLibrary", "does not export"},
    {"NoteOfMajor2", "built for plugin ABI 2"},
    {"CrashesInConstructor", "crashed \\(Segmentation fault\\) while loading the file"},
    {"LoopsInCondition", "did not come to an end .* condition of rule 'friend_met'"},
    {"DeadRule", "rule 'friend_unmet' never decides"},
    {"Undecided", "no rule decides \\{"},
    {"FailingExample", "example 'a friend' is to come out as MEET_FIRST"},
    {"CountsItsCalls", "condition of rule 'friend_met': it is not reproducible"},
    {"RuleIdThatClearsTheScreen", "\\\\x1b\\[2Jveteran"},
};

TEST(ServedAmongHostileTest, TheGoodPlatformsAnswerAndTheBadFilesAreNamed) {
  integration::PluginDirectory directory;
  directory.Add(integration::BundledPlugins() / "twitter.so");
  directory.Add(integration::BundledPlugins() / "facebook.so");
  std::filesystem::copy(integration::BundledPlugins() / "twitter.so", directory.path() / "zwitter.so");
  directory.Write("scribble.so", "no library at all");
  for (const auto& [name, cause] : kBad) directory.Add(HostilePlugin(name));
  const auto server = integration::ServerProcess::Start(directory.path(), {"--compile-timeout", "3s"});
  ASSERT_NE(server, nullptr);

  const auto health = [&](const std::string& service) {
    return integration::CallRaw(server->channel(), integration::kHealthCheck, HealthRequest(service)).bytes;
  };
  for (const char* platform : {"twitter", "facebook"}) {
    EXPECT_TRUE(integration::Advise(server->channel(), integration::RequestTo(platform)).status.ok()) << platform;
    EXPECT_EQ(health(platform), HealthStatus(integration::kServing)) << platform;
  }
  EXPECT_EQ(health(""), HealthStatus(integration::kServing));
  const std::string errors = server->errors();
  for (const auto& [name, cause] : kBad) {
    EXPECT_EQ(health(name), HealthStatus(integration::kNotServing)) << name;
    EXPECT_THAT(errors, ContainsRegex(std::string(name) + "\\.so: [^\n]*refused: [^\n]*" + cause));
  }
  EXPECT_THAT(errors, ContainsRegex("scribble\\.so: refused: .*no ELF header"));
  EXPECT_THAT(errors, ContainsRegex("zwitter\\.so: refused: it is the same file as twitter\\.so"));
  EXPECT_EQ(integration::Advise(server->channel(), integration::RequestTo("hostile")).status.error_code(),
            grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(server->Stop(), 0) << server->errors();
}

// As some supervisors start a server.
class WithChildrenForgotten {
 public:
  WithChildrenForgotten() : before_(signal(SIGCHLD, SIG_IGN)) {}
  ~WithChildrenForgotten() { signal(SIGCHLD, before_); }
  WithChildrenForgotten(const WithChildrenForgotten&) = delete;

 private:
  const sighandler_t before_;
};

TEST(ServedAmongHostileTest, ACrashIsACrashWhoeverStartedTheServer) {
  integration::PluginDirectory directory;
  directory.Add(integration::BundledPlugins() / "twitter.so");
  directory.Add(HostilePlugin("CrashesInConstructor"));
  const auto server = [&] {
    const WithChildrenForgotten forgotten;
    return integration::ServerProcess::Start(directory.path());
  }();
  ASSERT_NE(server, nullptr);
  EXPECT_THAT(server->errors(), ContainsRegex("refused: it crashed \\(Segmentation fault\\) while loading the file"));
  EXPECT_EQ(server->Stop(), 0) << server->errors();
}

TEST(ServedAmongHostileTest, ItStopsServingAtOnceThoughACompilationHangs) {
  integration::PluginDirectory directory;
  directory.Add(integration::BundledPlugins() / "twitter.so");
  // The directory is looked at when SIGHUP says so, and not before.
  const auto server =
      integration::ServerProcess::Start(directory.path(), {"--compile-timeout", "60s", "--settle", "1m"});
  ASSERT_NE(server, nullptr);
  integration::RawCall watch(server->channel(), integration::kHealthWatch, HealthRequest(""));
  ASSERT_EQ(watch.Read(), HealthStatus(integration::kServing));
  directory.Add(HostilePlugin("StopsInConstructor"));
  kill(server->pid(), SIGHUP);
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (ChildrenOf(server->pid()).empty() && std::chrono::steady_clock::now() < patience) std::this_thread::yield();
  ASSERT_FALSE(ChildrenOf(server->pid()).empty());

  server->Terminate();
  EXPECT_EQ(watch.Read(), HealthStatus(integration::kNotServing));
  EXPECT_EQ(integration::Advise(server->NewChannel(), integration::RequestTo("twitter")).status.error_code(),
            grpc::StatusCode::UNAVAILABLE);
  EXPECT_FALSE(ChildrenOf(server->pid()).empty()) << "it still compiles";
  // The second asks it not to wait for that.
  server->Terminate();
  EXPECT_EQ(server->WaitForExit(), 128 + SIGTERM);
}

}  // namespace
}  // namespace connection_advisor::hostile
