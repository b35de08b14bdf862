#include "service/edge/plugin_upload.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <string>
#include <utility>

#include "google/rpc/error_details.pb.h"
#include "tests/service/edge/uploads.h"

namespace connection_advisor::edge {
namespace {

using ::testing::HasSubstr;

// The field that the error names; empty if it names none.
std::string FieldOf(const absl::Status& status) {
  google::rpc::BadRequest detail;
  const auto bytes = status.GetPayload("type.googleapis.com/google.rpc.BadRequest");
  if (!bytes || !detail.ParseFromString(std::string(*bytes)) || detail.field_violations().empty()) return "";
  return detail.field_violations(0).field();
}

std::string ContentOf(const deployment::PluginFile& file) {
  std::string content(1'000, '\0');
  content.resize(static_cast<size_t>(pread(file.descriptor(), content.data(), content.size(), 0)));
  return content;
}

class PluginUploadTest : public ::testing::Test {
 protected:
  PluginUpload upload_;
};

TEST_F(PluginUploadTest, PutsTheChunksTogether) {
  ASSERT_TRUE(upload_.Take(Header("rose.so", "abcdef")).ok());
  for (const char* chunk : {"ab", "", "cde", "f"}) ASSERT_TRUE(upload_.Take(Chunk(chunk)).ok());
  EXPECT_EQ(upload_.header().file(), "rose.so");
  const absl::StatusOr<deployment::PluginFile> file = std::move(upload_).Finish();
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(ContentOf(*file), "abcdef");
}

TEST_F(PluginUploadTest, TheHeaderComesFirstAndOnce) {
  EXPECT_EQ(FieldOf(upload_.Take(Chunk("a"))), "chunk");
  EXPECT_EQ(FieldOf(upload_.Take(admin::v1::UploadRequest())), "part");
  ASSERT_TRUE(upload_.Take(Header("rose.so", "a")).ok());
  EXPECT_EQ(FieldOf(upload_.Take(Header("rose.so", "a"))), "header");
  EXPECT_THAT(std::string(upload_.Take(Header("rose.so", "a")).message()), HasSubstr("send the header first, once"));
}

// A code of its own: the caller need change nothing, and no other call is in the way.
TEST_F(PluginUploadTest, WhatTheSystemRefusesIsUnavailable) {
  rlimit before;
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
  const rlimit none = {0, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &none), 0);
  const absl::Status refused = upload_.Take(Header("rose.so", "a"));
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &before), 0);
  EXPECT_EQ(refused.code(), absl::StatusCode::kUnavailable) << refused;
  EXPECT_THAT(std::string(refused.message()), HasSubstr("Too many open files"));
}

TEST_F(PluginUploadTest, WithoutAHeaderThereIsNothing) {
  EXPECT_EQ(FieldOf(std::move(upload_).Finish().status()), "header");
}

TEST_F(PluginUploadTest, NoBytesAreNoFile) {
  ASSERT_TRUE(upload_.Take(Header("rose.so", "")).ok());
  const absl::Status status = std::move(upload_).Finish().status();
  EXPECT_EQ(FieldOf(status), "chunk");
  EXPECT_THAT(std::string(status.message()), HasSubstr("empty"));
}

TEST_F(PluginUploadTest, TheBytesMustBeThoseOfTheHash) {
  ASSERT_TRUE(upload_.Take(Header("rose.so", "abc")).ok());
  ASSERT_TRUE(upload_.Take(Chunk("ab")).ok());
  const absl::Status status = std::move(upload_).Finish().status();
  EXPECT_EQ(FieldOf(status), "header.sha256");
  EXPECT_THAT(std::string(status.message()), HasSubstr(Sha256Of("ab")));
}

TEST_F(PluginUploadTest, EndsPastTheLargestFile) {
  ASSERT_TRUE(upload_.Take(Header("rose.so", "abc")).ok());
  const std::string mebibyte(1 << 20, 'x');
  for (uint64_t sent = 0; sent < deployment::kMaxPluginBytes; sent += mebibyte.size()) {
    ASSERT_TRUE(upload_.Take(Chunk(mebibyte)).ok());
  }
  const absl::Status status = upload_.Take(Chunk("x"));
  EXPECT_EQ(FieldOf(status), "chunk");
  EXPECT_THAT(std::string(status.message()), HasSubstr("64 MiB"));
}

TEST_F(PluginUploadTest, HeadersAreChecked) {
  const std::string umlauts = [] {
    std::string text;
    for (int i = 0; i < 200; ++i) text += "\xC3\xA4";
    return text;
  }();
  const struct {
    const char* field;
    admin::v1::UploadRequest header;
  } rows[] = {
      {"header.file", Header("", "a")},
      {"header.file", Header("../rose.so", "a")},
      {"header.file", Header("rose\n.so", "a")},
      {"header.file", Header(umlauts + "x", "a")},
      {"header.sha256", HeaderWithHash("")},
      {"header.sha256", HeaderWithHash(Sha256Of("a").substr(1))},
      {"header.sha256", HeaderWithHash(std::string(64, 'A'))},
      {"header.sha256", HeaderWithHash(std::string(64, 'g'))},
      {"header.signature", Header("rose.so", "a", std::string(4097, 'x'))},
      {"", Header(umlauts, "a", std::string(4096, 'x'))},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(FieldOf(PluginUpload().Take(row.header)), row.field) << row.header.ShortDebugString();
  }
}

}  // namespace
}  // namespace connection_advisor::edge
