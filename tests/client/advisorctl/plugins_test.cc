// `advisorctl plugins` against an administration in this process.
#include <cstdlib>
#include <sstream>

#include "client/advisorctl/plugins_command.h"
#include "connection_advisor/client/errors.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"
#include "tests/client/advisorctl/sample_advice.h"
#include "tests/client/fake_plugin_admin.h"

namespace connection_advisor::client {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

// A status with one detail, as a server sends it.
grpc::Status WithDetail(grpc::StatusCode code, const std::string& message, const google::protobuf::Message& detail) {
  google::rpc::Status rpc;
  rpc.set_code(code);
  rpc.set_message(message);
  rpc.add_details()->PackFrom(detail);
  return {code, message, rpc.SerializeAsString()};
}

class PluginsTest : public testing::Test {
 protected:
  PluginsTest() {
    arguments_.command = Command::kPlugins;
    arguments_.admin = admin_.address();
    arguments_.timeout = absl::Seconds(20);
    arguments_.plugins.plugin = "rose";
    arguments_.plugins.version = "1.0.0";
    admin_.versions = {Version("1.1.0", admin::v1::PLUGIN_STATE_STANDBY),
                       Version("1.0.0", admin::v1::PLUGIN_STATE_SERVING)};
    admin_.uploaded = Version("1.2.0", admin::v1::PLUGIN_STATE_SERVING);
  }

  static admin::v1::PluginVersion Version(const std::string& version, admin::v1::PluginState state) {
    admin::v1::PluginVersion one;
    one.set_plugin("rose");
    one.set_version(version);
    one.set_sha256("0123456789abcdef");
    one.set_state(state);
    one.add_platforms("rose");
    return one;
  }

