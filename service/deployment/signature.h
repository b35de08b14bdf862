// Who vouches for a plugin file: detached Ed25519 signatures of its bytes, and the keys that are trusted.
//
// A signature is 64 bytes, as they are, in FILE.so.sig beside FILE.so. `openssl pkeyutl -sign -rawin` makes one,
// `advisor-plugin sign` does too.
#ifndef SERVICE_DEPLOYMENT_SIGNATURE_H_
#define SERVICE_DEPLOYMENT_SIGNATURE_H_

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "service/deployment/strict_open.h"

struct evp_pkey_st;

namespace connection_advisor::deployment {

inline constexpr size_t kSignatureBytes = 64;

// Immutable, and may be asked by several threads at once.
class TrustedKeys {
 public:
  // The public keys in PEM form at `path`: those of one file, or of every *.pem in a directory; at least one.
  // INVALID_ARGUMENT names the file that holds anything else; PERMISSION_DENIED the one that others may write to.
  static absl::StatusOr<TrustedKeys> Read(const std::filesystem::path& path, Permissions permissions);

  // Whose `signature` of `bytes` it is: "release.pem (SHA-256 0123...)", the name of the key's file and the hash of the
  // key, fit to print. UNAUTHENTICATED says why nobody vouches; an empty signature is none.
  absl::StatusOr<std::string> SignerOf(std::span<const std::byte> bytes, std::string_view signature) const;

 private:
  struct Key {
    std::string name;
    std::shared_ptr<evp_pkey_st> key;
  };

  static absl::StatusOr<std::vector<Key>> ReadFile(const std::filesystem::path& file, Permissions permissions);

  std::vector<Key> keys_;
};

// What a missing or wrong signature means.
enum class SignaturePolicy { kOff, kWarn, kRequire };

struct SignatureRules {
  SignaturePolicy policy = SignaturePolicy::kOff;
  std::shared_ptr<const TrustedKeys> keys;  // not null unless kOff
};

// What stands in the signature file of a plugin. Empty if there is none or it can't be read; what is longer than any
// signature is cut to something that still is.
std::string ReadSignature(const std::filesystem::path& plugin);

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_SIGNATURE_H_
