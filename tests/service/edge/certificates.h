// Self-signed certificates for 127.0.0.1, and files to keep them in.
#ifndef TESTS_SERVICE_EDGE_CERTIFICATES_H_
#define TESTS_SERVICE_EDGE_CERTIFICATES_H_

#include <string>

namespace connection_advisor::edge {

// In PEM form.
struct CertificateWithKey {
  std::string certificate;
  std::string key;
};

// Valid between the two, in seconds from now.
CertificateWithKey MakeCertificate(int begin, int end);

// A directory of its own, gone with this.
class TemporaryFiles {
 public:
  TemporaryFiles();
  ~TemporaryFiles();
  TemporaryFiles(const TemporaryFiles&) = delete;
  TemporaryFiles& operator=(const TemporaryFiles&) = delete;

  std::string Path(const std::string& name) const { return directory_ + "/" + name; }
  // Its path.
  std::string Write(const std::string& name, const std::string& content) const;

 private:
  std::string directory_;
};

}  // namespace connection_advisor::edge

#endif  // TESTS_SERVICE_EDGE_CERTIFICATES_H_
