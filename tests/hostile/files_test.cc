// Files that are not plugins of this machine.
#include <elf.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "plugins/tool/signing/signing_key.h"
#include "tests/hostile/hostile_directory.h"
#include "tests/scratch_directory.h"

namespace connection_advisor::hostile {
namespace {

using deployment::DeployFile;
using deployment::PluginOutcome;
using ::testing::AllOf;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

std::string BytesOf(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string ValidBytes() { return BytesOf(HostilePlugin("Valid")); }

// The valid plugin with another ELF header.
template <typename Change>
std::string WithHeader(Change change) {
  std::string bytes = ValidBytes();
  Elf64_Ehdr header;
  std::memcpy(&header, bytes.data(), sizeof header);
  change(header);
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes;
}

// The valid plugin with another of the segments that are loaded.
template <typename Change>
std::string WithSegment(Change change) {
  std::string bytes = ValidBytes();
  Elf64_Ehdr header;
  std::memcpy(&header, bytes.data(), sizeof header);
  for (size_t i = 0; i < header.e_phnum; ++i) {
    char* const at = bytes.data() + header.e_phoff + i * sizeof(Elf64_Phdr);
    Elf64_Phdr segment;
    std::memcpy(&segment, at, sizeof segment);
    if (segment.p_type != PT_LOAD) continue;
    change(segment);
    std::memcpy(at, &segment, sizeof segment);
    break;
  }
  return bytes;
}

class FilesTest : public ::testing::Test {
 protected:
  std::string CausesOfBytes(const std::string& bytes) const {
    return CausesOf(DeployFile(directory_.Write("file.so", bytes), Options()));
  }
  fs::path path(const std::string& name) const { return directory_ / name; }

  const ScratchDirectory directory_;
};

TEST_F(FilesTest, OfAnotherMachineAreRefusedByItsName) {
  EXPECT_THAT(CausesOfBytes(WithHeader([](Elf64_Ehdr& header) { header.e_machine = EM_S390; })),
              HasSubstr("it was built for S/390 (ELF machine 22); this host is "));
  EXPECT_THAT(CausesOfBytes(WithHeader([](Elf64_Ehdr& header) { header.e_machine = 60'000; })),
              HasSubstr("it was built for another architecture (ELF machine 60000)"));
}

TEST_F(FilesTest, OfAnotherWordSizeOrByteOrderAreRefused) {
  EXPECT_THAT(CausesOfBytes(WithHeader([](Elf64_Ehdr& header) { header.e_ident[EI_CLASS] = ELFCLASS32; })),
              HasSubstr("it is a 32-bit file"));
  EXPECT_THAT(CausesOfBytes(WithHeader([](Elf64_Ehdr& header) { header.e_ident[EI_DATA] = ELFDATA2MSB; })),
              HasSubstr("it is a big-endian file"));
}

TEST_F(FilesTest, ThatAreNoSharedLibraryAreRefusedByWhatTheyAre) {
  const auto of_type = [&](uint16_t type) {
    return CausesOfBytes(WithHeader([&](Elf64_Ehdr& header) { header.e_type = type; }));
  };
  EXPECT_THAT(of_type(ET_EXEC), HasSubstr("it is an executable; a plugin is a shared library"));
  EXPECT_THAT(of_type(ET_REL), HasSubstr("it is an object file; a plugin is a shared library"));
  EXPECT_THAT(of_type(ET_CORE), HasSubstr("it is a core dump; a plugin is a shared library"));
  EXPECT_THAT(CausesOfBytes("no library at all"), HasSubstr("it is not a shared library (no ELF header)"));
  EXPECT_THAT(CausesOfBytes(""), HasSubstr("it is empty"));
}

TEST_F(FilesTest, ThatAreNoRegularFilesAreRefusedWithoutWaiting) {
  fs::create_directory(path("directory.so"));
  ASSERT_EQ(mkfifo(path("fifo.so").c_str(), 0600), 0);
  const int listener = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
  path("socket.so").string().copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  fs::create_symlink("/dev/null", path("device.so"));
  fs::create_symlink("nowhere", path("dangling.so"));

  EXPECT_THAT(CausesOf(DeployFile(path("directory.so"), Options())), HasSubstr("it is a directory"));
  EXPECT_THAT(CausesOf(DeployFile(path("fifo.so"), Options())), HasSubstr("it is a FIFO"));
  EXPECT_THAT(CausesOf(DeployFile(path("socket.so"), Options())), HasSubstr("it is a socket"));
  EXPECT_THAT(CausesOf(DeployFile(path("device.so"), Options())), HasSubstr("it is a device"));
  EXPECT_THAT(CausesOf(DeployFile(path("dangling.so"), Options())), HasSubstr("opening the file"));
  close(listener);
}

TEST_F(FilesTest, ThatAreTooLargeAreRefused) {
  directory_.Write("large.so", "");
  fs::resize_file(path("large.so"), (64u << 20) + 1);
  EXPECT_THAT(CausesOf(DeployFile(path("large.so"), Options())), HasSubstr("it is larger than 64 MiB"));
}

TEST_F(FilesTest, ThatAreCutOffAreRefusedWhereverTheyEnd) {
  const std::string whole = ValidBytes();
  constexpr size_t kStep = 64;
  for (size_t size = kStep; size < whole.size(); size += kStep) {
    const std::string causes = CausesOfBytes(whole.substr(0, size));
    ASSERT_THAT(causes, HasSubstr("it is cut off after")) << size << " of " << whole.size() << " bytes";
  }
  EXPECT_THAT(CausesOfBytes(whole.substr(0, whole.size() - 1)), HasSubstr("it is cut off after"));
}

TEST_F(FilesTest, WithSegmentsThatTheyDoNotHaveAreRefused) {
  EXPECT_THAT(CausesOfBytes(WithSegment([](Elf64_Phdr& segment) { segment.p_filesz = segment.p_memsz = 1 << 30; })),
              HasSubstr("ends outside the file"));
  EXPECT_THAT(CausesOfBytes(WithSegment([](Elf64_Phdr& segment) { segment.p_offset += uint64_t{1} << 40; })),
              HasSubstr("ends outside the file"));
  EXPECT_THAT(CausesOfBytes(WithSegment([](Elf64_Phdr& segment) { segment.p_memsz = uint64_t{1} << 46; })),
              HasSubstr("it takes more than 256 MiB of memory"));
}

TEST_F(FilesTest, WithoutAGoodSignatureAreRefusedWhereOneIsRequired) {
  const tool::SigningKey release = tool::SigningKey::Make().value();
  const std::string bytes = ValidBytes();
  const std::string good = release.Sign(std::as_bytes(std::span(bytes))).value();
  const auto keys = deployment::TrustedKeys::Read(directory_.Write("release.pem", release.PublicPem()),
                                                  deployment::Permissions::kUnchecked);
  ASSERT_TRUE(keys.ok()) << keys.status();
  deployment::DeployOptions options = Options();
  options.signatures = {deployment::SignaturePolicy::kRequire, std::make_shared<deployment::TrustedKeys>(*keys)};
  const fs::path file = directory_.Write("file.so", bytes);

  EXPECT_THAT(CausesOf(DeployFile(file, options)), HasSubstr("it is not signed"));
  directory_.Write("file.so.sig", std::string(64, '\0'));
  EXPECT_THAT(CausesOf(DeployFile(file, options)), HasSubstr("its signature is of other bytes"));
  directory_.Write("file.so.sig", good.substr(0, 63));
  EXPECT_THAT(CausesOf(DeployFile(file, options)), HasSubstr("its signature has fewer than the 64 bytes"));
  directory_.Write("file.so.sig", good);
  const PluginOutcome outcome = DeployFile(file, options);
  EXPECT_EQ(CausesOf(outcome), "");
  EXPECT_THAT(outcome.signed_by, HasSubstr("release.pem"));
  directory_.Write("file.so", bytes + "x");
  EXPECT_THAT(CausesOf(DeployFile(file, options)), HasSubstr("its signature is of other bytes"));
}

TEST_F(FilesTest, WithDamageAreRefusedOrCompiledButEndNobody) {
  const std::string whole = ValidBytes();
  uint32_t state = 1;
  const auto random = [&] { return state = state * 1664525 + 1013904223; };
  constexpr int kFiles = 40;
  for (int file = 0; file < kFiles; ++file) {
    std::string bytes = whole;
    for (int flip = 0; flip < 3; ++flip) {
      const uint32_t bit = random() / 7 % static_cast<uint32_t>(bytes.size() * 8);
      bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ 1 << bit % 8);
    }
    directory_.Write("damaged.so", bytes);
    const PluginOutcome outcome = DeployFile(path("damaged.so"), Options());
    EXPECT_NE(outcome.refused(), !outcome.platforms.empty());
  }
}

TEST_F(FilesTest, AreCompiledAsTheyWereWhenTheyWereOpened) {
  fs::copy(HostilePlugin("Valid"), directory_.path());
  const fs::path file = path("Valid.so");
  const PluginOutcome before = DeployFile(file, Options());
  directory_.Write("Valid.so", "overwritten in place");
  const PluginOutcome after = DeployFile(file, Options());
  EXPECT_EQ(CausesOf(before), "");
  EXPECT_THAT(CausesOf(after), HasSubstr("no ELF header")) << "the same path is looked at anew";
  EXPECT_EQ(before.platforms.at(0)->rules.size(), 6u) << "and what was compiled needs the file no more";
}

TEST_F(FilesTest, NameTheCompilerWhereThereIsNone) {
  deployment::DeployOptions options = Options();
  options.compiler = path("advisor-plugin");
  EXPECT_THAT(CausesOf(DeployFile(HostilePlugin("Valid"), options)),
              AllOf(HasSubstr("cannot be started: No such file or directory"), HasSubstr(options.compiler.string())));
}

}  // namespace
}  // namespace connection_advisor::hostile
