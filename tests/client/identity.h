// Certificates that openssl(1) makes for a test.
#ifndef TESTS_CLIENT_IDENTITY_H_
#define TESTS_CLIENT_IDENTITY_H_

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "gtest/gtest.h"
#include "tests/scratch_directory.h"

namespace connection_advisor::client {

struct Identity {
  std::string certificate;
  std::string key;
};

inline std::string ReadFile(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

// A certificate that vouches for itself, for this name.
inline Identity MakeIdentity(const std::string& name) {
  const ScratchDirectory scratch;
  const std::string certificate = scratch / "certificate.pem";
  const std::string key = scratch / "key.pem";
  const std::string command =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=" + name +
      " -addext subjectAltName=DNS:" + name + " -out " + certificate + " -keyout " + key + " 2>/dev/null";
  EXPECT_EQ(std::system(command.c_str()), 0) << command;
  return {ReadFile(certificate), ReadFile(key)};
}

}  // namespace connection_advisor::client

#endif  // TESTS_CLIENT_IDENTITY_H_
