#include "tests/fuzz/elf_mutator.h"

#include <elf.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <vector>

namespace connection_advisor::fuzz {
namespace {

// A part of the file that is a row of numbers of one width.
struct Table {
  uint64_t offset;
  uint64_t size;
  uint64_t width;
};

template <typename T>
std::optional<T> At(const std::string& file, uint64_t offset) {
  if (offset > file.size() || file.size() - offset < sizeof(T)) return std::nullopt;
  T value;
  std::memcpy(&value, file.data() + offset, sizeof(T));
  return value;
}

// What the dynamic linker goes by, as far as it is there: the headers, the dynamic section, what that points at (in a
// library as linkers write it, the first segment is loaded at its own offset), and the notes.
std::vector<Table> Tables(const std::string& file) {
  std::vector<Table> tables = {{0, sizeof(Elf64_Ehdr), 2}, {0, sizeof(Elf64_Ehdr), 8}};
  const auto header = At<Elf64_Ehdr>(file, 0);
  if (!header) return tables;
  for (uint32_t i = 0; i < header->e_phnum; ++i) {
    const uint64_t offset = header->e_phoff + i * sizeof(Elf64_Phdr);
    const auto segment = At<Elf64_Phdr>(file, offset);
    if (!segment) break;
    tables.push_back({offset, sizeof(Elf64_Phdr), 8});
    tables.push_back({offset, 8, 4});
    if (segment->p_type == PT_NOTE) tables.push_back({segment->p_offset, segment->p_filesz, 4});
    if (segment->p_type != PT_DYNAMIC) continue;
    tables.push_back({segment->p_offset, segment->p_filesz, 8});
    for (uint64_t at = segment->p_offset; at < segment->p_offset + segment->p_filesz; at += sizeof(Elf64_Dyn)) {
      const auto entry = At<Elf64_Dyn>(file, at);
      if (!entry || entry->d_tag == DT_NULL) break;
      constexpr uint64_t kMuch = 2048;
      if (entry->d_tag == DT_SYMTAB || entry->d_tag == DT_RELA) tables.push_back({entry->d_un.d_ptr, kMuch, 8});
      if (entry->d_tag == DT_GNU_HASH || entry->d_tag == DT_HASH) tables.push_back({entry->d_un.d_ptr, kMuch, 4});
      if (entry->d_tag == DT_STRTAB) tables.push_back({entry->d_un.d_ptr, kMuch, 1});
    }
  }
  return tables;
}

uint32_t SizeOf(const std::string& file) { return static_cast<uint32_t>(file.size()); }

void FlipBits(std::string& file, Random& random) {
  for (uint32_t flips = 1 + random.Below(4); flips > 0; --flips) {
    const uint32_t at = random.Below(SizeOf(file));
    file[at] = static_cast<char>(file[at] ^ 1 << random.Below(8));
  }
}

void Cut(std::string& file, Random& random) { file.resize(random.Below(SizeOf(file))); }

void OverwriteABlock(std::string& file, Random& random) {
  const uint32_t size = std::min(1 + random.Below(256), SizeOf(file));
  const uint32_t to = random.Below(SizeOf(file) - size + 1);
  if (random.OneIn(2)) {
    std::memmove(file.data() + to, file.data() + random.Below(SizeOf(file) - size + 1), size);
  } else {
    std::memset(file.data() + to, random.OneIn(2) ? 0 : 0xFF, size);
  }
}

void ChangeAField(std::string& file, Random& random) {
  const std::vector<Table> tables = Tables(file);
  const Table& table = tables[random.Below(static_cast<uint32_t>(tables.size()))];
  const uint64_t fields = std::min<uint64_t>(table.size, file.size()) / table.width;
  const uint64_t at = table.offset + random.Below(static_cast<uint32_t>(fields)) * table.width;
  if (at > file.size() || file.size() - at < table.width) return;
  int64_t number = 0;
  std::memcpy(&number, file.data() + at, table.width);
  number = random.OneIn(8) ? static_cast<int64_t>(file.size()) : random.Near(number);
  if (random.OneIn(16)) number <<= 32;
  std::memcpy(file.data() + at, &number, table.width);
}

// Of two program headers or entries of the dynamic section.
void ExchangeRows(std::string& file, Random& random) {
  const auto header = At<Elf64_Ehdr>(file, 0);
  if (!header || header->e_phnum == 0) return;
  const uint64_t first = header->e_phoff + random.Below(header->e_phnum) * sizeof(Elf64_Phdr);
  const uint64_t second = header->e_phoff + random.Below(header->e_phnum) * sizeof(Elf64_Phdr);
  const auto a = At<Elf64_Phdr>(file, first);
  const auto b = At<Elf64_Phdr>(file, second);
  if (!a || !b) return;
  std::memcpy(file.data() + first, &*b, sizeof *b);
  if (random.OneIn(2)) std::memcpy(file.data() + second, &*a, sizeof *a);
}

}  // namespace

void MutateElf(std::string& file, Random& random) {
  if (file.empty()) file.push_back('\x7F');
  switch (random.Below(16)) {
    case 0:
      return Cut(file, random);
    case 1:
      return OverwriteABlock(file, random);
    case 2:
      return ExchangeRows(file, random);
    case 3:
    case 4:
    case 5:
      return FlipBits(file, random);
    default:
      return ChangeAField(file, random);
  }
}

}  // namespace connection_advisor::fuzz
