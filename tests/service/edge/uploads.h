// The messages of an upload.
#ifndef TESTS_SERVICE_EDGE_UPLOADS_H_
#define TESTS_SERVICE_EDGE_UPLOADS_H_

#include <openssl/sha.h>

#include <string>

#include "absl/strings/escaping.h"
#include "connection_advisor/admin/v1/plugin_admin.pb.h"

namespace connection_advisor::edge {

inline std::string Sha256Of(const std::string& bytes) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return absl::BytesToHexString(digest);
}

// For a file of these bytes.
inline admin::v1::UploadRequest Header(const std::string& file, const std::string& bytes,
                                       const std::string& signature = "") {
  admin::v1::UploadRequest request;
  request.mutable_header()->set_file(file);
  request.mutable_header()->set_sha256(Sha256Of(bytes));
  request.mutable_header()->set_signature(signature);
  return request;
}

inline admin::v1::UploadRequest HeaderWithHash(const std::string& sha256) {
  admin::v1::UploadRequest request = Header("rose.so", "");
  request.mutable_header()->set_sha256(sha256);
  return request;
}

inline admin::v1::UploadRequest Chunk(const std::string& bytes) {
  admin::v1::UploadRequest request;
  request.set_chunk(bytes);
  return request;
}

}  // namespace connection_advisor::edge

#endif  // TESTS_SERVICE_EDGE_UPLOADS_H_
