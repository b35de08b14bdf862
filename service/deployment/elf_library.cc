#include "service/deployment/elf_library.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace connection_advisor::deployment {
namespace {

#if defined(__x86_64__)
constexpr uint16_t kThisMachine = EM_X86_64;
#elif defined(__aarch64__)
constexpr uint16_t kThisMachine = EM_AARCH64;
#else
#error "say which ELF machine this architecture is"
#endif

// The largest alignment that a linker chooses by itself: a huge page.
constexpr uint64_t kMaxAlignment = uint64_t{2} << 20;
constexpr uint64_t kSmallestPage = 4096;

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

template <typename... What>
absl::Status Refuse(const What&... what) {
  return absl::InvalidArgumentError(absl::StrCat(what...));
}

// For what no linker writes.
template <typename... What>
absl::Status Damaged(const What&... what) {
  return Refuse("it is damaged: ", what..., "; copy it again, or build it again");
}

absl::Status CutOff(Bytes file) {
  return Refuse("it is cut off after ", file.size(), " bytes: copy it again, and rename it into place when done");
}

absl::Status CheckIdentity(const Elf64_Ehdr& header) {
  if (header.e_ident[EI_CLASS] != ELFCLASS64) {
    return Refuse("it is a 32-bit file; this host needs a 64-bit shared library: build it for ", ThisMachineName());
  }
  if (header.e_ident[EI_DATA] != ELFDATA2LSB) {
    return Refuse("it is a big-endian file; this host is little-endian: build it for ", ThisMachineName());
  }
  if (header.e_ident[EI_VERSION] != EV_CURRENT || header.e_version != EV_CURRENT) {
    return Damaged("its ELF version is not ", EV_CURRENT);
  }
  // GNU is SYSV with extensions of the linker: unique symbols, for one.
  if (header.e_ident[EI_OSABI] != ELFOSABI_SYSV && header.e_ident[EI_OSABI] != ELFOSABI_GNU) {
    return Refuse("it was built for another operating system (ELF OS/ABI ", int{header.e_ident[EI_OSABI]},
                  "): build it for Linux");
  }
  if (header.e_machine != kThisMachine) {
    return Refuse("it was built for ", MachineName(header.e_machine), " (ELF machine ", header.e_machine,
                  "); this host is ", ThisMachineName(), ": build it for that");
  }
  if (header.e_type != ET_DYN) {
    return Refuse("it is ", ElfTypeName(header.e_type), "; a plugin is a shared library: link it with -shared");
  }
  return absl::OkStatus();
}

// A linker writes the section headers last, so that a copy that was interrupted lacks them.
bool HasItsEnd(Bytes file, const Elf64_Ehdr& header) {
  return Part(file, header.e_shoff, uint64_t{header.e_shnum} * header.e_shentsize).has_value();
}

bool IsPowerOfTwo(uint64_t number) { return number != 0 && (number & (number - 1)) == 0; }

// OK if the linker can map it after segments that end at `*end`, which it moves on.
absl::Status CheckLoaded(const Elf64_Phdr& segment, size_t number, uint64_t* end) {
  if (segment.p_memsz < segment.p_filesz) {
    return Damaged("segment ", number, " has more bytes in the file than in memory");
  }
  if (!IsPowerOfTwo(segment.p_align) || segment.p_align < kSmallestPage || segment.p_align > kMaxAlignment ||
      (segment.p_vaddr - segment.p_offset) % segment.p_align != 0) {
    return Damaged("segment ", number, " is not aligned to pages");
  }
  if (segment.p_vaddr < *end) return Damaged("segment ", number, " overlaps the one before it, or is out of order");
  if (segment.p_memsz > ElfLibrary::kMaxMemoryBytes ||
      segment.p_vaddr > ElfLibrary::kMaxMemoryBytes - segment.p_memsz) {
    return Refuse("it takes more than ", ElfLibrary::kMaxMemoryBytes >> 20, " MiB of memory (segment ", number,
                  "); a plugin is a table of rules: take out what is so large");
  }
  *end = segment.p_vaddr + segment.p_memsz;
  return absl::OkStatus();
}

// What the linker follows besides, and what says how large it is.
struct Table {
  int64_t address;
  int64_t size;
  absl::string_view name;
};
constexpr Table kTables[] = {
    {DT_RELA, DT_RELASZ, "relocations"},
    {DT_RELR, DT_RELRSZ, "relative relocations"},
    {DT_JMPREL, DT_PLTRELSZ, "relocations of functions"},
    {DT_INIT_ARRAY, DT_INIT_ARRAYSZ, "constructors"},
    {DT_FINI_ARRAY, DT_FINI_ARRAYSZ, "destructors"},
};

}  // namespace

absl::string_view ThisMachineName() { return MachineName(kThisMachine); }

