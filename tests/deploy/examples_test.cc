// The examples are requests that the contract knows, and each has its row in expected.txt.
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "client/advisorctl/request_file.h"
#include "gtest/gtest.h"

namespace connection_advisor::client {
namespace {

constexpr char kComparison[] = "one-person.json";

std::string ReadFile(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::set<std::string> ExpectedFiles() {
  std::set<std::string> files;
  std::ifstream rows(EXPECTED);
  for (std::string row; std::getline(rows, row);) {
    if (row.rfind('#', 0) != 0) files.insert(row.substr(0, row.find_first_of(" |")));
  }
  return files;
}

TEST(Examples, EachIsARequest) {
  for (const auto& entry : std::filesystem::directory_iterator(EXAMPLES)) {
    const auto request = ParseRequest(ReadFile(entry.path()));
    ASSERT_TRUE(request.ok()) << entry.path() << ": " << request.status();
    EXPECT_EQ(request->platform().empty(), entry.path().filename() == kComparison) << entry.path();
  }
}

TEST(Examples, EachHasAnExpectation) {
  std::set<std::string> files = {};
  for (const auto& entry : std::filesystem::directory_iterator(EXAMPLES)) files.insert(entry.path().filename());
  std::set<std::string> expected = ExpectedFiles();
  expected.insert(kComparison);
  EXPECT_EQ(files, expected);
}

}  // namespace
}  // namespace connection_advisor::client
