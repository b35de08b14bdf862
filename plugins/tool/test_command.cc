#include "plugins/tool/test_command.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "plugins/tool/acceptance/case_binding.h"
#include "plugins/tool/acceptance/case_file.h"
#include "plugins/tool/acceptance/case_writer.h"
#include "plugins/tool/acceptance/coverage.h"
#include "plugins/tool/acceptance/junit.h"
#include "plugins/tool/acceptance/report.h"
#include "plugins/tool/acceptance/result.h"
#include "plugins/tool/acceptance/suggest.h"
#include "plugins/tool/compilation_options.h"
#include "plugins/tool/named_plugin.h"
#include "plugins/tool/signing/new_file.h"

namespace connection_advisor::tool {
namespace {

namespace fs = std::filesystem;

using deployment::PluginOutcome;

struct TestOptions {
  CompilationOptions compilation;
  std::string plugin;
  std::vector<std::string> case_files;
  std::string junit_file;
  std::string suggest_file;
};

std::vector<Case> ReadCases(const TestOptions& options, const PluginOutcome& plugin, Problems* problems) {
  std::vector<WrittenCase> written;
  for (const std::string& file : options.case_files) {
    std::vector<WrittenCase> cases = ReadCaseFile(file, problems);
    std::move(cases.begin(), cases.end(), std::back_inserter(written));
  }
  return BindCases(written, plugin.platforms, problems);
}

// A pipe, a terminal, /dev/null: written to as it stands, and never replaced.
bool IsSpecial(const fs::path& file) {
  std::error_code none;
  return fs::exists(file, none) && !fs::is_regular_file(file, none);
}

absl::Status WriteInPlace(const std::string& file, std::string_view bytes) {
  std::ofstream stream(file, std::ios::binary);
  if (stream << bytes << std::flush) return absl::OkStatus();
  return absl::ErrnoToStatus(errno, absl::StrCat("'", file, "' cannot be written"));
}

// False, and a line on standard error, where the file can't be written. Then what was there before still is.
bool WriteFile(const std::string& file, const std::function<void(std::ostream&)>& write) {
  std::ostringstream text;
  write(text);
  std::error_code none;
  const fs::path behind_links = fs::exists(file, none) ? fs::canonical(file, none) : fs::path(file);
  constexpr mode_t kForAll = 0666;  // but for what the umask takes away
  const absl::Status written =
      IsSpecial(file) ? WriteInPlace(file, text.str()) : ReplaceFile(behind_links, text.str(), kForAll);
  if (!written.ok()) std::cerr << written.message() << "\n";
  return written.ok();
}

// False, and a line on standard error, where what is to be written would take the place of what is read.
bool KeepsWhatItReads(const TestOptions& options) {
  std::vector<std::string> read = options.case_files;
  read.push_back(options.plugin);
  for (const std::string& written : {options.suggest_file, options.junit_file}) {
    for (const std::string& file : read) {
      std::error_code none;
      if (IsSpecial(written) || !fs::equivalent(written, file, none)) continue;
      std::cerr << written << " is " << file << ", which this test reads; write to another file\n";
      return false;
    }
  }
  return true;
}

// Whether both names are of one file, or would be once it is written.
bool AreOneFile(const fs::path& one, const fs::path& other) {
  std::error_code none;
  if (fs::equivalent(one, other, none)) return true;
  const auto whole = [&](const fs::path& path) { return fs::weakly_canonical(fs::absolute(path, none), none); };
  return !whole(one).empty() && whole(one) == whole(other);
}

// False, and a line on standard error, where one of the files that are to be written would take the place of the other.
bool KeepsWhatItWrites(const TestOptions& options) {
  if (IsSpecial(options.junit_file) || !AreOneFile(options.junit_file, options.suggest_file)) return true;
  std::cerr << "--junit " << options.junit_file << " and --suggest " << options.suggest_file
            << " are one file; write to two\n";
  return false;
}

// What the cases cover of each platform.
std::vector<Coverage> Cover(const PluginOutcome& plugin, std::span<const Result> results) {
  std::vector<Coverage> coverages;
  for (const auto& platform : plugin.platforms) {
    Coverage& coverage = coverages.emplace_back(*platform);
    for (const Result& result : results) {
      if (result.judged.platform == platform) coverage.Add(result.judged.stated, result.judged.expected);
    }
  }
  return coverages;
}

// Writes cases for what is not covered, and says how many.
bool WriteSuggestions(const std::string& file, const PluginOutcome& plugin, std::vector<Coverage> coverages) {
  std::vector<PlatformSuggestions> platforms;
  size_t cases = 0;
  size_t gaps = 0;
  for (size_t i = 0; i < coverages.size(); ++i) {
    platforms.push_back({plugin.platforms[i], Suggest(*plugin.platforms[i], &coverages[i])});
    cases += platforms.back().suggestions.size();
    gaps += coverages[i].Gaps().size();
  }
  if (!WriteFile(file, [&](std::ostream& out) { WriteCaseFile(plugin.file, platforms, out); })) return false;
  std::cout << cases << (cases == 1 ? " case" : " cases") << " suggested in " << file;
  if (gaps > 0) std::cout << "; with them there are " << gaps << " gaps left, and more cases when you ask again";
  std::cout << "\n";
  return true;
}

int RunTest(const TestOptions& options) {
  if (!KeepsWhatItReads(options) || !KeepsWhatItWrites(options)) return kExitUsage;
  const std::optional<PluginOutcome> plugin = FitPlugin(options.plugin, options.compilation.ForDeploying());
  if (!plugin) return kExitRefused;
  if (!HaveParameters(plugin->platforms, options.compilation.parameters)) return kExitUsage;
  Problems problems;
  std::vector<Case> cases = ReadCases(options, *plugin, &problems);
  if (!problems.empty()) {
    for (const std::string& problem : problems) std::cerr << problem << "\n";
    return kExitUsage;
  }
  const std::vector<Result> results = Judge(std::move(cases));
  PrintResults(results, std::cout);
  const std::vector<Coverage> coverages = Cover(*plugin, results);
  for (size_t i = 0; i < coverages.size(); ++i) PrintCoverage(*plugin->platforms[i], coverages[i], std::cout);
  const bool suggested = options.suggest_file.empty() || WriteSuggestions(options.suggest_file, *plugin, coverages);
  const bool written =
      options.junit_file.empty() || WriteFile(options.junit_file, [&](std::ostream& out) { WriteJUnit(results, out); });
  PrintSummary(results, std::cout);
  if (!suggested || !written) return kExitUsage;
  const bool passed = std::all_of(results.begin(), results.end(), [](const Result& result) { return result.passed(); });
  return passed ? kExitFine : kExitRefused;
}

}  // namespace

RunCommand AddTestOptions(CLI::App& command_line) {
  const auto options = std::make_shared<TestOptions>();
  command_line.add_option("FILE.so", options->plugin, "The plugin")->required();
  command_line.add_option("CASES", options->case_files, "Files of cases, YAML or JSON")->required();
  command_line.add_option("--junit", options->junit_file, "Write the results as JUnit XML to this file")
      ->type_name("FILE");
  command_line
      .add_option("--suggest", options->suggest_file, "Write cases for what no case covers to this file, for review")
      ->type_name("FILE");
  options->compilation.AddTo(command_line);
  command_line.footer(
      "A case is\n"
      "  - name: a colleague from another city\n"
      "    facts: {relationship.my_assessment: POSITIVE, relationship.worked_together: VIRTUALLY}\n"
      "    verdict: CONNECT             # or MEET_FIRST, DECLINE, NEEDS_INFORMATION, IMPOSSIBLE\n"
      "    rule: known_for_good_work    # the rest may be left out: rule, notes: [], without_notes: [],\n"
      "                                 # first_question, platform\n"
      "in a list named \"cases\".\n\n"
      "Exit status: 0 all cases pass, 1 some case fails or the plugin is refused, 2 the command line or a file of\n"
      "cases is wrong, and nothing was judged; or a file could not be written.");
  return [options] { return RunTest(*options); };
}

}  // namespace connection_advisor::tool
