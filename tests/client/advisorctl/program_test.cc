// The program as a user runs it, against a server in this process: what it prints where, and its exit codes.
#include <sys/wait.h>

#include <cstdio>
#include <fstream>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/client/advisorctl/sample_advice.h"
#include "tests/client/fake_advisor.h"
#include "tests/client/fake_plugin_admin.h"
#include "tests/client/identity.h"

namespace connection_advisor::client {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Outcome {
  int code = -1;
  std::string out;
};

// Runs `advisorctl WORDS` in a shell.
Outcome Advisorctl(const std::string& words) {
  Outcome outcome;
  FILE* pipe = popen((std::string(ADVISORCTL) + " " + words).c_str(), "r");
  if (pipe == nullptr) return outcome;
  char buffer[4096];
  for (size_t read = 0; (read = fread(buffer, 1, sizeof buffer, pipe)) > 0;) outcome.out.append(buffer, read);
  const int status = pclose(pipe);
  if (WIFEXITED(status)) outcome.code = WEXITSTATUS(status);
  return outcome;
}

class ProgramTest : public testing::Test {
 protected:
  ProgramTest() {
    server_.advise = [](grpc::ServerContext*, const v1::AdviseRequest& request, v1::AdviseResponse* response) {
      if (request.platform() == "slow") return grpc::Status(grpc::StatusCode::DEADLINE_EXCEEDED, "too late");
      if (request.platform() == "broken") return grpc::Status(grpc::StatusCode::INTERNAL, "broken");
      if (request.platform().empty()) return grpc::Status(grpc::StatusCode::INVALID_ARGUMENT, "platform is empty");
      if (request.platform() != "linkedin") return grpc::Status(grpc::StatusCode::NOT_FOUND, "not loaded");
      *response->mutable_advice() = MeetFirst();
      return grpc::Status::OK;
    };
  }

  // With the server named as a script would.
  Outcome Ask(const std::string& words) { return Advisorctl(words + " --server " + server_.address()); }

