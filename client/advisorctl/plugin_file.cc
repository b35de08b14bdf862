#include "client/advisorctl/plugin_file.h"

#include <openssl/sha.h>

#include <filesystem>
#include <fstream>
#include <system_error>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace connection_advisor::client {
namespace {

namespace fs = std::filesystem;

// What a server takes.
constexpr uint64_t kMaxPluginBytes = uint64_t{64} << 20;
constexpr uint64_t kMaxSignatureBytes = 4096;

absl::Status Wrong(const std::string& path, absl::string_view cause) {
  return absl::InvalidArgumentError(absl::StrCat(path, " ", cause));
}

absl::StatusOr<std::string> ReadWhole(const std::string& path, uint64_t most) {
  std::error_code error;
  if (!fs::is_regular_file(path, error))
    return Wrong(path, error ? absl::StrCat("cannot be read: ", error.message()) : "is no file");
  std::ifstream file(path, std::ios::binary);
  const uint64_t size = fs::file_size(path, error);
  if (size > most) return Wrong(path, absl::StrCat("has ", size, " bytes, and a server takes ", most, " at most"));
  std::string bytes(size, '\0');
  if (!file.read(bytes.data(), static_cast<std::streamsize>(size))) return Wrong(path, "cannot be read");
  if (bytes.empty()) return Wrong(path, "is empty");
  return bytes;
}

std::string Sha256(const std::string& bytes) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return absl::BytesToHexString(digest);
}

}  // namespace

absl::StatusOr<PluginFile> ReadPluginFile(const std::string& path, const std::string& signature_path) {
  PluginFile plugin;
  absl::StatusOr<std::string> bytes = ReadWhole(path, kMaxPluginBytes);
  if (!bytes.ok()) return bytes.status();
  plugin.bytes = *std::move(bytes);
  plugin.header.set_file(fs::path(path).filename().string());
  plugin.header.set_sha256(Sha256(plugin.bytes));

  const std::string beside = absl::StrCat(path, ".sig");
  std::error_code error;
  if (signature_path.empty() && !fs::exists(beside, error)) return plugin;
  absl::StatusOr<std::string> signature =
      ReadWhole(signature_path.empty() ? beside : signature_path, kMaxSignatureBytes);
  if (!signature.ok()) return signature.status();
  plugin.header.set_signature(*std::move(signature));
  return plugin;
}

}  // namespace connection_advisor::client
