#include "tests/service/deployment/crafted_elf.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "connection_advisor/plugin_abi.h"

namespace connection_advisor::deployment {
namespace {

#if defined(__x86_64__)
constexpr uint16_t kMachine = EM_X86_64;
#else
constexpr uint16_t kMachine = EM_AARCH64;
#endif

constexpr uint64_t kPage = 4096;

template <typename T>
void Put(std::string& file, uint64_t offset, const T* values, size_t count) {
  if (count > 0) std::memcpy(file.data() + offset, values, count * sizeof(T));
}

std::string Padded(std::string text) {
  text.resize((text.size() + 3) / 4 * 4);
  return text;
}

std::string BytesOf(const CraftedNote& note) {
  const std::string owner = note.owner + '\0';
  const Elf64_Nhdr header = {static_cast<uint32_t>(owner.size()), static_cast<uint32_t>(note.contents.size() * 4),
                             note.type};
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
  bytes += Padded(owner);
  return bytes.append(reinterpret_cast<const char*>(note.contents.data()), note.contents.size() * 4);
}

Elf64_Phdr SegmentOf(uint32_t type, uint32_t flags, uint64_t at, uint64_t size, uint64_t alignment) {
  return {.p_type = type,
          .p_flags = flags,
          .p_offset = at,
          .p_vaddr = at,
          .p_paddr = at,
          .p_filesz = size,
          .p_memsz = size,
          .p_align = alignment};
}

// All symbols but the first in one chain.
std::vector<uint32_t> GnuHash(size_t symbol_count) {
  std::vector<uint32_t> table = {1, 1, 1, 0, ~0u, ~0u, symbol_count > 1 ? 1u : 0u};
  for (size_t symbol = 1; symbol < symbol_count; ++symbol) table.push_back(symbol + 1 == symbol_count ? 1 : 0);
  return table;
}

}  // namespace

CraftedElf::CraftedElf() {
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_ident[EI_VERSION] = EV_CURRENT;
  header.e_type = ET_DYN;
  header.e_machine = kMachine;
  header.e_version = EV_CURRENT;
  header.e_phoff = sizeof header;
  header.e_shoff = kEnd;
  header.e_ehsize = sizeof header;
  header.e_phentsize = sizeof(Elf64_Phdr);
  header.e_shentsize = sizeof(Elf64_Shdr);
  header.e_shnum = 1;

  notes = {{ADVISOR_NOTE_OWNER, ADVISOR_ABI_NOTE_TYPE, {ADVISOR_ABI_MAJOR, ADVISOR_ABI_MINOR, sizeof(advisor_plugin)}}};
  symbols.emplace_back();
  AddExport(ADVISOR_PLUGIN_SYMBOL);
  dynamic.emplace_back();  // DT_NULL
  AddDynamic(DT_STRTAB, kNamesAt);
  AddDynamic(DT_STRSZ, 0);  // once it is known
  AddDynamic(DT_SYMTAB, kSymbolsAt);
  AddDynamic(DT_SYMENT, sizeof(Elf64_Sym));
  AddDynamic(DT_GNU_HASH, kHashAt);
  segments = {SegmentOf(PT_LOAD, PF_R | PF_X, 0, kHalf, kPage),
              SegmentOf(PT_LOAD, PF_R | PF_W, kHalf, kEnd - kHalf, kPage),
              SegmentOf(PT_DYNAMIC, PF_R | PF_W, kDynamicAt, kExportAt - kDynamicAt, 8),
              SegmentOf(PT_NOTE, PF_R, kNotesAt, 0, 4), SegmentOf(PT_GNU_STACK, PF_R | PF_W, 0, 0, 16)};
}

uint32_t CraftedElf::Name(const std::string& name) {
  const auto at = static_cast<uint32_t>(names.size());
  names += name + '\0';
  return at;
}

void CraftedElf::AddDynamic(int64_t tag, uint64_t value) {
  Elf64_Dyn entry{};
  entry.d_tag = tag;
  entry.d_un.d_val = value;
  dynamic.insert(dynamic.end() - 1, entry);
}

void CraftedElf::AddExport(const std::string& name) {
  symbols.push_back({.st_name = Name(name),
                     .st_info = ELF64_ST_INFO(STB_GLOBAL, STT_OBJECT),
                     .st_other = STV_DEFAULT,
                     .st_shndx = 1,
                     .st_value = kExportAt,
                     .st_size = sizeof(advisor_plugin)});
}

Elf64_Phdr& CraftedElf::Segment(uint32_t type) {
  for (Elf64_Phdr& segment : segments) {
    if (segment.p_type == type) return segment;
  }
  std::abort();
}

Elf64_Dyn& CraftedElf::Dynamic(int64_t tag) {
  for (Elf64_Dyn& entry : dynamic) {
    if (entry.d_tag == tag) return entry;
  }
  std::abort();
}

void CraftedElf::Drop(uint32_t segment_type) {
  std::erase_if(segments, [&](const Elf64_Phdr& segment) { return segment.p_type == segment_type; });
}

void CraftedElf::DropDynamic(int64_t tag) {
  std::erase_if(dynamic, [&](const Elf64_Dyn& entry) { return entry.d_tag == tag; });
}

std::string CraftedElf::File() const {
  CraftedElf whole = *this;
  if (whole.header.e_phnum == 0) whole.header.e_phnum = static_cast<uint16_t>(segments.size());
  for (Elf64_Dyn& entry : whole.dynamic) {
    if (entry.d_tag == DT_STRSZ && entry.d_un.d_val == 0) entry.d_un.d_val = names.size();
  }
  std::string note_bytes;
  for (const CraftedNote& note : notes) note_bytes += BytesOf(note);
  for (Elf64_Phdr& segment : whole.segments) {
    if (segment.p_type == PT_NOTE && segment.p_filesz == 0) segment.p_filesz = segment.p_memsz = note_bytes.size();
  }
  std::string file(kEnd + sizeof(Elf64_Shdr), '\0');
  Put(file, 0, &whole.header, 1);
  Put(file, sizeof(Elf64_Ehdr), whole.segments.data(), whole.segments.size());
  Put(file, kNotesAt, note_bytes.data(), note_bytes.size());
  const std::vector<uint32_t> table = hash.empty() ? GnuHash(symbols.size()) : hash;
  Put(file, kHashAt, table.data(), table.size());
  Put(file, kSymbolsAt, symbols.data(), symbols.size());
  Put(file, kNamesAt, names.data(), names.size());
  Put(file, kDynamicAt, whole.dynamic.data(), whole.dynamic.size());
  return file;
}

}  // namespace connection_advisor::deployment
