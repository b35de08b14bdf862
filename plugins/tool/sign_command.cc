#include "plugins/tool/sign_command.h"

#include <filesystem>
#include <iostream>
#include <memory>
#include <string>

#include "plugins/tool/signing/new_file.h"
#include "plugins/tool/signing/signing_key.h"
#include "service/deployment/mapped_file.h"
#include "service/deployment/plugin_file.h"

namespace connection_advisor::tool {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kForAll = 0644;

struct SignOptions {
  std::string file;
  std::string key;
};

absl::StatusOr<std::string> SignatureOf(const std::string& file, const SigningKey& key) {
  const auto plugin = deployment::PluginFile::Copy(file, deployment::Permissions::kUnchecked);
  if (!plugin.ok()) return plugin.status();
  const auto mapped = deployment::MappedFile::Map(*plugin);
  if (!mapped.ok()) return mapped.status();
  return key.Sign(mapped->bytes());
}

int RunSign(const SignOptions& options) {
  const absl::StatusOr<SigningKey> key = SigningKey::Read(options.key);
  if (!key.ok()) {
    std::cerr << std::string(key.status().message()) << "\n";
    return kExitUsage;
  }
  fs::path signature_file = options.file;
  signature_file += ".sig";
  const absl::StatusOr<std::string> signature = SignatureOf(options.file, *key);
  const absl::Status status = signature.ok() ? ReplaceFile(signature_file, *signature, kForAll) : signature.status();
  if (!status.ok()) {
    std::cerr << options.file << " is not signed: " << std::string(status.message()) << "\n";
    return kExitRefused;
  }
  std::cout << signature_file.string() << " written: deploy it beside the plugin\n";
  return kExitFine;
}

}  // namespace

RunCommand AddSignOptions(CLI::App& command_line) {
  const auto options = std::make_shared<SignOptions>();
  command_line.add_option("FILE.so", options->file, "The plugin")->required();
  command_line.add_option("--key", options->key, "The private key, as keygen writes it")->required()->type_name("FILE");
  command_line.footer(
      "Writes FILE.so.sig: the 64 bytes of an Ed25519 signature of the file's bytes, as they are. The same by\n"
      "  openssl pkeyutl -sign -rawin -inkey KEY -in FILE.so -out FILE.so.sig\n"
      "Exit status: 0 signed, 1 not signed, 2 the command line or the key is wrong.");
  return [options] { return RunSign(*options); };
}

}  // namespace connection_advisor::tool
