// A compiler that goes wrong when a test says so.
#ifndef TESTS_SERVICE_LIFECYCLE_BREAKABLE_COMPILER_H_
#define TESTS_SERVICE_LIFECYCLE_BREAKABLE_COMPILER_H_

#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "service/lifecycle/plugin_catalog.h"
#include "tests/scratch_directory.h"

namespace connection_advisor::lifecycle {

// The real compiler until it breaks.
class BreakableCompiler {
 public:
  // Takes the place of the compiler in the options.
  explicit BreakableCompiler(CatalogOptions& options) : path_(directory_ / "compiler") {
    Mend();
    options.deploy.compiler = path_;
  }
  void Mend() { Write(absl::StrCat("exec ", CONNECTION_ADVISOR_COMPILER, " \"$@\"")); }
  void Break() { Write("exit 1"); }
  void BreakOnce() {
    const std::string broke = directory_ / "broke";
    Write(absl::StrCat("[ -e ", broke, " ] || { : >", broke, "; exit 1; }\nexec ", CONNECTION_ADVISOR_COMPILER,
                       " \"$@\""));
  }
  // It takes its time until it may go on.
  void Wait() {
    const std::string go = directory_ / "go";
    Write(absl::StrCat("until [ -e ", go, " ]; do sleep 0.02; done\nexec ", CONNECTION_ADVISOR_COMPILER, " \"$@\""));
  }
  void GoOn() { directory_.Write("go", ""); }
  // As the system does when memory runs out.
  void BeKilled() { Write("kill -9 $$"); }
  // After so many plugins, each of which is compiled in two processes.
  void BreakAfter(int plugins) {
    const std::string runs = directory_ / "runs";
    Write(absl::StrCat("echo >>", runs, "\n[ $(wc -l <", runs, ") -gt ", 2 * plugins, " ] && exit 1\nexec ",
                       CONNECTION_ADVISOR_COMPILER, " \"$@\""));
  }

 private:
  void Write(const std::string& script) {
    std::filesystem::remove(path_);
    directory_.Write("compiler", absl::StrCat("#!/bin/sh\n", script, "\n"));
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all);
  }

  const ScratchDirectory directory_;
  const std::filesystem::path path_;
};

}  // namespace connection_advisor::lifecycle

#endif  // TESTS_SERVICE_LIFECYCLE_BREAKABLE_COMPILER_H_
