#include "service/deployment/sha256.h"

#include <openssl/evp.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"

namespace connection_advisor::deployment {
namespace {

class Hash {
 public:
  Hash() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) { EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr); }

  void Add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }

  std::string Finish() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned int length = 0;
    EVP_DigestFinal_ex(context_.get(), digest.data(), &length);
    return absl::BytesToHexString({reinterpret_cast<const char*>(digest.data()), length});
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace

std::string Sha256(std::string_view bytes) {
  Hash hash;
  hash.Add(bytes);
  return hash.Finish();
}

absl::StatusOr<std::string> Sha256OfFile(int descriptor) {
  Hash hash;
  std::array<char, 65536> chunk;
  for (off_t at = 0;;) {
    const ssize_t count = pread(descriptor, chunk.data(), chunk.size(), at);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return absl::ErrnoToStatus(errno, "hashing the file");
    if (count == 0) return hash.Finish();
    hash.Add({chunk.data(), static_cast<size_t>(count)});
    at += count;
  }
}

}  // namespace connection_advisor::deployment