  ExitCode Run(PluginsAction action) {
    arguments_.plugins.action = action;
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    const ExitCode code = RunPlugins(arguments_, Terminal{80, false}, {in, out, err, false, err_is_terminal_});
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  ExitCode Upload(const std::string& bytes) {
    arguments_.file = admin_.scratch().Write("rose.so", bytes);
    return Run(PluginsAction::kUpload);
  }

  FakePluginAdmin admin_;
  Arguments arguments_;
  bool err_is_terminal_ = false;
  std::string out_;
  std::string err_;
};

TEST_F(PluginsTest, ListAndRescanShowTheTable) {
  EXPECT_EQ(Run(PluginsAction::kList), ExitCode::kAnswered) << err_;
  EXPECT_THAT(out_, AllOf(StartsWith("PLUGIN "), HasSubstr("\nrose "), HasSubstr(" 1.0.0 ")));
  EXPECT_EQ(admin_.rescans, 0);
  EXPECT_EQ(Run(PluginsAction::kRescan), ExitCode::kAnswered) << err_;
  EXPECT_THAT(out_, StartsWith("PLUGIN "));
  EXPECT_EQ(admin_.rescans, 1);
}

TEST_F(PluginsTest, ChangesSayWhatServesAboveTheTable) {
  EXPECT_EQ(Run(PluginsAction::kActivate), ExitCode::kAnswered) << err_;
  EXPECT_THAT(out_, StartsWith("rose 1.0.0 (01234567) serves.\n\nPLUGIN "));
  EXPECT_EQ(admin_.activate.plugin(), "rose");
  EXPECT_EQ(admin_.activate.version(), "1.0.0");

  EXPECT_EQ(Run(PluginsAction::kRollBack), ExitCode::kAnswered) << err_;
  EXPECT_EQ(admin_.roll_back.plugin(), "rose");

  admin_.versions[1].set_state(admin::v1::PLUGIN_STATE_RETIRED);
  EXPECT_EQ(Run(PluginsAction::kRetire), ExitCode::kAnswered) << err_;
  EXPECT_THAT(out_, StartsWith("No version of rose serves.\n\n"));
  EXPECT_EQ(admin_.retire.plugin(), "rose");
  EXPECT_EQ(admin_.retire.version(), "1.0.0");
}

TEST_F(PluginsTest, AsJsonTheyAreTheResponses) {
  arguments_.json = true;
  for (const PluginsAction action : {PluginsAction::kList, PluginsAction::kRescan, PluginsAction::kActivate,
                                     PluginsAction::kRollBack, PluginsAction::kRetire}) {
    EXPECT_EQ(Run(action), ExitCode::kAnswered) << err_;
    EXPECT_EQ(FromJson<admin::v1::ListPluginsResponse>(out_).plugins_size(), 2);
  }
  EXPECT_EQ(Upload("bytes"), ExitCode::kAnswered) << err_;
  EXPECT_EQ(FromJson<admin::v1::UploadResponse>(out_).plugin().version(), "1.2.0");
}

TEST_F(PluginsTest, AnUploadArrivesWithItsNameAndHash) {
  const std::string bytes(1'000'000, 'x');
  EXPECT_EQ(Upload(bytes), ExitCode::kAnswered) << err_;
  EXPECT_THAT(out_, StartsWith("rose 1.2.0 (01234567): serving\n"));
  EXPECT_EQ(admin_.bytes, bytes);
  EXPECT_EQ(admin_.header.file(), "rose.so");
  EXPECT_EQ(admin_.header.sha256(), "1b977e9f84f1b26b6ed7f68b0498faee2385ea4125bd29adce4a7d9106ba3134");
  EXPECT_EQ(admin_.header.signature(), "");
  EXPECT_THAT(err_, IsEmpty()) << "no bar where nobody watches";
}

TEST_F(PluginsTest, APreviewSendsTheFileAndShowsThePage) {
  *admin_.previewed.mutable_plugin() = Version("1.2.0", admin::v1::PLUGIN_STATE_SERVING);
  arguments_.file = admin_.scratch().Write("rose.so", "bytes");
  EXPECT_EQ(Run(PluginsAction::kPreview), ExitCode::kAnswered) << err_;
  EXPECT_THAT(out_, StartsWith("rose 1.2.0 (01234567) would be serving.\n"));
  EXPECT_EQ(admin_.bytes, "bytes");
  EXPECT_EQ(admin_.header.file(), "rose.so");
  arguments_.json = true;
  EXPECT_EQ(Run(PluginsAction::kPreview), ExitCode::kAnswered) << err_;
  EXPECT_EQ(FromJson<admin::v1::PreviewUploadResponse>(out_).plugin().version(), "1.2.0");
}

// gRPC left to itself takes no more than 4 MiB.
TEST_F(PluginsTest, ALargePreviewArrives) {
  *admin_.previewed.mutable_plugin() = Version("1.2.0", admin::v1::PLUGIN_STATE_SERVING);
  admin_.previewed.set_not_compared(std::string(5 << 20, 'x'));
  arguments_.file = admin_.scratch().Write("rose.so", "bytes");
  EXPECT_EQ(Run(PluginsAction::kPreview), ExitCode::kAnswered) << err_;
}

TEST_F(PluginsTest, AnActivationIsForcedWhereItIsSaid) {
  EXPECT_EQ(Run(PluginsAction::kActivate), ExitCode::kAnswered) << err_;
  EXPECT_FALSE(admin_.activate.force());
  arguments_.plugins.force = true;
  EXPECT_EQ(Run(PluginsAction::kActivate), ExitCode::kAnswered) << err_;
  EXPECT_TRUE(admin_.activate.force());
}

TEST_F(PluginsTest, AShadowIsBegunShownAndEnded) {
  *admin_.shadow.mutable_serving() = Version("1.0.0", admin::v1::PLUGIN_STATE_SERVING);
  *admin_.shadow.mutable_shadow() = Version("1.1.0", admin::v1::PLUGIN_STATE_STANDBY);
  arguments_.plugins.version = "1.1.0";
  EXPECT_EQ(Run(PluginsAction::kShadow), ExitCode::kAnswered) << err_;
  EXPECT_THAT(out_, StartsWith("rose 1.1.0 (01234567) shadows rose 1.0.0 (01234567), for "));
  EXPECT_EQ(admin_.start_shadow.plugin(), "rose");
  EXPECT_EQ(admin_.start_shadow.version(), "1.1.0");

  arguments_.plugins.version = "";
  EXPECT_EQ(Run(PluginsAction::kShadow), ExitCode::kAnswered) << err_;
  EXPECT_THAT(out_, StartsWith("rose 1.1.0 (01234567) shadows rose 1.0.0 (01234567), for "));
  EXPECT_EQ(admin_.list_shadows.plugin(), "rose");
  arguments_.json = true;
  EXPECT_EQ(Run(PluginsAction::kShadow), ExitCode::kAnswered) << err_;
  EXPECT_EQ(FromJson<admin::v1::ListShadowsResponse>(out_).shadows_size(), 1);

  arguments_.json = false;
  arguments_.plugins.stop = true;
  EXPECT_EQ(Run(PluginsAction::kShadow), ExitCode::kAnswered) << err_;
  EXPECT_THAT(out_, StartsWith("rose 1.1.0 (01234567) no longer shadows rose 1.0.0 (01234567), after "));
  EXPECT_EQ(admin_.stop_shadow.plugin(), "rose");
}

TEST_F(PluginsTest, ATerminalShowsABarThatIsGoneAtTheEnd) {
  err_is_terminal_ = true;
  EXPECT_EQ(Upload(std::string(1'000'000, 'x')), ExitCode::kAnswered) << err_;
  EXPECT_THAT(err_, AllOf(HasSubstr("26 %, of 976 KiB"), HasSubstr("100 %, sent; it is being compiled")));
  EXPECT_TRUE(err_.ends_with("\r\033[K"));
}

TEST_F(PluginsTest, TheSignatureIsTheFileBesideIt) {
  admin_.scratch().Write("rose.so.sig", "beside");
  EXPECT_EQ(Upload("bytes"), ExitCode::kAnswered) << err_;
  EXPECT_EQ(admin_.header.signature(), "beside");
  arguments_.plugins.signature = admin_.scratch().Write("elsewhere.sig", "elsewhere");
  EXPECT_EQ(Upload("bytes"), ExitCode::kAnswered) << err_;
  EXPECT_EQ(admin_.header.signature(), "elsewhere");
}

TEST_F(PluginsTest, AFileThatCannotBeSentIsAMistakeOfUsage) {
  EXPECT_EQ(Upload(""), ExitCode::kUsage);
  EXPECT_EQ(err_, "advisorctl: " + arguments_.file + " is empty\n");
  arguments_.file = "/nowhere/rose.so";
  EXPECT_EQ(Run(PluginsAction::kUpload), ExitCode::kUsage);
  EXPECT_THAT(err_, HasSubstr("/nowhere/rose.so cannot be read: No such file"));
  arguments_.file = admin_.scratch().path();
  EXPECT_EQ(Run(PluginsAction::kUpload), ExitCode::kUsage);
  EXPECT_THAT(err_, HasSubstr("is no file"));
  arguments_.plugins.signature = "/nowhere/rose.sig";
  EXPECT_EQ(Upload("bytes"), ExitCode::kUsage);
  EXPECT_THAT(err_, HasSubstr("/nowhere/rose.sig cannot be read"));
  arguments_.plugins.signature = admin_.scratch().Write("long.sig", std::string(4097, 'x'));
  EXPECT_EQ(Upload("bytes"), ExitCode::kUsage);
  EXPECT_THAT(err_, HasSubstr("has 4097 bytes, and a server takes 4096 at most"));
}

TEST_F(PluginsTest, ARefusalListsItsCauses) {
  google::rpc::PreconditionFailure failure;
  for (const char* cause : {"rule 'a' never decides", "rule 'b' never decides"}) {
    failure.add_violations()->set_description(cause);
    failure.mutable_violations(failure.violations_size() - 1)->set_type("PLUGIN_REFUSED");
  }
  admin_.status = WithDetail(grpc::StatusCode::FAILED_PRECONDITION, "rose.so is refused: rule...", failure);
  EXPECT_EQ(Upload(std::string(5'000'000, 'x')), ExitCode::kRefused);
  EXPECT_EQ(out_, "");
  EXPECT_EQ(err_,
            "advisorctl: rose.so is refused:\n"
            "  - rule 'a' never decides\n"
            "  - rule 'b' never decides\n");

  arguments_.json = true;
  EXPECT_EQ(Upload("bytes"), ExitCode::kRefused);
  EXPECT_EQ(FromJson<google::rpc::Status>(err_).code(), grpc::StatusCode::FAILED_PRECONDITION);
}

TEST_F(PluginsTest, ErrorsDecideTheExitCode) {
  const std::pair<grpc::StatusCode, ExitCode> rows[] = {
      {grpc::StatusCode::INVALID_ARGUMENT, ExitCode::kInvalidRequest},
      {grpc::StatusCode::NOT_FOUND, ExitCode::kNotFound},
      {grpc::StatusCode::FAILED_PRECONDITION, ExitCode::kRefused},
      {grpc::StatusCode::RESOURCE_EXHAUSTED, ExitCode::kFailed},
      {grpc::StatusCode::UNIMPLEMENTED, ExitCode::kFailed},
  };
  for (const auto& [status, code] : rows) {
    admin_.status = grpc::Status(status, "because");
    for (const PluginsAction action : {PluginsAction::kList, PluginsAction::kRescan, PluginsAction::kActivate,
                                       PluginsAction::kRollBack, PluginsAction::kRetire}) {
      EXPECT_EQ(Run(action), code);
      EXPECT_EQ(out_, "");
      EXPECT_EQ(err_, "advisorctl: because\n");
    }
    EXPECT_EQ(Upload("bytes"), code);
    EXPECT_EQ(err_, "advisorctl: because\n");
  }
}

TEST_F(PluginsTest, ABadFieldIsNamedWithItsRemedy) {
  google::rpc::BadRequest bad_request;
  bad_request.add_field_violations()->set_field("plugin");
  bad_request.mutable_field_violations(0)->set_description("is empty; name one");
  admin_.status = WithDetail(grpc::StatusCode::INVALID_ARGUMENT, "something is wrong", bad_request);
  EXPECT_EQ(Run(PluginsAction::kActivate), ExitCode::kInvalidRequest);
  EXPECT_THAT(err_, HasSubstr("plugin: is empty; name one"));
}

TEST_F(PluginsTest, WithoutAnAddressNothingIsGuessed) {
  arguments_.admin.clear();
  EXPECT_EQ(Run(PluginsAction::kList), ExitCode::kUsage);
  EXPECT_THAT(err_, AllOf(HasSubstr("--admin unix:PATH"), HasSubstr("CONNECTION_ADVISOR_ADMIN")));
}

TEST_F(PluginsTest, AnAddressThatIsNoneSaysHowToWriteIt) {
  const std::pair<const char*, const char*> rows[] = {
      {"/run/admin.sock",
       "advisorctl: --admin '/run/admin.sock' is no address; for a Unix socket write unix:/run/admin.sock\n"},
      {"unix:", "advisorctl: --admin has no path; write unix:PATH\n"},
      {"localhost", "advisorctl: --admin 'localhost' has no port; write unix:PATH or HOST:PORT\n"},
  };
  for (const auto& [address, message] : rows) {
    arguments_.admin = address;
    EXPECT_EQ(Run(PluginsAction::kList), ExitCode::kUsage);
    EXPECT_EQ(err_, message);
  }
  arguments_.admin = admin_.address();
  arguments_.tls = true;
  EXPECT_EQ(Run(PluginsAction::kList), ExitCode::kUsage);
  EXPECT_THAT(err_, HasSubstr("leave TLS out"));
}

TEST_F(PluginsTest, WhereNobodyListensItSaysWhereItAsked) {
  arguments_.admin = "unix:/nowhere/admin.sock";
  EXPECT_EQ(Run(PluginsAction::kList), ExitCode::kUnavailable);
  EXPECT_THAT(err_, AllOf(HasSubstr("No such file"), HasSubstr("\n  asked unix:/nowhere/admin.sock; "),
                          HasSubstr("CONNECTION_ADVISOR_ADMIN"), Not(HasSubstr("--server"))));
}

TEST_F(PluginsTest, ASocketIsReachedWhateverItsNameHas) {
  const ScratchDirectory scratch;
  const std::string odd = scratch / "100%41 ?#";
  std::filesystem::create_directory_symlink(admin_.scratch().path(), odd);
  arguments_.admin = "unix:" + odd + "/admin.sock";
  EXPECT_EQ(Run(PluginsAction::kList), ExitCode::kAnswered) << err_;
}

TEST_F(PluginsTest, KnownPluginsAreThoseThatSaidTheirName) {
  admin_.versions.emplace_back();
  const std::vector<KnownPlugin> known = KnownPlugins(arguments_);
  ASSERT_EQ(known.size(), 2u);
  EXPECT_EQ(known[0].plugin, "rose");
  EXPECT_EQ(known[0].version, "1.1.0");
  arguments_.admin = "unix:/nowhere";
  EXPECT_THAT(KnownPlugins(arguments_), IsEmpty());
}

}  // namespace
}  // namespace connection_advisor::client
