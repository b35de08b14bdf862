#include "service/deployment/plugin_file.h"

#include <elf.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "service/deployment/sha256.h"

namespace connection_advisor::deployment {
namespace {

#if defined(__x86_64__)
constexpr uint16_t kThisMachine = EM_X86_64;
#elif defined(__aarch64__)
constexpr uint16_t kThisMachine = EM_AARCH64;
#else
#error "say which ELF machine this architecture is"
#endif

absl::Status SystemError(absl::string_view doing) { return absl::ErrnoToStatus(errno, doing); }

absl::Status WriteAll(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return SystemError("copying the file");
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

absl::string_view MachineName(uint16_t machine) {
  switch (machine) {
    case EM_X86_64:
      return "x86-64";
    case EM_AARCH64:
      return "AArch64";
    case EM_386:
      return "32-bit x86";
    case EM_ARM:
      return "32-bit ARM";
    case EM_RISCV:
      return "RISC-V";
    case EM_PPC64:
      return "PowerPC 64";
    case EM_S390:
      return "S/390";
    default:
      return "another architecture";
  }
}

absl::string_view FileTypeName(mode_t mode) {
  if (S_ISDIR(mode)) return "a directory";
  if (S_ISFIFO(mode)) return "a FIFO";
  return "a device";
}

absl::string_view ElfTypeName(uint16_t type) {
  switch (type) {
    case ET_REL:
      return "an object file";
    case ET_EXEC:
      return "an executable";
    case ET_CORE:
      return "a core dump";
    default:
      return "no shared library";
  }
}

// A linker writes the section headers last, so that a copy that was interrupted lacks them.
bool IsCutOff(const Elf64_Ehdr& header, uint64_t size) {
  const uint64_t section_headers = uint64_t{header.e_shnum} * header.e_shentsize;
  return header.e_shoff > size || section_headers > size - header.e_shoff;
}

}  // namespace

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  if (this != &other) {
    Close();
    number_ = other.Release();
  }
  return *this;
}

FileDescriptor::~FileDescriptor() { Close(); }

void FileDescriptor::Close() {
  if (is_open()) close(Release());
}

absl::StatusOr<PluginFile> PluginFile::Copy(const std::filesystem::path& path) {
  // Without O_NONBLOCK, opening a FIFO would wait for a writer.
  const FileDescriptor source(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!source.is_open()) return SystemError("opening the file");
  struct stat status;
  if (fstat(source.number(), &status) != 0) return SystemError("looking at the file");
  if (!S_ISREG(status.st_mode)) {
    return absl::InvalidArgumentError(
        absl::StrCat("it is ", FileTypeName(status.st_mode), "; a plugin is a regular file"));
  }

  absl::StatusOr<Writer> copy = Writer::Begin();
  if (!copy.ok()) return copy.status();
  std::array<char, 65536> chunk;
  for (;;) {
    const ssize_t count = read(source.number(), chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return SystemError("reading the file");
    if (count == 0) return (*std::move(copy)).Finish();
    const std::string_view bytes(chunk.data(), static_cast<size_t>(count));
    if (absl::Status appended = copy->Append(bytes); !appended.ok()) return appended;
  }
}

absl::StatusOr<PluginFile> PluginFile::Share() const {
  FileDescriptor shared(fcntl(descriptor(), F_DUPFD_CLOEXEC, 0));
  if (!shared.is_open()) return SystemError("holding the private copy once more");
  return PluginFile(std::move(shared), sha256_);
}

absl::StatusOr<PluginFile::Writer> PluginFile::Writer::Begin() {
  FileDescriptor copy(memfd_create("connection-advisor-plugin", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!copy.is_open()) return SystemError("making a private copy in memory");
  return Writer(std::move(copy));
}

absl::Status PluginFile::Writer::Append(std::string_view bytes) {
  size_ += bytes.size();
  if (size_ > kMaxPluginBytes) {
    return absl::InvalidArgumentError(absl::StrCat("it is larger than ", kMaxPluginBytes >> 20, " MiB"));
  }
  return WriteAll(copy_.number(), bytes);
}

absl::StatusOr<PluginFile> PluginFile::Writer::Finish() && {
  if (size_ == 0) return absl::InvalidArgumentError("it is empty");
  if (fcntl(copy_.number(), F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0) {
    return SystemError("sealing the private copy");
  }
  absl::StatusOr<std::string> sha256 = Sha256OfFile(copy_.number());
  if (!sha256.ok()) return sha256.status();
  return PluginFile(std::move(copy_), *std::move(sha256));
}

absl::Status PluginFile::Inspect() const {
  Elf64_Ehdr header;
  if (pread(descriptor(), &header, sizeof header, 0) != static_cast<ssize_t>(sizeof header) ||
      std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) {
    return absl::InvalidArgumentError("it is not a shared library (no ELF header)");
  }
  if (header.e_ident[EI_CLASS] != ELFCLASS64) {
    return absl::InvalidArgumentError("it is a 32-bit file; this host needs a 64-bit shared library");
  }
  if (header.e_ident[EI_DATA] != ELFDATA2LSB) {
    return absl::InvalidArgumentError("it is a big-endian file; this host is little-endian");
  }
  if (header.e_machine != kThisMachine) {
    return absl::InvalidArgumentError(absl::StrCat("it was built for ", MachineName(header.e_machine), " (ELF machine ",
                                                   header.e_machine, "); this host is ", MachineName(kThisMachine)));
  }
  if (header.e_type != ET_DYN) {
    return absl::InvalidArgumentError(
        absl::StrCat("it is ", ElfTypeName(header.e_type), "; a plugin is a shared library"));
  }
  struct stat status;
  if (fstat(descriptor(), &status) != 0) return SystemError("looking at the private copy");
  if (IsCutOff(header, static_cast<uint64_t>(status.st_size))) {
    return absl::InvalidArgumentError(absl::StrCat("it is cut off after ", status.st_size,
                                                   " bytes: copy it again, and rename it into place when done"));
  }
  return absl::OkStatus();
}

}  // namespace connection_advisor::deployment
