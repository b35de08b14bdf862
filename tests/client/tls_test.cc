// The client over TLS, with certificates that openssl(1) makes for the test.
#include <memory>
#include <optional>
#include <string>

#include "connection_advisor/client/client.h"
#include "gtest/gtest.h"
#include "tests/client/fake_advisor.h"
#include "tests/client/identity.h"

namespace connection_advisor::client {
namespace {

class TlsTest : public testing::Test {
 protected:
  std::unique_ptr<FakeAdvisor> Server(bool asks_for_client) {
    grpc::SslServerCredentialsOptions options(asks_for_client
                                                  ? GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY
                                                  : GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE);
    options.pem_key_cert_pairs.push_back({server_.key, server_.certificate});
    options.pem_root_certs = client_.certificate;
    auto server = std::make_unique<FakeAdvisor>(grpc::SslServerCredentials(options));
    server->list = [](v1::ListPlatformsResponse*) { return grpc::Status::OK; };
    return server;
  }

  absl::Status Ask(const FakeAdvisor& server, const std::optional<TlsOptions>& tls) {
    ConnectionOptions options;
    options.target = server.address();
    options.tls = tls;
    options.max_attempts = 1;
    return Client(MakeConnection(options).value()).ListPlatforms().status();
  }

  TlsOptions Trusting() const {
    TlsOptions tls;
    tls.root_certificates = server_.certificate;
    tls.server_name = "advisor.test";
    return tls;
  }

  const Identity server_ = MakeIdentity("advisor.test");
  const Identity client_ = MakeIdentity("backend.test");
};

TEST_F(TlsTest, ATrustedServerAnswers) { EXPECT_TRUE(Ask(*Server(false), Trusting()).ok()); }

TEST_F(TlsTest, AServerNobodyVouchesForIsNotTalkedTo) {
  TlsOptions tls = Trusting();
  tls.root_certificates = client_.certificate;
  EXPECT_EQ(Ask(*Server(false), tls).code(), absl::StatusCode::kUnavailable);
}

TEST_F(TlsTest, AServerOfAnotherNameIsNotTalkedTo) {
  TlsOptions tls = Trusting();
  tls.server_name = "";
  EXPECT_EQ(Ask(*Server(false), tls).code(), absl::StatusCode::kUnavailable);
}

TEST_F(TlsTest, PlainTextIsNotAnswered) {
  EXPECT_EQ(Ask(*Server(false), std::nullopt).code(), absl::StatusCode::kUnavailable);
}

TEST_F(TlsTest, TheClientShowsItsCertificateWhereAskedTo) {
  TlsOptions tls = Trusting();
  const auto server = Server(true);
  EXPECT_EQ(Ask(*server, tls).code(), absl::StatusCode::kUnavailable);
  tls.certificate_chain = client_.certificate;
  tls.private_key = client_.key;
  EXPECT_TRUE(Ask(*server, tls).ok());
}

TEST_F(TlsTest, TheNameOfAFileIsNoPemText) {
  const struct {
    const char* name;
    std::string TlsOptions::*text;
  } rows[] = {{"root_certificates", &TlsOptions::root_certificates},
              {"certificate_chain", &TlsOptions::certificate_chain},
              {"private_key", &TlsOptions::private_key}};
  for (const auto& row : rows) {
    ConnectionOptions options;
    options.tls = Trusting();
    options.tls->certificate_chain = client_.certificate;
    options.tls->private_key = client_.key;
    options.tls.value().*row.text = "/etc/ssl/advisor.pem";
    EXPECT_EQ(MakeConnection(options).status(),
              absl::InvalidArgumentError(std::string("tls.") + row.name +
                                         ": is no PEM text; give the contents of the file, not its name"));
  }
}

TEST_F(TlsTest, ACertificateWithoutItsKeyIsRefused) {
  ConnectionOptions options;
  options.tls = Trusting();
  options.tls->certificate_chain = client_.certificate;
  EXPECT_EQ(MakeConnection(options).status().message(),
            "tls: certificate_chain and private_key go together; give both or neither");
}

}  // namespace
}  // namespace connection_advisor::client
