#include "service/edge/tls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "tests/service/edge/certificates.h"
#include "tests/service/edge/server_fixture.h"

namespace connection_advisor::edge {
namespace {

using ::testing::HasSubstr;

constexpr int kDay = 24 * 60 * 60;

class TlsFilesTest : public ::testing::Test {
 protected:
  std::string Fault(const TlsFiles& files) { return std::string(LoadTls(files).status().message()); }

  TemporaryFiles files_;
  const CertificateWithKey mine_ = MakeCertificate(-kDay, kDay);
  const CertificateWithKey other_ = MakeCertificate(-kDay, kDay);
  const std::string certificate_ = files_.Write("cert.pem", mine_.certificate);
  const std::string key_ = files_.Write("key.pem", mine_.key);
};

TEST_F(TlsFilesTest, AreTakenWhereTheyFit) {
  const absl::StatusOr<TlsMaterial> tls = LoadTls({certificate_, key_, certificate_});
  ASSERT_TRUE(tls.ok()) << tls.status();
  EXPECT_EQ(tls->certificate, mine_.certificate);
  EXPECT_EQ(tls->key, mine_.key);
  EXPECT_EQ(tls->client_ca, mine_.certificate);
}

TEST_F(TlsFilesTest, FaultsNameTheFile) {
  const std::string nothing = files_.Path("nothing.pem");
  EXPECT_THAT(Fault({nothing, key_, ""}), HasSubstr("certificate '" + nothing + "' cannot be read: No such file"));
  EXPECT_THAT(Fault({certificate_, nothing, ""}), HasSubstr("key '" + nothing + "' cannot be read"));
  EXPECT_THAT(Fault({certificate_, key_, nothing}), HasSubstr("client CA '" + nothing + "' cannot be read"));
  EXPECT_THAT(Fault({files_.Path(""), key_, ""}), HasSubstr("Is a directory"));
}

TEST_F(TlsFilesTest, ContentsMustBeWhatTheyShould) {
  EXPECT_THAT(Fault({key_, key_, ""}), HasSubstr("is no certificate in PEM form"));
  EXPECT_THAT(Fault({certificate_, certificate_, ""}), HasSubstr("is no private key"));
  EXPECT_THAT(Fault({certificate_, key_, key_}), HasSubstr("client CA '" + key_ + "' is no certificate"));
  const std::string cut = mine_.certificate + mine_.certificate.substr(0, mine_.certificate.size() / 2);
  EXPECT_THAT(Fault({files_.Write("cut.pem", cut), key_, ""}), HasSubstr("is no certificate in PEM form"));
}

TEST_F(TlsFilesTest, KeyAndCertificateMustBelongTogether) {
  const std::string other = files_.Write("other.pem", other_.key);
  EXPECT_THAT(Fault({certificate_, other, ""}), HasSubstr("key '" + other + "' does not belong to the certificate"));
}

TEST_F(TlsFilesTest, CertificatesMustBeValidNow) {
  const CertificateWithKey expired = MakeCertificate(-2 * kDay, -kDay);
  const CertificateWithKey early = MakeCertificate(kDay, 2 * kDay);
  const auto fault = [&](const CertificateWithKey& one) {
    return Fault({files_.Write("c.pem", one.certificate), files_.Write("k.pem", one.key), ""});
  };
  EXPECT_THAT(fault(expired), HasSubstr("has expired"));
  EXPECT_THAT(fault(early), HasSubstr("is not valid before"));
  EXPECT_THAT(Fault({certificate_, key_, files_.Write("ca.pem", expired.certificate)}), HasSubstr("has expired"));
}

class TlsServerTest : public ServerFixture {
 protected:
  void SetUp() override {}

  void StartTls(const std::string& client_ca) {
    ServerOptions options;
    options.tls = TlsMaterial{server_identity_.certificate, server_identity_.key, client_ca};
    Start(options);
  }

  // What a client with this identity, or none, is told.
  grpc::StatusCode AskAs(const CertificateWithKey& client) {
    grpc::SslCredentialsOptions options;
    options.pem_root_certs = server_identity_.certificate;
    options.pem_cert_chain = client.certificate;
    options.pem_private_key = client.key;
    stub_ = v1::ConnectionAdvisor::NewStub(
        grpc::CreateChannel(server_->address().ToString(), grpc::SslCredentials(options)));
    return Advise(RequestTo("nowhere")).error_code();
  }

  const CertificateWithKey server_identity_ = MakeCertificate(-kDay, kDay);
  const CertificateWithKey client_identity_ = MakeCertificate(-kDay, kDay);
};

TEST_F(TlsServerTest, ServesEncrypted) {
  StartTls("");
  EXPECT_EQ(AskAs({}), grpc::StatusCode::NOT_FOUND);
}

TEST_F(TlsServerTest, DoesNotServeInPlainText) {
  StartTls("");
  EXPECT_EQ(Advise(RequestTo("nowhere")).error_code(), grpc::StatusCode::UNAVAILABLE);
}

TEST_F(TlsServerTest, ServesOnlyClientsThatItsAuthoritySigned) {
  StartTls(client_identity_.certificate);
  EXPECT_EQ(AskAs(client_identity_), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(AskAs({}), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(AskAs(server_identity_), grpc::StatusCode::UNAVAILABLE);
}

}  // namespace
}  // namespace connection_advisor::edge
