// Compiled as C++17: all that a user of the client includes.
#include <filesystem>
#include <fstream>
#include <string>

#include "connection_advisor/client/client.h"
#include "connection_advisor/client/connection.h"
#include "connection_advisor/client/errors.h"
#include "connection_advisor/client/mocks/mock_connection.h"
#include "connection_advisor/client/options.h"
#include "gtest/gtest.h"

static_assert(__cplusplus == 201703L, "the public headers are promised to compile as C++17");

namespace connection_advisor::client {
namespace {

bool IsHeader(const std::filesystem::path& path) {
  return path.extension() == ".h" && path.string().find("/include/") != std::string::npos;
}

TEST(PublicHeaders, NeitherGrpcNorAStubIsInThem) {
  int headers = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(CLIENT_DIR)) {
    if (!IsHeader(entry.path())) continue;
    ++headers;
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) {
      const bool mentions_grpc = line.rfind("#include", 0) == 0 && line.find("grpc") != std::string::npos;
      EXPECT_FALSE(mentions_grpc) << entry.path() << ": " << line;
    }
  }
  EXPECT_GE(headers, 5);
}

TEST(PublicHeaders, AClientIsMadeAndCopiedAsAValue) {
  const Client client(std::make_shared<MockConnection>());
  const Client copy = client;  // NOLINT(performance-unnecessary-copy-initialization)
  (void)copy;
}

}  // namespace
}  // namespace connection_advisor::client
