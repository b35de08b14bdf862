// Root reads and writes every directory; a test of one that can't be is somebody else.
#ifndef TESTS_SERVICE_LIFECYCLE_NOT_AS_ROOT_H_
#define TESTS_SERVICE_LIFECYCLE_NOT_AS_ROOT_H_

#include <unistd.h>

#include <filesystem>

#include "gtest/gtest.h"

namespace connection_advisor::lifecycle {

// Nobody, to whom all in a directory is given, until it ends. Nothing to do where the test is not run by root.
class NotAsRoot {
 public:
  explicit NotAsRoot(const std::filesystem::path& given) {
    if (before_ != 0) return;
    Give(given);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(given)) Give(entry);
    EXPECT_EQ(seteuid(kNobody), 0);
  }
  NotAsRoot(const NotAsRoot&) = delete;
  ~NotAsRoot() { EXPECT_EQ(seteuid(before_), 0); }

 private:
  static constexpr uid_t kNobody = 65534;

  static void Give(const std::filesystem::path& path) { EXPECT_EQ(chown(path.c_str(), kNobody, kNobody), 0); }

  const uid_t before_ = geteuid();
};

}  // namespace connection_advisor::lifecycle

#endif  // TESTS_SERVICE_LIFECYCLE_NOT_AS_ROOT_H_
