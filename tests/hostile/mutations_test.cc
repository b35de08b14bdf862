// Plugin files that were damaged at random, through inspection and, those that pass it, through the compiler.
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/deployment/elf_inspection.h"
#include "tests/fuzz/elf_mutator.h"
#include "tests/fuzz/mutation_count.h"
#include "tests/hostile/hostile_directory.h"
#include "tests/scratch_directory.h"

namespace connection_advisor::hostile {
namespace {

namespace fs = std::filesystem;

using fuzz::MutationCount;
using fuzz::Random;

// The same file for the same number, always: written in C, stripped, in C++, and a real one.
std::string Mutated(uint32_t number) {
  static const std::vector<std::string> wholes = {BytesOf(HostilePlugin("Minimal")), BytesOf(HostilePlugin("Stripped")),
                                                  BytesOf(HostilePlugin("Valid")), BytesOf(FACEBOOK_PLUGIN)};
  std::string file = wholes[number % wholes.size()];
  Random random(number);
  for (uint32_t change = random.Below(3); change < 3; ++change) fuzz::MutateElf(file, random);
  return file;
}

absl::Status Inspect(const std::string& file) { return deployment::InspectElf(std::as_bytes(std::span(file))); }

// The first words of a cause: what kind of cause it is.
std::string KindOf(const std::string& cause) {
  const std::vector<std::string> words = absl::StrSplit(cause, absl::MaxSplits(' ', 3));
  return absl::StrCat(words[0], " ", words.size() > 1 ? words[1] : "", " ", words.size() > 2 ? words[2] : "");
}

void Print(const std::map<std::string, uint32_t>& counts) {
  for (const auto& [kind, count] : counts) std::cout << "  " << count << "  " << kind << "\n";
}

TEST(MutationsTest, PassInspectionOrAreRefusedByCauses) {
  const uint32_t mutations = MutationCount(20'000, 1);
  std::map<std::string, uint32_t> kinds;
  uint32_t passed = 0;
  for (uint32_t number = 0; number < mutations; ++number) {
    const absl::Status status = Inspect(Mutated(number));
    if (status.ok()) {
      ++passed;
      continue;
    }
    ASSERT_TRUE(absl::IsInvalidArgument(status)) << number << ": " << status;
    ASSERT_FALSE(status.message().empty()) << number;
    ASSERT_LT(status.message().size(), 1u << 20) << number << ": a cause grows with the file";
    for (const auto& cause : absl::StrSplit(status.message(), '\n')) ++kinds[KindOf(std::string(cause))];
  }
  // Both happen, or this tests nothing.
  EXPECT_GT(passed, mutations / 20);
  EXPECT_LT(passed, mutations * 9 / 10);
  std::cout << mutations << " files inspected: " << passed << " passed; the causes by how they begin:\n";
  Print(kinds);
}

size_t Count(const fs::path& directory) {
  return static_cast<size_t>(std::distance(fs::directory_iterator(directory), {}));
}

size_t Mappings() {
  std::ifstream maps("/proc/self/maps");
  return static_cast<size_t>(std::count(std::istreambuf_iterator<char>(maps), {}, '\n'));
}

TEST(MutationsTest, ThatPassInspectionHarmNobodyButTheirCompilation) {
  const uint32_t wanted = MutationCount(40, 100);
  const ScratchDirectory directory;
  deployment::DeployOptions options = Options(std::chrono::milliseconds(1500));
  std::map<std::string, uint32_t> kinds;
  size_t descriptors = 0;
  size_t mappings = 0;
  uint32_t compiled = 0;
  for (uint32_t number = 0; compiled < wanted; ++number) {
    const std::string file = Mutated(number);
    if (!Inspect(file).ok()) continue;
    const deployment::PluginOutcome outcome = DeployFile(directory.Write("mutated.so", file), options);
    ASSERT_NE(outcome.refused(), !outcome.platforms.empty()) << number;
    ++kinds[outcome.refused() ? KindOf(outcome.causes[0]) : "served"];
    // The first few fill what is filled once.
    if (++compiled == wanted / 4) {
      descriptors = Count("/proc/self/fd");
      mappings = Mappings();
    }
  }
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1) << "a child is left";
  EXPECT_EQ(errno, ECHILD);
  EXPECT_EQ(Count("/proc/self/fd"), descriptors);
  EXPECT_EQ(Count("/proc/self/task"), 1u);
#ifdef __SANITIZE_ADDRESS__
  constexpr size_t kRoom = 1000;  // for an allocator that keeps for a while what was given back
#else
  constexpr size_t kRoom = 16;  // for an allocator that takes and gives back
#endif
  EXPECT_LE(Mappings(), mappings + kRoom);
  std::cout << wanted << " files compiled; what came of them, the causes by how they begin:\n";
  Print(kinds);
}

}  // namespace
}  // namespace connection_advisor::hostile
