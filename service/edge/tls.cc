#include "service/edge/tls.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cerrno>
#include <fstream>
#include <memory>
#include <sstream>
#include <system_error>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace connection_advisor::edge {
namespace {

template <auto free>
struct Freed {
  template <typename T>
  void operator()(T* object) const {
    free(object);
  }
};
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Memory = std::unique_ptr<BIO, Freed<BIO_vfree>>;

// A file and what it is for.
struct Source {
  absl::string_view role;
  const std::string& path;
  std::string content;
};

absl::Status Wrong(const Source& source, absl::string_view cause) {
  return absl::InvalidArgumentError(absl::StrCat("the ", source.role, " '", source.path, "' ", cause));
}

absl::Status Read(Source& source) {
  errno = 0;
  std::ifstream file(source.path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  source.content = content.str();
  if (!file.is_open() || errno != 0) {
    return Wrong(source, absl::StrCat("cannot be read: ", std::generic_category().message(errno)));
  }
  return absl::OkStatus();
}

Memory Open(const Source& source) {
  return Memory(BIO_new_mem_buf(source.content.data(), static_cast<int>(source.content.size())));
}

std::string Date(const ASN1_TIME* time) {
  const Memory text(BIO_new(BIO_s_mem()));
  ASN1_TIME_print(text.get(), time);
  char* data = nullptr;
  const long size = BIO_get_mem_data(text.get(), &data);
  return std::string(data, static_cast<size_t>(size));
}

absl::Status CheckValidNow(const Source& source, const X509& certificate) {
  const ASN1_TIME* begin = X509_get0_notBefore(&certificate);
  const ASN1_TIME* end = X509_get0_notAfter(&certificate);
  if (X509_cmp_current_time(end) <= 0) return Wrong(source, absl::StrCat("has expired: ", Date(end)));
  if (X509_cmp_current_time(begin) >= 0) return Wrong(source, absl::StrCat("is not valid before ", Date(begin)));
  return absl::OkStatus();
}

// All that the file holds, each valid now; at least one.
absl::StatusOr<std::vector<Certificate>> Certificates(const Source& source) {
  const Memory memory = Open(source);
  std::vector<Certificate> certificates;
  while (Certificate one{PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr)}) {
    if (absl::Status status = CheckValidNow(source, *one); !status.ok()) return status;
    certificates.push_back(std::move(one));
  }
  const bool whole = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ERR_clear_error();
  if (certificates.empty() || !whole) return Wrong(source, "is no certificate in PEM form");
  return certificates;
}

// There is nobody to ask for a passphrase.
int NoPassphrase(char*, int, int, void*) { return -1; }

absl::StatusOr<Key> PrivateKey(const Source& source) {
  Key key(PEM_read_bio_PrivateKey(Open(source).get(), nullptr, &NoPassphrase, nullptr));
  ERR_clear_error();
  if (key == nullptr) return Wrong(source, "is no private key in PEM form without a passphrase");
  return key;
}

absl::Status CheckPair(const Source& certificate, const Source& key) {
  const absl::StatusOr<std::vector<Certificate>> chain = Certificates(certificate);
  if (!chain.ok()) return chain.status();
  const absl::StatusOr<Key> private_key = PrivateKey(key);
  if (!private_key.ok()) return private_key.status();
  const bool fits = X509_check_private_key(chain->front().get(), private_key->get()) == 1;
  ERR_clear_error();
  if (fits) return absl::OkStatus();
  return Wrong(key, absl::StrCat("does not belong to the ", certificate.role, " '", certificate.path, "'"));
}

}  // namespace

absl::StatusOr<TlsMaterial> LoadTls(const TlsFiles& files) {
  Source certificate{"certificate", files.certificate, ""};
  Source key{"key", files.key, ""};
  Source client_ca{"client CA", files.client_ca, ""};
  if (absl::Status status = Read(certificate); !status.ok()) return status;
  if (absl::Status status = Read(key); !status.ok()) return status;
  if (absl::Status status = CheckPair(certificate, key); !status.ok()) return status;
  if (!files.client_ca.empty()) {
    if (absl::Status status = Read(client_ca); !status.ok()) return status;
    if (absl::Status status = Certificates(client_ca).status(); !status.ok()) return status;
  }
  return TlsMaterial{std::move(certificate.content), std::move(key.content), std::move(client_ca.content)};
}

}  // namespace connection_advisor::edge
