#include "tests/plugins/platforms/elf_file.h"

#include <elf.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>

namespace connection_advisor {
namespace {

class Bytes {
 public:
  explicit Bytes(const std::string& path) : path_(path) {
    std::ifstream file(path, std::ios::binary);
    bytes_.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }

  template <typename T>
  T At(size_t offset) const {
    if (offset > bytes_.size() || bytes_.size() - offset < sizeof(T)) Die();
    T value;
    std::memcpy(&value, bytes_.data() + offset, sizeof(T));
    return value;
  }

  std::string StringAt(size_t offset) const {
    if (offset >= bytes_.size()) Die();
    return std::string(bytes_.c_str() + offset);
  }

 private:
  [[noreturn]] void Die() const {
    std::fprintf(stderr, "%s is no shared library that this test can read\n", path_.c_str());
    std::abort();
  }

  std::string path_;
  std::string bytes_;
};

void ReadSegments(const Bytes& bytes, const Elf64_Ehdr& header, ElfFile& elf) {
  for (size_t i = 0; i < header.e_phnum; ++i) {
    const auto segment = bytes.At<Elf64_Phdr>(header.e_phoff + i * header.e_phentsize);
    if (segment.p_type == PT_GNU_RELRO) elf.has_relro = true;
    if (segment.p_type == PT_GNU_STACK) elf.has_executable_stack = (segment.p_flags & PF_X) != 0;
  }
}

void ReadDynamicSection(const Bytes& bytes, const Elf64_Shdr& section, const Elf64_Shdr& strings, ElfFile& elf) {
  for (size_t offset = 0; offset < section.sh_size; offset += sizeof(Elf64_Dyn)) {
    const auto entry = bytes.At<Elf64_Dyn>(section.sh_offset + offset);
    switch (entry.d_tag) {
      case DT_NEEDED:
        elf.needed.push_back(bytes.StringAt(strings.sh_offset + entry.d_un.d_val));
        break;
      case DT_RPATH:
      case DT_RUNPATH:
        elf.has_run_path = true;
        break;
      case DT_TEXTREL:
        elf.has_text_relocations = true;
        break;
      case DT_BIND_NOW:
        elf.binds_now = true;
        break;
      case DT_FLAGS:
        elf.binds_now = elf.binds_now || (entry.d_un.d_val & DF_BIND_NOW) != 0;
        elf.has_text_relocations = elf.has_text_relocations || (entry.d_un.d_val & DF_TEXTREL) != 0;
        break;
      default:
        break;
    }
  }
}

void ReadDynamicSymbols(const Bytes& bytes, const Elf64_Shdr& section, const Elf64_Shdr& strings, ElfFile& elf) {
  for (size_t offset = 0; offset < section.sh_size; offset += sizeof(Elf64_Sym)) {
    const auto symbol = bytes.At<Elf64_Sym>(section.sh_offset + offset);
    if (symbol.st_shndx == SHN_UNDEF) continue;
    if (elf.exports.empty()) elf.export_is_object = ELF64_ST_TYPE(symbol.st_info) == STT_OBJECT;
    elf.exports.push_back(bytes.StringAt(strings.sh_offset + symbol.st_name));
  }
}

}  // namespace

ElfFile ReadElfFile(const std::string& path) {
  const Bytes bytes(path);
  const auto header = bytes.At<Elf64_Ehdr>(0);
  ElfFile elf;
  ReadSegments(bytes, header, elf);
  const auto section_at = [&](size_t i) { return bytes.At<Elf64_Shdr>(header.e_shoff + i * header.e_shentsize); };
  for (size_t i = 0; i < header.e_shnum; ++i) {
    const Elf64_Shdr section = section_at(i);
    if (section.sh_type == SHT_DYNAMIC) ReadDynamicSection(bytes, section, section_at(section.sh_link), elf);
    if (section.sh_type == SHT_DYNSYM) ReadDynamicSymbols(bytes, section, section_at(section.sh_link), elf);
  }
  return elf;
}

}  // namespace connection_advisor
