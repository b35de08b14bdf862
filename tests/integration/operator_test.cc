// The server as an operator sets it up: encryption, metrics, logs, and what it says of settings that are wrong.
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "tests/integration/calls.h"
#include "tests/integration/plugin_directory.h"
#include "tests/integration/program.h"
#include "tests/integration/requests.h"
#include "tests/integration/server_process.h"
#include "tests/service/edge/certificates.h"

namespace connection_advisor::integration {
namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr int kDay = 24 * 60 * 60;
constexpr int kBadUsage = 2;

class OperatorTest : public testing::Test {
 protected:
  // Runs a server that is to end by itself.
  static Outcome Run(const std::string& words) {
    return RunProgram(std::string(SERVER) + " --unchecked-permissions --listen 127.0.0.1:0 --plugins " +
                      BundledPlugins().string() + " " + words);
  }

  edge::TemporaryFiles files_;
};

class EncryptionTest : public OperatorTest {
 protected:
  static grpc::Status Ask(const std::string& address, const std::shared_ptr<grpc::ChannelCredentials>& credentials) {
    return Advise(grpc::CreateChannel(address, credentials), RequestTo("facebook")).status;
  }

  const edge::CertificateWithKey mine_ = edge::MakeCertificate(-kDay, kDay);
  const edge::CertificateWithKey other_ = edge::MakeCertificate(-kDay, kDay);
  const std::string certificate_ = files_.Write("cert.pem", mine_.certificate);
  const std::string key_ = files_.Write("key.pem", mine_.key);
  const std::string other_certificate_ = files_.Write("other-cert.pem", other_.certificate);
  const std::string other_key_ = files_.Write("other-key.pem", other_.key);
};

TEST_F(EncryptionTest, IsNotBegunWithFilesThatCannotBeReadOrDoNotFit) {
  const Outcome unreadable = Run("--tls-cert " + certificate_ + " --tls-key " + files_.Path("none.pem"));
  EXPECT_EQ(unreadable.code, kBadUsage);
  EXPECT_THAT(unreadable.errors, HasSubstr("key '" + files_.Path("none.pem") + "' cannot be read"));
  EXPECT_EQ(unreadable.out, "");

  const Outcome mismatched = Run("--tls-cert " + certificate_ + " --tls-key " + other_key_);
  EXPECT_EQ(mismatched.code, kBadUsage);
  EXPECT_THAT(mismatched.errors, HasSubstr("key '" + other_key_ + "' does not belong to the certificate"));
  EXPECT_EQ(mismatched.out, "");
}

TEST_F(EncryptionTest, LetsInWhomTheOperatorsAuthoritySigned) {
  const auto server = ServerProcess::Start(
      BundledPlugins(), {"--tls-cert", certificate_, "--tls-key", key_, "--tls-client-ca", other_certificate_});
  ASSERT_NE(server, nullptr);
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = mine_.certificate;
  EXPECT_EQ(Ask(server->address(), grpc::SslCredentials(options)).error_code(), grpc::StatusCode::UNAVAILABLE);
  options.pem_cert_chain = other_.certificate;
  options.pem_private_key = other_.key;
  const grpc::Status status = Ask(server->address(), grpc::SslCredentials(options));
  EXPECT_TRUE(status.ok()) << Described(status);
  EXPECT_EQ(Ask(server->address(), grpc::InsecureChannelCredentials()).error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(server->Stop(), 0) << server->errors();
}

// What Prometheus would fetch from a server that was started with --metrics.
std::string MetricsOf(const ServerProcess& server) {
  const std::string errors = server.errors();
  const std::string announced = "metrics on ";
  EXPECT_THAT(errors, HasSubstr(announced));
  const std::string url = errors.substr(errors.find(announced) + announced.size());
  const Outcome metrics = RunProgram(
      "python3 -c 'import sys, urllib.request as u; "
      "print(u.build_opener(u.ProxyHandler({})).open(sys.argv[1]).read().decode())' " +
      url.substr(0, url.find('\n')));
  EXPECT_EQ(metrics.code, 0) << metrics.errors;
  return metrics.out;
}

TEST_F(OperatorTest, SeesWhatWasAnsweredInTheMetrics) {
  const auto server = ServerProcess::Start(BundledPlugins(), {"--metrics", "127.0.0.1:0"});
  ASSERT_NE(server, nullptr);
  v1::AdviseRequest friends = RequestTo("facebook");
  friends.mutable_relationship()->set_personal_friend(true);
  for (const v1::AdviseRequest& request : {friends, friends, RequestTo("linkedin"), RequestTo("orkut")}) {
    Advise(server->channel(), request);
  }
  const std::string metrics = MetricsOf(*server);
  const auto requests = [](const char* code, const char* platform, const char* verdict, const char* count) {
    return HasSubstr(std::string("connection_advisor_requests_total{code=\"") + code +
                     "\",method=\"Advise\",platform=\"" + platform + "\",verdict=\"" + verdict + "\"} " + count + "\n");
  };
  EXPECT_THAT(metrics, requests("OK", "facebook", "CONNECT", "2"));
  EXPECT_THAT(metrics, requests("OK", "linkedin", "NEEDS_INFORMATION", "1"));
  EXPECT_THAT(metrics, requests("NOT_FOUND", "", "", "1"));
  EXPECT_THAT(metrics, HasSubstr("connection_advisor_call_duration_seconds_count{method=\"Advise\"} 4\n"));
  EXPECT_EQ(server->Stop(), 0) << server->errors();
}

TEST_F(OperatorTest, SeesInTheMetricsWhatBecameOfThePluginsAndWhatTheServerUses) {
  PluginDirectory plugins;
  plugins.Add(BundledPlugins());
  plugins.Write("broken.so", "no plugin");
  const auto server = ServerProcess::Start(plugins.path(), {"--metrics", "127.0.0.1:0"});
  ASSERT_NE(server, nullptr);
  const std::string metrics = MetricsOf(*server);
  const auto plugin = [](const char* name, const char* state) {
    return HasSubstr(std::string("connection_advisor_plugin_state{plugin=\"") + name + "\",state=\"" + state +
                     "\"} 1\n");
  };
  for (const char* name : {"linkedin", "twitter", "facebook"}) EXPECT_THAT(metrics, plugin(name, "serving"));
  EXPECT_THAT(metrics, plugin("broken", "refused"));
  // Too little processor time for the kernel's clock is none.
  EXPECT_THAT(metrics, ContainsRegex("\nprocess_cpu_seconds_total [0-9]"));
  for (const char* name :
       {"process_resident_memory_bytes", "process_start_time_seconds", "process_threads", "process_open_fds"}) {
    EXPECT_THAT(metrics, ContainsRegex(std::string("\n") + name + " [1-9]"));
  }
  EXPECT_EQ(server->Stop(), 0) << server->errors();
}

// The messages of what was logged as JSON; a line that is no such object fails the test.
std::vector<std::string> MessagesIn(const std::string& log) {
  std::vector<std::string> messages;
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) {
    google::protobuf::Struct parsed;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(line, &parsed).ok()) << line;
    for (const char* key : {"time", "level", "message"}) EXPECT_EQ(parsed.fields().count(key), 1u) << line;
    messages.push_back((*parsed.mutable_fields())["message"].string_value());
  }
  return messages;
}

