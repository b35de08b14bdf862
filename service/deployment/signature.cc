#include "service/deployment/signature.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "service/deployment/sha256.h"
#include "service/deployment/text_check.h"

namespace connection_advisor::deployment {
namespace {

namespace fs = std::filesystem;

using KeyPointer = std::shared_ptr<evp_pkey_st>;

constexpr size_t kMaxKeyFileBytes = size_t{64} << 10;

// All of a file that has at most `most` bytes, else one more than that.
absl::StatusOr<std::string> ReadAtMost(const fs::path& path, size_t most, Permissions permissions) {
  const absl::StatusOr<FileDescriptor> file = OpenRegularFile(path, permissions);
  if (!file.ok()) return file.status();
  std::string content(most + 1, '\0');
  size_t size = 0;
  while (size < content.size()) {
    const ssize_t count = read(file->number(), content.data() + size, content.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return absl::ErrnoToStatus(errno, "reading the file");
    if (count == 0) break;
    size += static_cast<size_t>(count);
  }
  content.resize(size);
  return content;
}

std::string Quoted(const fs::path& path) { return absl::StrCat("'", Printable(path.string()), "'"); }

absl::Status Wrong(const fs::path& file, absl::string_view why) {
  return absl::InvalidArgumentError(absl::StrCat("the file of trusted keys ", Quoted(file), " ", why));
}

// The hash of the key as `openssl pkey -pubin -outform DER` writes it.
std::string Fingerprint(EVP_PKEY* key) {
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(key, &der);
  std::string fingerprint = Sha256({reinterpret_cast<const char*>(der), static_cast<size_t>(std::max(size, 0))});
  OPENSSL_free(der);
  return fingerprint;
}

bool Verifies(EVP_PKEY* key, std::span<const std::byte> bytes, std::string_view signature) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  // Ed25519 has its hash within.
  const bool verifies =
      EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key) == 1 &&
      EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature.data()), signature.size(),
                       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()) == 1;
  ERR_clear_error();
  return verifies;
}

// The key in the next block of PEM; null if the block holds another thing. None, with OpenSSL's error, where no block
// follows.
std::optional<KeyPointer> NextKey(BIO* file) {
  char* name = nullptr;
  char* header = nullptr;
  unsigned char* data = nullptr;
  long size = 0;
  if (PEM_read_bio(file, &name, &header, &data, &size) != 1) return std::nullopt;
  KeyPointer key;
  const unsigned char* begin = data;
  if (std::string_view(name) == PEM_STRING_PUBLIC) key.reset(d2i_PUBKEY(nullptr, &begin, size), &EVP_PKEY_free);
  OPENSSL_free(name);
  OPENSSL_free(header);
  OPENSSL_free(data);
  return key;
}

absl::StatusOr<std::vector<fs::path>> KeyFiles(const fs::path& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return std::vector<fs::path>{path};
  std::vector<fs::path> files;
  for (fs::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error)) {
    if (entry->path().extension() == ".pem") files.push_back(entry->path());
  }
  if (error) return Wrong(path, absl::StrCat("cannot be listed: ", error.message()));
  if (files.empty()) return Wrong(path, "is a directory without any *.pem; put a public key there");
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

absl::StatusOr<std::vector<TrustedKeys::Key>> TrustedKeys::ReadFile(const fs::path& file, Permissions permissions) {
  const absl::StatusOr<std::string> content = ReadAtMost(file, kMaxKeyFileBytes, permissions);
  if (absl::IsPermissionDenied(content.status())) return content.status();
  if (!content.ok()) return Wrong(file, absl::StrCat("cannot be read: ", content.status().message()));
  if (content->size() > kMaxKeyFileBytes) return Wrong(file, "is larger than any key");
  if (absl::StrContains(*content, "PRIVATE KEY-----")) {
    return Wrong(file, "holds a private key; take it away, and put the public one there");
  }
  const std::unique_ptr<BIO, decltype(&BIO_vfree)> memory(
      BIO_new_mem_buf(content->data(), static_cast<int>(content->size())), &BIO_vfree);
  std::vector<Key> keys;
  while (const std::optional<KeyPointer> key = NextKey(memory.get())) {
    if (*key == nullptr || EVP_PKEY_get_id(key->get()) != EVP_PKEY_ED25519) {
      return Wrong(file, "holds something other than public keys of Ed25519");
    }
    const std::string name = Printable(file.filename().string());
    keys.push_back({absl::StrCat(name, " (SHA-256 ", Fingerprint(key->get()), ")"), *key});
  }
  const bool whole = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ERR_clear_error();
  if (keys.empty() || !whole) {
    return Wrong(file, "is no public key in PEM form; advisor-plugin keygen and openssl pkey -pubout write such");
  }
  return keys;
}

absl::StatusOr<TrustedKeys> TrustedKeys::Read(const fs::path& path, Permissions permissions) {
  const absl::StatusOr<std::vector<fs::path>> files = KeyFiles(path);
  if (!files.ok()) return files.status();
  TrustedKeys trusted;
  for (const fs::path& file : *files) {
    absl::StatusOr<std::vector<Key>> keys = ReadFile(file, permissions);
    if (!keys.ok()) return keys.status();
    trusted.keys_.insert(trusted.keys_.end(), keys->begin(), keys->end());
  }
  return trusted;
}

absl::StatusOr<std::string> TrustedKeys::SignerOf(std::span<const std::byte> bytes, std::string_view signature) const {
  if (signature.empty()) {
    return absl::UnauthenticatedError(
        "it is not signed: no signature came with it, in FILE.so.sig; make one with advisor-plugin sign");
  }
  if (signature.size() != kSignatureBytes) {
    return absl::UnauthenticatedError(
        absl::StrCat("its signature has ", signature.size() > kSignatureBytes ? "more" : "fewer", " than the ",
                     kSignatureBytes, " bytes of one of Ed25519; make one with advisor-plugin sign"));
  }
  for (const Key& key : keys_) {
    if (Verifies(key.key.get(), bytes, signature)) return key.name;
  }
  return absl::UnauthenticatedError(
      absl::StrCat("its signature is of other bytes, or by none of the trusted keys: ",
                   absl::StrJoin(keys_, ", ", [](std::string* text, const Key& key) { *text += key.name; }),
                   "; sign this very file with the key of one of them"));
}

std::string ReadSignature(const fs::path& plugin) {
  fs::path path = plugin;
  path += ".sig";
  return ReadAtMost(path, kSignatureBytes, Permissions::kUnchecked).value_or("");
}

}  // namespace connection_advisor::deployment
