// A shared library put together byte by byte: one that inspection takes, open to every change.
#ifndef TESTS_SERVICE_DEPLOYMENT_CRAFTED_ELF_H_
#define TESTS_SERVICE_DEPLOYMENT_CRAFTED_ELF_H_

#include <elf.h>

#include <cstdint>
#include <string>
#include <vector>

namespace connection_advisor::deployment {

// Where each table lies by default, in the file as in memory. The first half of the file is one read-only segment, the
// second a writable one.
inline constexpr uint64_t kNotesAt = 0x600;
inline constexpr uint64_t kHashAt = 0x700;
inline constexpr uint64_t kSymbolsAt = 0x800;
inline constexpr uint64_t kNamesAt = 0xC00;
inline constexpr uint64_t kHalf = 0x1000;
inline constexpr uint64_t kDynamicAt = 0x1000;
inline constexpr uint64_t kExportAt = 0x4800;
inline constexpr uint64_t kEnd = 0x5000;  // of what is loaded; one section header follows

struct CraftedNote {
  std::string owner;
  uint32_t type;
  std::vector<uint32_t> contents;
};

struct CraftedElf {
  CraftedElf();

  // Adds to the table of names.
  uint32_t Name(const std::string& name);
  // Adds to the dynamic section, before its end.
  void AddDynamic(int64_t tag, uint64_t value);
  // Adds a symbol that others find.
  void AddExport(const std::string& name);
  Elf64_Phdr& Segment(uint32_t type);
  Elf64_Dyn& Dynamic(int64_t tag);
  void Drop(uint32_t segment_type);
  void DropDynamic(int64_t tag);

  // The whole file. Sizes of the notes and of the table of names that are 0 are filled in.
  std::string File() const;

  Elf64_Ehdr header{};
  std::vector<Elf64_Phdr> segments;
  std::vector<CraftedNote> notes;
  std::vector<uint32_t> hash;      // empty: a GNU hash table in which all symbols but the first are found
  std::vector<Elf64_Sym> symbols;  // the first is empty, the second the plugin's export
  std::string names = std::string(1, '\0');
  std::vector<Elf64_Dyn> dynamic;  // the last ends it
};

}  // namespace connection_advisor::deployment

#endif  // TESTS_SERVICE_DEPLOYMENT_CRAFTED_ELF_H_