absl::StatusOr<ElfLibrary> ElfLibrary::Read(Bytes file) {
  const std::optional<Bytes> magic = Part(file, 0, SELFMAG);
  if (!magic || std::memcmp(magic->data(), ELFMAG, SELFMAG) != 0) {
    return Refuse("it is not a shared library (no ELF header)");
  }
  const auto header = At<Elf64_Ehdr>(file, 0);
  if (!header) return CutOff(file);
  if (absl::Status status = CheckIdentity(*header); !status.ok()) return status;
  if (!HasItsEnd(file, *header)) return CutOff(file);

  ElfLibrary library(file);
  if (absl::Status status = library.ReadSegments(*header); !status.ok()) return status;
  if (absl::Status status = library.CheckSegments(); !status.ok()) return status;
  if (absl::Status status = library.ReadDynamic(); !status.ok()) return status;
  if (absl::Status status = library.ReadNames(); !status.ok()) return status;
  if (absl::Status status = library.ReadSymbols(); !status.ok()) return status;
  if (absl::Status status = library.CheckTables(); !status.ok()) return status;
  return library;
}

absl::Status ElfLibrary::ReadSegments(const Elf64_Ehdr& header) {
  if (header.e_phnum == 0 || header.e_phentsize != sizeof(Elf64_Phdr)) return Damaged("it has no program headers");
  if (header.e_phnum > kMaxSegments) {
    return Damaged("it has ", header.e_phnum, " program headers; at most ", kMaxSegments, " are allowed");
  }
  const std::optional<Bytes> table = Part(file_, header.e_phoff, uint64_t{header.e_phnum} * sizeof(Elf64_Phdr));
  if (!table) return Damaged("its program headers lie outside the file");
  segments_.resize(header.e_phnum);
  std::memcpy(segments_.data(), table->data(), table->size());
  return absl::OkStatus();
}

absl::Status ElfLibrary::CheckSegments() const {
  uint64_t end = 0;
  size_t loaded = 0;
  for (size_t i = 0; i < segments_.size(); ++i) {
    const Elf64_Phdr& segment = segments_[i];
    if (segment.p_filesz > 0 && !Part(file_, segment.p_offset, segment.p_filesz)) {
      return Damaged("segment ", i, " ends outside the file");
    }
    if (segment.p_type == PT_LOAD) {
      if (absl::Status status = CheckLoaded(segment, i, &end); !status.ok()) return status;
      ++loaded;
    } else if (segment.p_type == PT_TLS && segment.p_memsz > kMaxMemoryBytes) {
      return Refuse("it takes more than ", kMaxMemoryBytes >> 20, " MiB of memory for each thread: take out what is so",
                    " large");
    }
  }
  if (loaded == 0) return Damaged("it has no segment to load");
  return absl::OkStatus();
}

std::optional<Bytes> ElfLibrary::LoadedFrom(uint64_t address) const {
  for (const Elf64_Phdr& segment : segments_) {
    if (segment.p_type != PT_LOAD || address < segment.p_vaddr) continue;
    const uint64_t offset = address - segment.p_vaddr;
    if (offset < segment.p_filesz) return Part(file_, segment.p_offset + offset, segment.p_filesz - offset);
  }
  return std::nullopt;
}

std::optional<Bytes> ElfLibrary::Loaded(uint64_t address, uint64_t size) const {
  const std::optional<Bytes> rest = LoadedFrom(address);
  return rest ? Part(*rest, 0, size) : std::nullopt;
}

bool ElfLibrary::HasMemory(uint64_t address, uint64_t size) const {
  return std::any_of(segments_.begin(), segments_.end(), [&](const Elf64_Phdr& segment) {
    return segment.p_type == PT_LOAD && address >= segment.p_vaddr && size <= segment.p_memsz &&
           address - segment.p_vaddr <= segment.p_memsz - size;
  });
}

absl::Status ElfLibrary::ReadDynamic() {
  const auto is_dynamic = [](const Elf64_Phdr& segment) { return segment.p_type == PT_DYNAMIC; };
  const auto segment = std::find_if(segments_.begin(), segments_.end(), is_dynamic);
  if (segment == segments_.end()) return Refuse("it has no dynamic section: link it with -shared, not with -static");
  if (std::any_of(segment + 1, segments_.end(), is_dynamic)) return Damaged("it has two dynamic sections");
  // The linker goes by the address.
  const std::optional<Bytes> entries = Loaded(segment->p_vaddr, segment->p_filesz);
  if (!entries || entries->data() != file_.data() + segment->p_offset) {
    return Damaged("its dynamic section is not loaded");
  }
  for (uint64_t offset = 0;; offset += sizeof(Elf64_Dyn)) {
    const auto entry = At<Elf64_Dyn>(*entries, offset);
    if (!entry) return Damaged("its dynamic section has no end");
    if (entry->d_tag == DT_NULL) return absl::OkStatus();
    if (dynamic_.size() == kMaxDynamicEntries) {
      return Damaged("its dynamic section has more than ", kMaxDynamicEntries, " entries");
    }
    dynamic_.push_back(*entry);
  }
}

