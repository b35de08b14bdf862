// The files that make connections encrypted, read and checked before anything is served with them: gRPC itself starts
// with a key that does not fit, and then refuses every connection.
#ifndef SERVICE_EDGE_TLS_H_
#define SERVICE_EDGE_TLS_H_

#include <string>

#include "absl/status/statusor.h"

namespace connection_advisor::edge {

// Paths of PEM files.
struct TlsFiles {
  std::string certificate;  // the server's, followed by those that lead to its root
  std::string key;          // of the first certificate, without a passphrase
  std::string client_ca;    // who signs the certificates of clients; empty: clients need none
};

// Their contents.
struct TlsMaterial {
  std::string certificate;
  std::string key;
  std::string client_ca;
};

// INVALID_ARGUMENT names the file that cannot be read, holds something else, has expired or is not valid yet, or does
// not belong to the other.
absl::StatusOr<TlsMaterial> LoadTls(const TlsFiles& files);

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_TLS_H_
