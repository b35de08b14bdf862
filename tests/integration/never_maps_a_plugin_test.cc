// A plugin's code is never in the serving process: not while it starts to serve, and not after it has advised.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "gmock/gmock.h"
#include "tests/integration/requests.h"
#include "tests/integration/served_test.h"

namespace connection_advisor::integration {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string MapsOf(pid_t pid) {
  std::ifstream maps("/proc/" + std::to_string(pid) + "/maps");
  return {std::istreambuf_iterator<char>(maps), std::istreambuf_iterator<char>()};
}

class ServingProcessTest : public ServedTest {
 protected:
  static void ExpectNoPluginMapped() {
    const std::string maps = MapsOf(server().pid());
    ASSERT_THAT(maps, HasSubstr("connection-advisor-server")) << "these are not the server's";
    int seen = 0;
    for (const auto& file : std::filesystem::directory_iterator(plugins())) {
      if (file.path().extension() != ".so") continue;
      ++seen;
      EXPECT_THAT(maps, Not(HasSubstr("/" + file.path().filename().string())));
    }
    EXPECT_EQ(seen, 3);
  }
};

TEST_F(ServingProcessTest, NeverMapsAPlugin) {
  ExpectNoPluginMapped();
  for (const char* platform : {"linkedin", "twitter", "facebook"}) {
    const Advised advised = Advise(channel(), RequestTo(platform));
    EXPECT_TRUE(advised.status.ok()) << advised.status.error_message();
  }
  ExpectNoPluginMapped();
}

}  // namespace
}  // namespace connection_advisor::integration