TEST_F(OperatorTest, ReadsTheLogAsJsonOnRequest) {
  const auto server = ServerProcess::Start(BundledPlugins(), {"--log-format", "json"});
  ASSERT_NE(server, nullptr);
  EXPECT_EQ(server->Stop(), 0);
  EXPECT_THAT(MessagesIn(server->errors()), Not(IsEmpty()));
}

TEST_F(OperatorTest, ReadsAsJsonAlsoWhyItDoesNotServe) {
  const Outcome wrong = Run("--log-format json --tls-cert none.pem --tls-key none.pem");
  EXPECT_EQ(wrong.code, kBadUsage);
  EXPECT_THAT(MessagesIn(wrong.errors), ElementsAre(HasSubstr("'none.pem' cannot be read")));

  const auto server = ServerProcess::Start(BundledPlugins());
  ASSERT_NE(server, nullptr);
  const Outcome taken = Run("--log-format json --metrics " + server->address());
  EXPECT_EQ(taken.code, EXIT_FAILURE);
  EXPECT_THAT(MessagesIn(taken.errors), ElementsAre(HasSubstr(server->address())));
  EXPECT_EQ(server->Stop(), 0) << server->errors();
}

TEST_F(OperatorTest, HasAConfigurationCheckedWithoutServing) {
  const std::string wrong = files_.Write("wrong.toml", "[serving]\nlisten = \"127.0.0.1:0\"\nstop_grac = \"1s\"\n");
  const Outcome refused = Run("--check-config --config " + wrong);
  EXPECT_EQ(refused.code, kBadUsage);
  EXPECT_THAT(refused.errors, HasSubstr(wrong + ":3: serving.stop_grac: there is no such setting; did you mean "
                                                "serving.stop_grace?"));

  // That a plugin takes a parameter is known once it has been read.
  const std::string unknown = files_.Write("unknown.toml", "[parameters.linkedin]\nconnection_limt = 5\n");
  const Outcome unknown_parameter = Run("--check-config --config " + unknown);
  EXPECT_EQ(unknown_parameter.code, kBadUsage);
  EXPECT_THAT(unknown_parameter.errors, AllOf(HasSubstr(unknown + ":2"), HasSubstr("connection_limit")));

  const std::string absent = files_.Write("absent.toml", "[parameters.myspace]\nfriend_limit = 5\n");
  const Outcome not_loaded = Run("--check-config --config " + absent);
  EXPECT_EQ(not_loaded.code, kBadUsage);
  EXPECT_THAT(not_loaded.errors, HasSubstr(absent + ":2: parameters.myspace.friend_limit"));

  const Outcome fine = Run("--check-config --config " + files_.Write("fine.toml", "[serving]\nstop_grace = \"1s\"\n"));
  EXPECT_EQ(fine.code, 0) << fine.errors;
}

TEST_F(OperatorTest, MayHaveTheAdministrationInAStateDirectoryThatIsStillToBeMade) {
  const std::string state = files_.Path("state");
  const std::string address = "unix:" + state + "/operators.sock";
  const auto server = ServerProcess::Start(BundledPlugins(), {"--state", state, "--admin", address});
  ASSERT_NE(server, nullptr);
  EXPECT_THAT(server->errors(), HasSubstr("plugins are administered on " + address));
  EXPECT_EQ(server->Stop(), 0) << server->errors();
}

}  // namespace
}  // namespace connection_advisor::integration
