// What a plugin attempts from within the compiler's process has no effect outside: attempts by outcomes.
#include <dlfcn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>
#include <tuple>

#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/hostile/attempts.h"
#include "tests/hostile/hostile_directory.h"
#include "tests/hostile/surroundings.h"

namespace connection_advisor::hostile {
namespace {

using deployment::DeployFile;
using deployment::PluginOutcome;
using ::hostile::kEscaped;
using ::hostile::Place;
using ::testing::ContainsRegex;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;

using Parameter = std::tuple<Attempt, Place>;

class EscapesTest : public ::testing::TestWithParam<Parameter> {};

TEST_P(EscapesTest, HaveNoEffect) {
  const auto& [row, place] = GetParam();
  const Surroundings surroundings;
  const PluginOutcome outcome = DeployFile(surroundings.Aimed(row.name, place, getpid()), Options());
  EXPECT_THAT(surroundings.Changes(), IsEmpty());
  if (*row.cause == '\0') {
    EXPECT_EQ(CausesOf(outcome), "");
  } else {
    EXPECT_THAT(CausesOf(outcome), ContainsRegex(row.cause));
  }
  EXPECT_THAT(absl::StrJoin(outcome.denied_calls, ", "), MatchesRegex(row.denied));
}

std::string NameOf(const ::testing::TestParamInfo<Parameter>& of) {
  const auto& [row, place] = of.param;
  return std::string(place == Place::kConstructor ? "InAConstructor_" : "InACondition_") + row.name;
}
INSTANTIATE_TEST_SUITE_P(Attempted, EscapesTest,
                         ::testing::Combine(::testing::ValuesIn(Attempts()),
                                            ::testing::Values(Place::kConstructor, Place::kCondition)),
                         NameOf);

// A copy of this process that does nothing.
pid_t Victim() {
  const pid_t victim = fork();
  if (victim != 0) return victim;
  for (;;) pause();
}

// What becomes of a process that makes the attempt with nothing around it but a process group, and the compiler's
// descriptors.
int StatusWithoutASandbox(const Surroundings& surroundings, const char* attempt) {
  const pid_t child = fork();
  if (child == 0) {
    setpgid(0, 0);
    const auto library = surroundings.Aimed(attempt, Place::kConstructor, Victim());
    int ends[2];
    if (pipe(ends) != 0) _exit(1);
    dup2(memfd_create("plugin", 0), 103);
    dup2(ends[1], 104);
    if (write(103, "plugin", 6) != 6) _exit(1);
    lseek(103, 0, SEEK_SET);
    dup2(103, 3);
    dup2(104, 4);
    _exit(dlopen(library.c_str(), RTLD_NOW) == nullptr ? 1 : 0);
  }
  int status = 0;
  // Not reaped before the rest of the group has been ended: its number is still its own.
  siginfo_t ended;
  waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT);
  kill(-child, SIGKILL);
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(EscapesWithoutASandboxTest, GetThrough) {
  for (const Attempt& row : Attempts()) {
    if (row.unfenced == Unfenced::kMaybe) continue;
    const Surroundings surroundings;
    EXPECT_EQ(StatusWithoutASandbox(surroundings, row.name), kEscaped) << row.name;
  }
}

}  // namespace
}  // namespace connection_advisor::hostile
