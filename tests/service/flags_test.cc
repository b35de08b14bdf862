#include "service/flags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "service/admin_setting.h"
#include "service/setting_table.h"

namespace connection_advisor {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

CommandLine Parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "connection-advisor-server");
  return ParseCommandLine(static_cast<int>(arguments.size()), arguments.data());
}

// Too long for a socket in it.
constexpr const char* kLongPath =
    "/0123456789/0123456789/0123456789/0123456789/0123456789/0123456789/0123456789/0123456789/0123456789";

TEST(Flags, NoneGiveTheDefaults) {
  const CommandLine line = Parse({});
  ASSERT_TRUE(line.settings.has_value()) << line.text;
  EXPECT_EQ(line.settings->listen.ToString(), "127.0.0.1:50051");
  EXPECT_EQ(line.settings->plugins, "");
  EXPECT_EQ(line.settings->compile_timeout, std::chrono::seconds(5));
  EXPECT_EQ(line.settings->compile_memory, uint64_t{1} << 30);
  EXPECT_FALSE(line.settings->metrics.has_value());
  EXPECT_FALSE(line.settings->unsandboxed);
  EXPECT_TRUE(AdminAddressOf(*line.settings).IsNowhere());
  EXPECT_FALSE(line.settings->unchecked_permissions);
  EXPECT_FALSE(line.settings->check_config);
}

TEST(Flags, AreTaken) {
  const CommandLine line =
      Parse({"--listen", "[::1]:0", "--plugins=/p", "--compile-timeout", "2m", "--compile-memory", "512MiB",
             "--unsandboxed", "--unchecked-permissions", "--log-format", "json", "--max-changed-verdicts", "5/10000",
             "--state", "/s", "--metrics", "127.0.0.1:9464", "--check-config"});
  ASSERT_TRUE(line.settings.has_value()) << line.text;
  EXPECT_EQ(line.settings->listen.ToString(), "[::1]:0");
  EXPECT_EQ(line.settings->plugins, "/p");
  EXPECT_EQ(line.settings->compile_timeout, std::chrono::minutes(2));
  EXPECT_EQ(line.settings->compile_memory, uint64_t{512} << 20);
  EXPECT_TRUE(line.settings->unsandboxed);
  EXPECT_TRUE(line.settings->unchecked_permissions);
  EXPECT_EQ(line.settings->max_changed_verdicts, (lifecycle::ChangeLimit{5, 10'000}));
  EXPECT_EQ(line.settings->log_format, LogFormat::kJson);
  EXPECT_EQ(line.settings->metrics->ToString(), "127.0.0.1:9464");
  EXPECT_TRUE(line.settings->check_config);
}

TEST(Flags, PluginsAreAdministeredInTheStateDirectoryUnlessSaidOtherwise) {
  const struct {
    std::vector<const char*> arguments;
    const char* address;
  } rows[] = {
      {{"--state", "/var/lib/advisor"}, "unix:/var/lib/advisor/admin.sock"},
      {{"--state", "/var/lib/advisor/"}, "unix:/var/lib/advisor/admin.sock"},
      {{"--state", "/var/lib/advisor", "--admin", "none"}, "none"},
      {{"--state", "/var/lib/advisor", "--admin", "unix:a.sock"}, "unix:a.sock"},
      {{"--admin", "127.0.0.1:0", "--listen", "127.0.0.1:0"}, "127.0.0.1:0"},
      {{"--admin", "0.0.0.0:1", "--tls-cert", "c", "--tls-key", "k", "--tls-client-ca", "a"}, "0.0.0.0:1"},
      {{"--state", kLongPath, "--admin", "none"}, "none"},
  };
  for (const auto& row : rows) {
    const CommandLine line = Parse(row.arguments);
    ASSERT_TRUE(line.settings.has_value()) << line.text;
    EXPECT_EQ(AdminAddressOf(*line.settings).ToString(), row.address);
  }
}

TEST(Flags, BadOnesNameThemselvesAndTheRemedy) {
  const struct {
    std::vector<const char*> arguments;
    const char* flag;
    const char* remedy;
  } rows[] = {
      {{"--unsandboxed=perhaps"}, "--unsandboxed: ", "write true or false"},
      {{"--signatures", "yes"}, "--signatures: ", "write off, warn or require"},
      {{"--signatures", "require"}, "--signatures ", "need --trusted-keys"},
      {{"--listen", "localhost"}, "--listen: ", "write HOST:PORT"},
      {{"--listen"}, "--listen: ", "HOST:PORT missing"},
      {{"--lisen", "127.0.0.1:1"}, "--lisen: there is no such flag", "did you mean --listen?"},
      {{"--stop-grace", "5"}, "--stop-grace: ", "write 250ms, 5s, 2m or 1h"},
      {{"--compile-timeout", "1h"}, "--compile-timeout: ", "not from 10ms to 10m"},
      {{"--compile-memory", "1TB"}, "--compile-memory: ", "write 512KiB, 64MiB or 2GiB"},
      {{"--max-calls-in-flight", "0"}, "--max-calls-in-flight: ", "not from 1 to 1000000"},
      {{"--max-changed-verdicts", "5"}, "--max-changed-verdicts: ", "write 5/10000"},
      {{"--max-changed-verdicts", "5/10000"}, "--max-changed-verdicts ", "needs --state"},
      {{"--log-format", "xml"}, "--log-format: ", "write text or json"},
      {{"--plugins", ""}, "--plugins: ", "name a file or directory"},
      {{"--tls-cert", "c.pem"}, "--tls-cert and --tls-key", "give both"},
      {{"--tls-client-ca", "c.pem"}, "--tls-client-ca", "give all three"},
      {{"--admin", "/run/admin.sock"}, "--admin: ", "write unix:/run/admin.sock"},
      {{"--admin", "0.0.0.0:1"}, "--admin: ", "--tls-client-ca"},
      {{"--admin", "127.0.0.1:1", "--listen", "127.0.0.1:1"}, "--admin: ", "another port"},
      {{"--state", kLongPath}, "--admin: ", "107 are the most"},
      {{"serve"}, "'serve' belongs to no flag", "flags only"},
  };
  for (const auto& row : rows) {
    const CommandLine line = Parse(row.arguments);
    EXPECT_FALSE(line.settings.has_value()) << row.flag;
    EXPECT_EQ(line.exit_code, kExitBadUsage) << row.flag;
    EXPECT_THAT(line.text, HasSubstr(row.flag));
    EXPECT_THAT(line.text, HasSubstr(row.remedy));
  }
}

TEST(Flags, HelpShowsEveryFlagAndAnExample) {
  const CommandLine line = Parse({"--help"});
  EXPECT_FALSE(line.settings.has_value());
  EXPECT_EQ(line.exit_code, 0);
  for (const SettingRow& row : SettingTable()) EXPECT_THAT(line.text, HasSubstr(row.flag));
  EXPECT_THAT(line.text, HasSubstr("Examples:"));
  EXPECT_THAT(line.text, HasSubstr("grpcurl"));
}

TEST(Flags, VersionIsPrinted) {
  const CommandLine line = Parse({"--version"});
  EXPECT_EQ(line.exit_code, 0);
  EXPECT_THAT(line.text, StartsWith("connection-advisor-server "));
}

TEST(SettingTable, HasEachFlagAndKeyOnce) {
  std::set<std::string> names;
  for (const SettingRow& row : SettingTable()) {
    EXPECT_TRUE(names.insert(row.flag).second) << row.flag;
    if (row.key != nullptr) {
      EXPECT_TRUE(names.insert(row.key).second) << row.key;
    }
  }
}

}  // namespace
}  // namespace connection_advisor
