#include "service/configuration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "service/flags.h"
#include "service/setting_table.h"

namespace connection_advisor {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;

class ConfigurationTest : public ::testing::Test {
 protected:
  ConfigurationTest() : path_(absl::StrCat(::testing::TempDir(), "/", ::getpid(), ".toml")) {}
  ~ConfigurationTest() override { std::remove(path_.c_str()); }

  absl::Status Read(const std::string& text) {
    std::ofstream(path_) << text;
    return ReadConfiguration(path_, settings_);
  }

  const std::string path_;
  Settings settings_;
};

TEST_F(ConfigurationTest, SetsWhatItSays) {
  ASSERT_TRUE(Read(R"(
[serving]
listen = "[::1]:1234"
max_calls_in_flight = 7

[platforms]
unsandboxed = true
unchecked_permissions = true

[telemetry]
log_format = "json"

[parameters.linkedin]
connection_limit = 500
)")
                  .ok());
  EXPECT_EQ(settings_.listen.ToString(), "[::1]:1234");
  EXPECT_EQ(settings_.max_calls_in_flight, 7);
  EXPECT_TRUE(settings_.unsandboxed);
  EXPECT_TRUE(settings_.unchecked_permissions);
  EXPECT_EQ(settings_.log_format, LogFormat::kJson);
  ASSERT_EQ(settings_.parameters.size(), 1u);
  EXPECT_EQ(settings_.parameters[0].platform, "linkedin");
  EXPECT_EQ(settings_.parameters[0].parameter, "connection_limit");
  EXPECT_EQ(settings_.parameters[0].value, 500);
  EXPECT_EQ(settings_.parameters[0].place, absl::StrCat(path_, ":14"));
}

TEST_F(ConfigurationTest, NamesEveryFaultByLineAndKey) {
  const absl::Status status = Read(R"([serving]
listn = "127.0.0.1:1"
stop_grace = "soon"
max_calls_in_flight = 0
listen = true
[platforms]
unsandboxed = "yes"
[tls.cert]
path = "c.pem"
[parameters]
linkedin = 1
[parameters.twitter]
limit = "many"
)");
  ASSERT_FALSE(status.ok());
  const std::string message(status.message());
  const struct {
    int line;
    const char* fault;
  } rows[] = {
      {2, "serving.listn: there is no such setting; did you mean serving.listen?"},
      {3, "serving.stop_grace: 'soon' is no duration"},
      {4, "serving.max_calls_in_flight: '0' is not from 1"},
      {5, "serving.listen: write one value"},
      {7, "platforms.unsandboxed: write true or false, without quotes"},
      {8, "tls.cert: write one value"},
      {11, "parameters.linkedin: write a table"},
      {13, "parameters.twitter.limit: write a whole number"},
  };
  for (const auto& row : rows) EXPECT_THAT(message, HasSubstr(absl::StrCat(path_, ":", row.line, ": ", row.fault)));
}

TEST_F(ConfigurationTest, NamesTheNearestSectionAndTheNearestNameInAnySection) {
  const absl::Status status = Read(R"([servng]
listen = "127.0.0.1:1"
[plaforms]
settle = "1s"
[platform]
settle = "1s"
[telemtry]
[paramters.linkedin]
connection_limit = 1
[telemetry]
listn = "127.0.0.1:1"
[platforms]
listen = "127.0.0.1:1"
metrics = "127.0.0.1:2"
compile_memry = "1GiB"
[admin]
nothing_like_it = 1
[weather]
)");
  ASSERT_FALSE(status.ok());
  const std::string message = absl::StrCat(status.message(), "\n");
  const struct {
    int line;
    const char* fault;
  } rows[] = {
      {1, "servng: there is no such section; did you mean [serving]?"},
      {3, "plaforms: there is no such section; did you mean [platforms]?"},
      {5, "platform: there is no such section; did you mean [platforms]?"},
      {7, "telemtry: there is no such section; did you mean [telemetry]?"},
      {8, "paramters: there is no such section; did you mean [parameters]?"},
      {11, "telemetry.listn: there is no such setting; did you mean serving.listen?"},
      {13, "platforms.listen: there is no such setting; did you mean serving.listen?"},
      {14, "platforms.metrics: there is no such setting; did you mean telemetry.metrics?"},
      {15, "platforms.compile_memry: there is no such setting; did you mean platforms.compile_memory?"},
      {17, "admin.nothing_like_it: there is no such setting"},
      {18, "weather: there is no such section"},
  };
  for (const auto& row : rows) {
    EXPECT_THAT(message, HasSubstr(absl::StrCat(path_, ":", row.line, ": ", row.fault, "\n")));
  }
}

TEST_F(ConfigurationTest, NamesWhatAValueOutsideOfSectionsMayHaveMeant) {
  const absl::Status status = Read(R"(listn = "127.0.0.1:1"
tls_cert = "c.pem"
serving = "127.0.0.1:1"
paramters = 1
)");
  ASSERT_FALSE(status.ok());
  const std::string message(status.message());
  EXPECT_THAT(message, HasSubstr(":1: listn: there is no such setting; did you mean serving.listen?"));
  EXPECT_THAT(message, HasSubstr(":2: tls_cert: there is no such setting; did you mean tls.cert?"));
  EXPECT_THAT(message, HasSubstr(":3: serving: write a section, as in [serving]"));
  EXPECT_THAT(message, HasSubstr(":4: paramters: there is no such setting; did you mean [parameters]?"));
}

TEST_F(ConfigurationTest, SaysWhereAFileIsNoToml) {
  const absl::Status status = Read("[serving]\nlisten = \n");
  EXPECT_THAT(std::string(status.message()), HasSubstr(absl::StrCat(path_, ":2: ")));
}

TEST_F(ConfigurationTest, SaysThatAFileCannotBeOpened) {
  const absl::Status status = ReadConfiguration("/nowhere/a.toml", settings_);
  EXPECT_THAT(std::string(status.message()), AllOf(HasSubstr("/nowhere/a.toml: "), HasSubstr("could not be opened")));
}

TEST_F(ConfigurationTest, IsOverruledByFlags) {
  std::ofstream(path_) << "[serving]\nlisten = \"127.0.0.1:1\"\nstop_grace = \"1s\"\n";
  const char* arguments[] = {"server", "--listen", "127.0.0.1:2", "--config", path_.c_str()};
  const CommandLine line = ParseCommandLine(5, arguments);
  ASSERT_TRUE(line.settings.has_value()) << line.text;
  EXPECT_EQ(line.settings->listen.port, 2);
  EXPECT_EQ(line.settings->stop_grace, std::chrono::seconds(1));
}

TEST_F(ConfigurationTest, IsOverruledBySwitchesInBothDirections) {
  std::ofstream(path_) << "[platforms]\nunsandboxed = true\nunchecked_permissions = false\n";
  const char* arguments[] = {"server", "--unsandboxed=false", "--unchecked-permissions", "--config", path_.c_str()};
  const CommandLine line = ParseCommandLine(5, arguments);
  ASSERT_TRUE(line.settings.has_value()) << line.text;
  EXPECT_FALSE(line.settings->unsandboxed);
  EXPECT_TRUE(line.settings->unchecked_permissions);
}

// The example that is shipped: loads, sets nothing but defaults, and leaves no setting out.
class ExampleTest : public ::testing::Test {
 protected:
  const std::string path_ = absl::StrCat(CONNECTION_ADVISOR_SOURCE_DIR, "/deploy/connection-advisor.toml");
};

std::string Contents(const std::string& path) {
  std::ostringstream contents;
  contents << std::ifstream(path).rdbuf();
  return contents.str();
}

TEST_F(ExampleTest, SetsTheDefaults) {
  Settings settings;
  const absl::Status status = ReadConfiguration(path_, settings);
  ASSERT_TRUE(status.ok()) << status;
  const Settings standard;
  EXPECT_EQ(settings.listen.ToString(), standard.listen.ToString());
  EXPECT_EQ(settings.stop_grace, standard.stop_grace);
  EXPECT_EQ(settings.max_calls_in_flight, standard.max_calls_in_flight);
  EXPECT_EQ(settings.max_message_bytes, standard.max_message_bytes);
  EXPECT_FALSE(settings.admin.has_value());
  EXPECT_EQ(settings.tls.certificate, standard.tls.certificate);
  EXPECT_EQ(settings.tls.key, standard.tls.key);
  EXPECT_EQ(settings.tls.client_ca, standard.tls.client_ca);
  EXPECT_EQ(settings.plugins, standard.plugins);
  EXPECT_EQ(settings.state, standard.state);
  EXPECT_EQ(settings.settle, standard.settle);
  EXPECT_EQ(settings.compile_timeout, standard.compile_timeout);
  EXPECT_EQ(settings.compile_memory, standard.compile_memory);
  EXPECT_EQ(settings.unsandboxed, standard.unsandboxed);
  EXPECT_EQ(settings.unchecked_permissions, standard.unchecked_permissions);
  EXPECT_EQ(settings.signatures, standard.signatures);
  EXPECT_EQ(settings.trusted_keys, standard.trusted_keys);
  EXPECT_EQ(settings.max_changed_verdicts, standard.max_changed_verdicts);
  EXPECT_EQ(settings.parameters.size(), 3u);
  EXPECT_FALSE(settings.metrics.has_value());
  EXPECT_EQ(settings.log_format, standard.log_format);
  EXPECT_EQ(settings.decision_log.file, standard.decision_log.file);
  EXPECT_EQ(settings.decision_log.rotation.rotate_at, standard.decision_log.rotation.rotate_at);
  EXPECT_EQ(settings.decision_log.rotation.files, standard.decision_log.rotation.files);
  EXPECT_EQ(settings.decision_log.queue_bytes, standard.decision_log.queue_bytes);
  EXPECT_EQ(settings.decision_log.texts, standard.decision_log.texts);
}

// From its heading to the next; empty where there is none.
std::string SectionIn(const std::string& text, const std::string& name) {
  const size_t begin = text.find(absl::StrCat("\n[", name, "]\n"));
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find("\n[", begin + 1) - begin);
}

TEST_F(ExampleTest, ShowsEverySetting) {
  const std::string text = Contents(path_);
  for (const SettingRow& row : SettingTable()) {
    if (row.key == nullptr) continue;
    const std::string key = row.key;
    const size_t dot = key.find('.');
    // What has no default is commented out.
    EXPECT_THAT(SectionIn(text, key.substr(0, dot)),
                ContainsRegex(absl::StrCat("\n(# )?", key.substr(dot + 1), " = ")));
  }
}

}  // namespace
}  // namespace connection_advisor
