// Deploying where descriptors run out says so; and it leaves none open.
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <iterator>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/hostile/hostile_directory.h"
#include "tests/scratch_directory.h"

namespace connection_advisor::hostile {
namespace {

using deployment::DeployFile;
using deployment::FileDescriptor;
using ::testing::HasSubstr;

auto OpenDescriptors() {
  const std::filesystem::directory_iterator descriptors("/proc/self/fd");
  return std::distance(begin(descriptors), end(descriptors));
}

// While it lives, the process can open `free` more.
class Brim {
 public:
  explicit Brim(size_t free) {
    getrlimit(RLIMIT_NOFILE, &before_);
    const rlimit few = {64, before_.rlim_max};
    setrlimit(RLIMIT_NOFILE, &few);
    for (;;) {
      FileDescriptor next(open("/dev/null", O_RDONLY | O_CLOEXEC));
      if (!next.is_open()) break;
      taken_.push_back(std::move(next));
    }
    taken_.resize(taken_.size() - free);
  }
  ~Brim() { setrlimit(RLIMIT_NOFILE, &before_); }
  Brim(const Brim&) = delete;

 private:
  rlimit before_{};
  std::vector<FileDescriptor> taken_;
};

TEST(DescriptorsTest, ThatRunOutAreTheCauseAndTheNextPluginServes) {
  constexpr size_t kEnough = 16;
  const auto before = OpenDescriptors();
  for (size_t free = 0; free <= kEnough; ++free) {
    std::string causes;
    {
      const Brim brim(free);
      causes = CausesOf(DeployFile(HostilePlugin("Valid"), Options()));
    }
    if (free == 0 || !causes.empty()) {
      EXPECT_THAT(causes, HasSubstr("Too many open files")) << free;
    }
    if (free == kEnough) {
      EXPECT_EQ(causes, "");
    }
    EXPECT_EQ(OpenDescriptors(), before) << free;
    EXPECT_EQ(CausesOf(DeployFile(HostilePlugin("Valid"), Options())), "") << free;
  }
}

TEST(DescriptorsTest, AreNotLeftOpenByAnyWayToDeploy) {
  const ScratchDirectory directory;
  const std::filesystem::path files[] = {HostilePlugin("Valid"), HostilePlugin("CrashesInConstructor"),
                                         HostilePlugin("no_symbol"), directory.Write("text.so", "no library")};
  const auto before = OpenDescriptors();
  for (int turn = 0; turn < 200; ++turn) DeployFile(files[turn % std::size(files)], Options());
  EXPECT_EQ(OpenDescriptors(), before);
}

}  // namespace
}  // namespace connection_advisor::hostile