std::optional<uint64_t> ElfLibrary::Dynamic(int64_t tag) const {
  const auto entry =
      std::find_if(dynamic_.rbegin(), dynamic_.rend(), [&](const Elf64_Dyn& one) { return one.d_tag == tag; });
  if (entry == dynamic_.rend()) return std::nullopt;
  return entry->d_un.d_val;
}

absl::Status ElfLibrary::ReadNames() {
  const std::optional<uint64_t> address = Dynamic(DT_STRTAB);
  const std::optional<Bytes> names = address ? Loaded(*address, Dynamic(DT_STRSZ).value_or(0)) : std::nullopt;
  if (!names || names->empty() || names->back() != std::byte{0}) return Damaged("its table of names is not whole");
  names_ = *names;
  return absl::OkStatus();
}

std::optional<absl::string_view> ElfLibrary::Name(uint64_t offset) const {
  if (offset >= names_.size()) return std::nullopt;
  const Bytes rest = names_.subspan(offset);
  const auto* begin = reinterpret_cast<const char*>(rest.data());
  return absl::string_view(begin, strnlen(begin, std::min(rest.size(), kMaxNameBytes)));
}

// The GNU hash table has one chain for each bucket, and the chains follow each other: the end of the one that begins
// last is the end of them all. The old kind of table says how many symbols there are. The linker prefers the former.
std::optional<uint64_t> ElfLibrary::SymbolCount() const {
  if (const std::optional<uint64_t> address = Dynamic(DT_GNU_HASH)) {
    struct Header {
      uint32_t bucket_count, first_symbol, filter_size, filter_shift;
    };
    const std::optional<Bytes> table = LoadedFrom(*address);
    const auto header = table ? At<Header>(*table, 0) : std::nullopt;
    if (!header) return std::nullopt;
    const uint64_t buckets_at = sizeof(Header) + uint64_t{header->filter_size} * sizeof(uint64_t);
    const uint64_t chains_at = buckets_at + uint64_t{header->bucket_count} * sizeof(uint32_t);
    if (!Part(*table, 0, chains_at)) return std::nullopt;
    uint32_t last = 0;
    for (uint64_t at = buckets_at; at < chains_at; at += sizeof(uint32_t)) {
      last = std::max(last, *At<uint32_t>(*table, at));
    }
    if (last == 0) return 0;  // all buckets are empty
    if (last < header->first_symbol) return std::nullopt;
    constexpr uint32_t kEndOfChain = 1;
    for (uint64_t symbol = last;; ++symbol) {
      const auto hash = At<uint32_t>(*table, chains_at + (symbol - header->first_symbol) * sizeof(uint32_t));
      if (!hash) return std::nullopt;
      if ((*hash & kEndOfChain) != 0) return symbol + 1;
    }
  }
  if (const std::optional<uint64_t> address = Dynamic(DT_HASH)) {
    const std::optional<Bytes> table = LoadedFrom(*address);
    const auto count = table ? At<uint32_t>(*table, sizeof(uint32_t)) : std::nullopt;
    return count ? std::optional<uint64_t>(*count) : std::nullopt;
  }
  return 0;
}

absl::Status ElfLibrary::ReadSymbols() {
  const std::optional<uint64_t> count = SymbolCount();
  if (!count) return Damaged("its hash table of symbols is not whole");
  if (*count == 0) return absl::OkStatus();
  const std::optional<uint64_t> address = Dynamic(DT_SYMTAB);
  const std::optional<Bytes> symbols = address ? Loaded(*address, *count * sizeof(Elf64_Sym)) : std::nullopt;
  if (!symbols || Dynamic(DT_SYMENT) != sizeof(Elf64_Sym)) return Damaged("its table of symbols is not whole");
  symbols_ = *symbols;
  return absl::OkStatus();
}

bool ElfLibrary::IsExport(const Elf64_Sym& symbol) {
  const int binding = ELF64_ST_BIND(symbol.st_info);
  const int visibility = ELF64_ST_VISIBILITY(symbol.st_other);
  return symbol.st_shndx != SHN_UNDEF && (binding == STB_GLOBAL || binding == STB_WEAK || binding == STB_GNU_UNIQUE) &&
         (visibility == STV_DEFAULT || visibility == STV_PROTECTED);
}

absl::Status ElfLibrary::CheckTables() const {
  for (const Table& table : kTables) {
    const std::optional<uint64_t> address = Dynamic(table.address);
    const uint64_t size = Dynamic(table.size).value_or(0);
    if (address && size > 0 && !Loaded(*address, size)) {
      return Damaged("its table of ", table.name, " is not whole");
    }
  }
  return absl::OkStatus();
}

}  // namespace connection_advisor::deployment
