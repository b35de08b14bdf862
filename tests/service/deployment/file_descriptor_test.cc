#include "service/deployment/file_descriptor.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <string>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace connection_advisor::deployment {
namespace {

TEST(WriteAllTest, WritesMoreThanADescriptorTakesAtOnce) {
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe2(ends.data(), O_CLOEXEC), 0);
  const FileDescriptor from(ends[0]);
  FileDescriptor to(ends[1]);
  const std::string bytes(1 << 20, 'x');
  std::string arrived;
  std::thread reader([&] {
    std::array<char, 4096> chunk;
    for (ssize_t count; (count = read(from.number(), chunk.data(), chunk.size())) > 0;) {
      arrived.append(chunk.data(), static_cast<size_t>(count));
    }
  });
  EXPECT_EQ(WriteAll(to.number(), bytes, "writing"), absl::OkStatus());
  to.Close();
  reader.join();
  EXPECT_EQ(arrived, bytes);
}

TEST(WriteAllTest, SaysWhatWasBeingDoneWhenTheSystemRefused) {
  const FileDescriptor full(open("/dev/full", O_WRONLY | O_CLOEXEC));
  ASSERT_TRUE(full.is_open());
  const absl::Status status = WriteAll(full.number(), "bytes", "writing the image");
  EXPECT_FALSE(status.ok());
  EXPECT_THAT(std::string(status.message()), ::testing::HasSubstr("writing the image: No space left on device"));
}

}  // namespace
}  // namespace connection_advisor::deployment
