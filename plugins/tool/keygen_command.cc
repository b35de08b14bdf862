#include "plugins/tool/keygen_command.h"

#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <system_error>

#include "plugins/tool/signing/new_file.h"
#include "plugins/tool/signing/signing_key.h"

namespace connection_advisor::tool {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kOwnerOnly = 0600;
constexpr mode_t kForAll = 0644;

absl::Status WritePair(const SigningKey& key, const fs::path& private_file, const fs::path& public_file) {
  if (absl::Status made = MakeFile(private_file, key.PrivatePem(), kOwnerOnly); !made.ok()) return made;
  absl::Status made = MakeFile(public_file, key.PublicPem(), kForAll);
  std::error_code ignored;
  if (!made.ok()) fs::remove(private_file, ignored);  // nobody has used it yet
  return made;
}

int RunKeygen(const std::string& where) {
  std::error_code error;
  const fs::path prefix = fs::is_directory(where, error) ? fs::path(where) / "plugin-signing" : fs::path(where);
  fs::path private_file = prefix;
  private_file += ".key";
  fs::path public_file = prefix;
  public_file += ".pem";
  const absl::StatusOr<SigningKey> key = SigningKey::Make();
  const absl::Status status = key.ok() ? WritePair(*key, private_file, public_file) : key.status();
  if (!status.ok()) {
    std::cerr << "no key was made: " << std::string(status.message()) << "\n";
    return kExitRefused;
  }
  std::cout << private_file.string() << " signs plugins: keep it where nobody else reads it\n"
            << public_file.string() << " is what servers trust: name it, or its directory, in --trusted-keys\n";
  return kExitFine;
}

}  // namespace

RunCommand AddKeygenOptions(CLI::App& command_line) {
  const auto where = std::make_shared<std::string>();
  command_line
      .add_option("PREFIX", *where, "Writes PREFIX.key and PREFIX.pem; in a directory, plugin-signing.key and .pem")
      ->required();
  command_line.footer(
      "A file that is there already is left as it is. openssl genpkey -algorithm ed25519 makes such a key, too.\n"
      "Exit status: 0 made, 1 not made, 2 the command line is wrong.");
  return [where] { return RunKeygen(*where); };
}

}  // namespace connection_advisor::tool
