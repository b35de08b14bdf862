#include "client/advisorctl/connect.h"

#include <fstream>
#include <sstream>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace connection_advisor::client {
namespace {

// The PEM text in the file that an option names; empty if the option is not given.
absl::StatusOr<std::string> ReadPem(absl::string_view option, const std::string& name) {
  if (name.empty()) return std::string();
  std::ostringstream text;
  text << std::ifstream(name, std::ios::binary).rdbuf();
  if (!absl::StrContains(text.str(), "-----BEGIN ")) {
    return absl::InvalidArgumentError(absl::StrCat(option, " ", name, " cannot be read as PEM"));
  }
  return text.str();
}

bool AsksForTls(const Arguments& arguments) {
  return arguments.tls || !arguments.tls_ca.empty() || !arguments.tls_cert.empty() || !arguments.tls_key.empty() ||
         !arguments.tls_server_name.empty();
}

}  // namespace

absl::StatusOr<std::optional<TlsOptions>> ReadTls(const Arguments& arguments) {
  if (!AsksForTls(arguments)) return std::nullopt;
  TlsOptions tls;
  tls.server_name = arguments.tls_server_name;
  const struct {
    const char* option;
    const std::string& file;
    std::string* text;
  } rows[] = {{"--tls-ca", arguments.tls_ca, &tls.root_certificates},
              {"--tls-cert", arguments.tls_cert, &tls.certificate_chain},
              {"--tls-key", arguments.tls_key, &tls.private_key}};
  for (const auto& row : rows) {
    absl::StatusOr<std::string> text = ReadPem(row.option, row.file);
    if (!text.ok()) return text.status();
    *row.text = *std::move(text);
  }
  if (arguments.tls_cert.empty() != arguments.tls_key.empty()) {
    return absl::InvalidArgumentError("--tls-cert and --tls-key go together; give both or neither");
  }
  return tls;
}

absl::StatusOr<Client> Connect(const Arguments& arguments) {
  ConnectionOptions options;
  options.target = arguments.server;
  if (options.target.empty()) return absl::InvalidArgumentError("--server is empty; give HOST:PORT");
  absl::StatusOr<std::optional<TlsOptions>> tls = ReadTls(arguments);
  if (!tls.ok()) return tls.status();
  options.tls = *std::move(tls);
  auto connection = MakeConnection(options);
  if (!connection.ok()) return connection.status();
  ClientOptions client_options;
  client_options.timeout = arguments.timeout;
  return Client(*std::move(connection), client_options);
}

}  // namespace connection_advisor::client