  FakeAdvisor server_;
};

TEST_F(ProgramTest, ExitCodesAreAsDocumented) {
  EXPECT_EQ(Ask("advise --platform linkedin").code, 0);
  EXPECT_EQ(Ask("advise --platform broken 2>&1").code, 1);
  EXPECT_EQ(Ask("advise --platform linkedin --set nonsense=1 2>&1").code, 2);
  EXPECT_EQ(Ask("advice 2>&1").code, 2);
  EXPECT_EQ(Ask("advise --set candidate.is_recruiter=true 2>&1").code, 3);
  EXPECT_EQ(Ask("advise --platform mastodon 2>&1").code, 4);
  EXPECT_EQ(Ask("advise --platform slow 2>&1").code, 5);
}

TEST_F(ProgramTest, PluginsAreAskedForAtTheAdministration) {
  FakePluginAdmin admin;
  EXPECT_EQ(Advisorctl("plugins list --admin " + admin.address()).out, "The server knows no plugin.\n");
  EXPECT_EQ(Advisorctl("plugins list 2>&1").code, 2);
  admin.status = grpc::Status(grpc::StatusCode::FAILED_PRECONDITION, "nothing to roll back to");
  const Outcome refused = Advisorctl("plugins roll-back rose 2>&1 --admin " + admin.address());
  EXPECT_EQ(refused.code, 7);
  EXPECT_EQ(refused.out, "advisorctl: nothing to roll back to\n");
}

TEST_F(ProgramTest, AServerMayBeKnownByAnotherNameThanItsHost) {
  const Identity identity = MakeIdentity("advisor.test");
  grpc::SslServerCredentialsOptions options;
  options.pem_key_cert_pairs.push_back({identity.key, identity.certificate});
  FakeAdvisor server(grpc::SslServerCredentials(options));
  server.list = [](v1::ListPlatformsResponse*) { return grpc::Status::OK; };
  FakePluginAdmin admin(grpc::SslServerCredentials(options));
  const ScratchDirectory scratch;
  const std::string certificate = scratch / "certificate.pem";
  std::ofstream(certificate) << identity.certificate;
  for (const std::string& words :
       {"platforms --server " + server.address(), "plugins list --admin " + admin.address()}) {
    const std::string trusting = words + " --tls-ca " + certificate;
    EXPECT_EQ(Advisorctl(trusting + " 2>&1").code, 5) << words;
    EXPECT_EQ(Advisorctl(trusting + " --tls-server-name advisor.test").code, 0) << words;
  }
}

TEST_F(ProgramTest, NoServerIsExitCodeFive) { EXPECT_EQ(Advisorctl("platforms --server 127.0.0.1:1 2>&1").code, 5); }

TEST_F(ProgramTest, ErrorsGoToStandardErrorOnly) {
  EXPECT_EQ(Ask("advise --platform mastodon 2>/dev/null").out, "");
  EXPECT_THAT(Ask("advise --platform mastodon 2>&1").out, HasSubstr("not loaded"));
}

TEST_F(ProgramTest, AnOutputThatCannotBeWrittenIsAFailure) {
  const std::string rows = testing::TempDir() + "program_test.jsonl";
  std::ofstream(rows) << "{}\n";
  server_.batch = [](const v1::BatchAdviseRequest& request, v1::BatchAdviseResponse* response) {
    for (int i = 0; i < request.requests_size(); ++i) *response->add_results()->mutable_advice() = MeetFirst();
    return grpc::Status::OK;
  };
  const std::string server = " --server " + server_.address();
  for (const std::string& words : {"advise --platform linkedin" + server, "batch " + rows + server,
                                   std::string("--help"), std::string("__complete plat")}) {
    const Outcome outcome = Advisorctl(words + " 2>&1 >/dev/full");
    EXPECT_EQ(outcome.code, 1) << words;
    EXPECT_THAT(outcome.out, HasSubstr("advisorctl: the output could not be written")) << words;
  }
  EXPECT_EQ(Ask("advise --platform linkedin 2>&1 >/dev/full").out,
            "advisorctl: the output could not be written: No space left on device\n");
}

TEST_F(ProgramTest, AStandardInputThatCannotBeReadIsNoEmptyOne) {
  const Outcome outcome = Ask("batch - --format jsonl 2>&1 </");
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.out, HasSubstr("advisorctl: cannot read -: Is a directory\n"));
}

TEST_F(ProgramTest, IntoAPipeThereIsNoColour) {
  const Outcome outcome = Ask("advise --platform linkedin");
  EXPECT_THAT(outcome.out, HasSubstr("MEET_FIRST"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("\033")));
}

TEST_F(ProgramTest, OnATerminalThereIsColourUnlessTurnedOff) {
  // script(1) gives the program a terminal, where the system has any to give.
  if (std::system("script -qec true /dev/null </dev/null >/dev/null 2>&1") != 0)
    GTEST_SKIP() << "no terminal to be had";
  const auto on_terminal = [this](const std::string& environment) {
    const std::string command =
        environment + " " + ADVISORCTL + " advise --platform linkedin --server " + server_.address();
    const std::string file = testing::TempDir() + "advisorctl_terminal";
    EXPECT_EQ(std::system(("script -qec '" + command + "' /dev/null </dev/null >" + file).c_str()), 0);
    Outcome shown;
    if (FILE* result = std::fopen(file.c_str(), "r")) {
      char buffer[16384];
      shown.out.assign(buffer, fread(buffer, 1, sizeof buffer, result));
      std::fclose(result);
    }
    return shown.out;
  };
  EXPECT_THAT(on_terminal("TERM=xterm NO_COLOR="), HasSubstr("\033[1;33mMEET_FIRST"));
  EXPECT_THAT(on_terminal("TERM=xterm NO_COLOR=1"), Not(HasSubstr("\033[1;33m")));
}

}  // namespace
}  // namespace connection_advisor::client
