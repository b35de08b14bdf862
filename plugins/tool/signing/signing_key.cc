#include "plugins/tool/signing/signing_key.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "service/deployment/signature.h"
#include "service/deployment/strict_open.h"

namespace connection_advisor::tool {
namespace {

using deployment::FileDescriptor;
using Memory = std::unique_ptr<BIO, decltype(&BIO_vfree)>;

template <typename Write>
std::string ToPem(Write write) {
  const Memory memory(BIO_new(BIO_s_mem()), &BIO_vfree);
  write(memory.get());
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &data);
  return std::string(data, static_cast<size_t>(size));
}

// There is nobody to ask for a passphrase.
int NoPassphrase(char*, int, int, void*) { return -1; }

}  // namespace

absl::StatusOr<SigningKey> SigningKey::Make() {
  std::shared_ptr<evp_pkey_st> key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"), &EVP_PKEY_free);
  ERR_clear_error();
  if (key == nullptr) return absl::InternalError("the system's OpenSSL could not make an Ed25519 key");
  return SigningKey(std::move(key));
}

absl::StatusOr<SigningKey> SigningKey::Read(const std::filesystem::path& file) {
  const auto wrong = [&](const auto&... why) {
    return absl::InvalidArgumentError(absl::StrCat("the key '", file.string(), "' ", why...));
  };
  const absl::StatusOr<FileDescriptor> opened = deployment::OpenRegularFile(file, deployment::Permissions::kUnchecked);
  if (!opened.ok()) return wrong("cannot be read: ", opened.status().message());
  struct stat status;
  if (fstat(opened->number(), &status) != 0) return wrong("cannot be looked at");
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return wrong("can be read or written by others (", absl::StrFormat("mode %04o", status.st_mode & ~S_IFMT),
                 "), who could sign in your stead: make a new one, or, if nobody has seen it, chmod 600 '",
                 file.string(), "'");
  }
  const Memory memory(BIO_new_fd(opened->number(), BIO_NOCLOSE), &BIO_vfree);
  std::shared_ptr<evp_pkey_st> key(PEM_read_bio_PrivateKey(memory.get(), nullptr, &NoPassphrase, nullptr),
                                   &EVP_PKEY_free);
  ERR_clear_error();
  if (key == nullptr || EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519) {
    return wrong("is no Ed25519 private key in PEM form without a passphrase; advisor-plugin keygen makes one");
  }
  return SigningKey(std::move(key));
}

std::string SigningKey::PrivatePem() const {
  return ToPem(
      [&](BIO* memory) { PEM_write_bio_PrivateKey(memory, key_.get(), nullptr, nullptr, 0, nullptr, nullptr); });
}

std::string SigningKey::PublicPem() const {
  return ToPem([&](BIO* memory) { PEM_write_bio_PUBKEY(memory, key_.get()); });
}

absl::StatusOr<std::string> SigningKey::Sign(std::span<const std::byte> bytes) const {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  std::string signature(deployment::kSignatureBytes, '\0');
  size_t size = signature.size();
  // Ed25519 has its hash within.
  const bool is_signed = EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1 &&
                         EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                                        reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()) == 1;
  ERR_clear_error();
  if (!is_signed || size != signature.size()) return absl::InternalError("the system's OpenSSL could not sign");
  return signature;
}

}  // namespace connection_advisor::tool
