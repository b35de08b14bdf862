// The private half of signing plugins: making keys, and signing with them. The server has none of this.
#ifndef PLUGINS_TOOL_SIGNING_SIGNING_KEY_H_
#define PLUGINS_TOOL_SIGNING_SIGNING_KEY_H_

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

struct evp_pkey_st;

namespace connection_advisor::tool {

// An Ed25519 key.
class SigningKey {
 public:
  static absl::StatusOr<SigningKey> Make();
  // INVALID_ARGUMENT, naming the file, if it is no such key in PEM form without a passphrase, or others may read it.
  static absl::StatusOr<SigningKey> Read(const std::filesystem::path& file);

  // In PEM form: as a private key, and as the public one that belongs to it.
  std::string PrivatePem() const;
  std::string PublicPem() const;

  // The signature of `bytes`, as it stands in a .sig file.
  absl::StatusOr<std::string> Sign(std::span<const std::byte> bytes) const;

 private:
  explicit SigningKey(std::shared_ptr<evp_pkey_st> key) : key_(std::move(key)) {}

  std::shared_ptr<evp_pkey_st> key_;
};

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_SIGNING_SIGNING_KEY_H_
