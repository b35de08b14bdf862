#include "plugins/tool/verify_command.h"

#include <iostream>
#include <memory>
#include <string>

#include "service/deployment/mapped_file.h"
#include "service/deployment/plugin_file.h"
#include "service/deployment/signature.h"

namespace connection_advisor::tool {
namespace {

using deployment::Permissions;
using deployment::TrustedKeys;

struct VerifyOptions {
  std::string file;
  std::string trusted_keys;
};

absl::StatusOr<std::string> SignerOf(const std::string& file, const TrustedKeys& keys) {
  const auto plugin = deployment::PluginFile::Copy(file, Permissions::kUnchecked);
  if (!plugin.ok()) return plugin.status();
  const auto mapped = deployment::MappedFile::Map(*plugin);
  if (!mapped.ok()) return mapped.status();
  return keys.SignerOf(mapped->bytes(), deployment::ReadSignature(file));
}

int RunVerify(const VerifyOptions& options) {
  const absl::StatusOr<TrustedKeys> keys = TrustedKeys::Read(options.trusted_keys, Permissions::kUnchecked);
  if (!keys.ok()) {
    std::cerr << std::string(keys.status().message()) << "\n";
    return kExitUsage;
  }
  const absl::StatusOr<std::string> signer = SignerOf(options.file, *keys);
  if (!signer.ok()) {
    std::cout << options.file << ": nobody vouches for it: " << std::string(signer.status().message()) << "\n";
    return kExitRefused;
  }
  std::cout << options.file << ": signed by " << *signer << "\n";
  return kExitFine;
}

}  // namespace

RunCommand AddVerifyOptions(CLI::App& command_line) {
  const auto options = std::make_shared<VerifyOptions>();
  command_line.add_option("FILE.so", options->file, "The plugin; its signature is FILE.so.sig")->required();
  command_line
      .add_option("--trusted-keys", options->trusted_keys,
                  "A file with public keys in PEM form, or a directory of such files (*.pem)")
      ->required()
      ->type_name("PATH");
  command_line.footer(
      "As a server does with --signatures require. The same for one key by\n"
      "  openssl pkeyutl -verify -rawin -pubin -inkey KEY.pem -in FILE.so -sigfile FILE.so.sig\n"
      "Exit status: 0 signed by a trusted key, 1 not, 2 the command line or a key is wrong.");
  return [options] { return RunVerify(*options); };
}

}  // namespace connection_advisor::tool
