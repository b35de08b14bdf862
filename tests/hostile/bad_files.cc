#include "tests/hostile/bad_files.h"

#include <elf.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <ostream>

#include "absl/strings/str_cat.h"
#include "tests/hostile/hostile_directory.h"

namespace connection_advisor::hostile {
namespace {

namespace fs = std::filesystem;

// The valid plugin with another ELF header.
template <typename Change>
std::string WithHeader(Change change) {
  std::string bytes = ValidPlugin();
  Elf64_Ehdr header;
  std::memcpy(&header, bytes.data(), sizeof header);
  change(header);
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes;
}

std::string OfMachine(uint16_t machine) {
  return WithHeader([&](Elf64_Ehdr& header) { header.e_machine = machine; });
}
std::string OfType(uint16_t type) {
  return WithHeader([&](Elf64_Ehdr& header) { header.e_type = type; });
}
std::string WithIdentity(int index, unsigned char value) {
  return WithHeader([&](Elf64_Ehdr& header) { header.e_ident[index] = value; });
}

// The valid plugin with another of the segments that are loaded.
template <typename Change>
std::string WithSegment(Change change) {
  std::string bytes = ValidPlugin();
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

}  // namespace

void PrintTo(const BadFile& file, std::ostream* out) { *out << file.name; }

std::string ValidPlugin() { return BytesOf(HostilePlugin("Valid")); }

std::vector<BadFile> BadFiles() {
  return {
      {"OfAnotherMachine", OfMachine(EM_S390), "it was built for S/390 (ELF machine 22); this host is "},
      {"OfAnUnknownMachine", OfMachine(60'000), "it was built for another architecture (ELF machine 60000)"},
      {"Of32Bits", WithIdentity(EI_CLASS, ELFCLASS32), "it is a 32-bit file"},
      {"BigEndian", WithIdentity(EI_DATA, ELFDATA2MSB), "it is a big-endian file"},
      {"Executable", OfType(ET_EXEC), "it is an executable; a plugin is a shared library"},
      {"ObjectFile", OfType(ET_REL), "it is an object file; a plugin is a shared library"},
      {"CoreDump", OfType(ET_CORE), "it is a core dump; a plugin is a shared library"},
      {"Text", "no library at all", "it is not a shared library (no ELF header)"},
      {"Empty", "", "it is empty"},
      {"SegmentPastTheEnd", WithSegment([](Elf64_Phdr& segment) { segment.p_filesz = segment.p_memsz = 1 << 30; }),
       "ends outside the file"},
      {"SegmentFarPastTheEnd", WithSegment([](Elf64_Phdr& segment) { segment.p_offset += uint64_t{1} << 40; }),
       "ends outside the file"},
      {"SegmentOfTerabytes", WithSegment([](Elf64_Phdr& segment) { segment.p_memsz = uint64_t{1} << 46; }),
       "it takes more than 256 MiB of memory"},
  };
}

std::vector<BadFile> CutOffFiles() {
  constexpr size_t kStep = 64;
  const std::string whole = ValidPlugin();
  std::vector<BadFile> files;
  const auto cut_at = [&](size_t size) {
    files.push_back({absl::StrCat("CutOffAt", size), whole.substr(0, size), "it is cut off after"});
  };
  for (size_t size = kStep; size < whole.size() - 1; size += kStep) cut_at(size);
  cut_at(whole.size() - 1);
  return files;
}

std::vector<std::string> DamagedFiles(int count) {
  const std::string whole = ValidPlugin();
  uint32_t state = 1;
  const auto random = [&] { return state = state * 1664525 + 1013904223; };
  std::vector<std::string> files(static_cast<size_t>(count), whole);
  for (std::string& bytes : files) {
    for (int flip = 0; flip < 3; ++flip) {
      const uint32_t bit = random() / 7 % static_cast<uint32_t>(bytes.size() * 8);
      bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ 1 << bit % 8);
    }
  }
  return files;
}

UnreadableFiles::UnreadableFiles(const fs::path& directory)
    : causes_{{"directory.so", "it is a directory"}, {"fifo.so", "it is a FIFO"},
              {"socket.so", "it is a socket"},       {"device.so", "it is a device"},
              {"dangling.so", "opening the file"},   {"large.so", "it is larger than 64 MiB"}},
      listener_(socket(AF_UNIX, SOCK_STREAM, 0)) {
  fs::create_directory(directory / "directory.so");
  mkfifo((directory / "fifo.so").c_str(), 0600);
  sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
  const std::string place = directory / "socket.so";
  std::copy_n(place.c_str(), std::min(place.size(), sizeof address.sun_path - 1), address.sun_path);
  // Where it fails there is no such file, and the test says so.
  static_cast<void>(bind(listener_.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address));
  fs::create_symlink("/dev/null", directory / "device.so");
  fs::create_symlink("nowhere", directory / "dangling.so");
  std::ofstream(directory / "large.so").close();
  fs::resize_file(directory / "large.so", (uintmax_t{64} << 20) + 1);
}

}  // namespace connection_advisor::hostile
