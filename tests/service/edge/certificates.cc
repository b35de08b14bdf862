#include "tests/service/edge/certificates.h"

#include <gtest/gtest.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace connection_advisor::edge {
namespace {

void AddExtension(X509* certificate, int kind, const char* value) {
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

template <typename Write>
std::string ToPem(Write write) {
  BIO* memory = BIO_new(BIO_s_mem());
  write(memory);
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  std::string pem(data, static_cast<size_t>(size));
  BIO_free(memory);
  return pem;
}

}  // namespace

CertificateWithKey MakeCertificate(int begin, int end) {
  static int serial = 0;
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(certificate), begin);
  X509_gmtime_adj(X509_getm_notAfter(certificate), end);
  X509_NAME* name = X509_get_subject_name(certificate);
  const std::string common_name = "test " + std::to_string(serial);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(common_name.c_str()), -1,
                             -1, 0);
  X509_set_issuer_name(certificate, name);
  X509_set_pubkey(certificate, key);
  AddExtension(certificate, NID_subject_alt_name, "IP:127.0.0.1");
  AddExtension(certificate, NID_basic_constraints, "CA:TRUE");
  X509_sign(certificate, key, EVP_sha256());

  CertificateWithKey result;
  result.certificate = ToPem([&](BIO* memory) { PEM_write_bio_X509(memory, certificate); });
  result.key =
      ToPem([&](BIO* memory) { PEM_write_bio_PrivateKey(memory, key, nullptr, nullptr, 0, nullptr, nullptr); });
  X509_free(certificate);
  EVP_PKEY_free(key);
  return result;
}

TemporaryFiles::TemporaryFiles() : directory_(::testing::TempDir() + "/certificates.XXXXXX") {
  if (mkdtemp(directory_.data()) == nullptr) ADD_FAILURE() << "cannot make " << directory_;
}

TemporaryFiles::~TemporaryFiles() { std::filesystem::remove_all(directory_); }

std::string TemporaryFiles::Write(const std::string& name, const std::string& content) const {
  std::ofstream(Path(name), std::ios::binary) << content;
  return Path(name);
}

}  // namespace connection_advisor::edge
