// A shared library as the dynamic linker would see it, read from its bytes alone and never past them.
//
// What the linker reads is read where the linker reads it: by program headers and the dynamic section, in what the
// segments load. Section headers, which it ignores, tell only whether the file is whole. Time is linear in the size of
// the file; memory is bounded by the limits below, whatever the file says of itself.
#ifndef SERVICE_DEPLOYMENT_ELF_LIBRARY_H_
#define SERVICE_DEPLOYMENT_ELF_LIBRARY_H_

#include <elf.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace connection_advisor::deployment {

using Bytes = std::span<const std::byte>;

// Nothing where it would reach past the end.
inline std::optional<Bytes> Part(Bytes bytes, uint64_t offset, uint64_t size) {
  if (offset > bytes.size() || size > bytes.size() - offset) return std::nullopt;
  return bytes.subspan(offset, size);
}

template <typename T>
std::optional<T> At(Bytes bytes, uint64_t offset) {
  const std::optional<Bytes> part = Part(bytes, offset, sizeof(T));
  if (!part) return std::nullopt;
  T value;
  std::memcpy(&value, part->data(), sizeof(T));
  return value;
}

// "x86-64": what this host runs.
absl::string_view ThisMachineName();

class ElfLibrary {
 public:
  static constexpr size_t kMaxSegments = 64;
  static constexpr size_t kMaxDynamicEntries = 512;
  static constexpr uint64_t kMaxMemoryBytes = uint64_t{256} << 20;  // of all segments, once loaded
  static constexpr size_t kMaxNameBytes = 100;                      // of a name that is quoted

  // A view: `file` must outlive it. INVALID_ARGUMENT, saying how to put it right, where the file is no shared library
  // for this machine, or one that contradicts itself.
  static absl::StatusOr<ElfLibrary> Read(Bytes file);

  std::span<const Elf64_Phdr> segments() const { return segments_; }
  // Without the DT_NULL that ends it.
  std::span<const Elf64_Dyn> dynamic() const { return dynamic_; }

  // The last value of a tag in the dynamic section: the one that counts.
  std::optional<uint64_t> Dynamic(int64_t tag) const;

  // The name at `offset` of the table of names, cut after kMaxNameBytes; nothing where it lies outside the table.
  std::optional<absl::string_view> Name(uint64_t offset) const;

  // Calls with each symbol that others find by its name.
  template <typename Call>
  void ForEachExport(Call call) const {
    for (uint64_t offset = 0; offset < symbols_.size(); offset += sizeof(Elf64_Sym)) {
      const Elf64_Sym symbol = *At<Elf64_Sym>(symbols_, offset);
      if (IsExport(symbol)) call(symbol);
    }
  }

  // Calls with the type and the contents of each note of `owner`, in any segment of notes.
  template <typename Call>
  void ForEachNote(absl::string_view owner, Call call) const {
    for (const Elf64_Phdr& segment : segments_) {
      if (segment.p_type == PT_NOTE) ForEachNoteIn(segment, owner, call);
    }
  }

  // Whether the library has memory there, from the file or zeroed.
  bool HasMemory(uint64_t address, uint64_t size) const;

 private:
  explicit ElfLibrary(Bytes file) : file_(file) {}

  absl::Status ReadSegments(const Elf64_Ehdr& header);
  absl::Status CheckSegments() const;
  absl::Status ReadDynamic();
  absl::Status ReadNames();
  absl::Status ReadSymbols();
  absl::Status CheckTables() const;

  // The part of the file that is loaded from `address` to the end of its segment's part; nothing where none is.
  std::optional<Bytes> LoadedFrom(uint64_t address) const;
  std::optional<Bytes> Loaded(uint64_t address, uint64_t size) const;
  // How many symbols can be found by name, or lie before one that can; nothing where the hash table is damaged.
  std::optional<uint64_t> SymbolCount() const;

  static bool IsExport(const Elf64_Sym& symbol);

  // A note that does not fit ends its segment: whoever looks for one finds that there is none.
  template <typename Call>
  void ForEachNoteIn(const Elf64_Phdr& segment, absl::string_view owner, Call call) const {
    const Bytes notes = Part(file_, segment.p_offset, segment.p_filesz).value_or(Bytes());
    const uint64_t alignment = segment.p_align == 8 ? 8 : 4;
    const auto aligned = [&](uint64_t size) { return (size + alignment - 1) / alignment * alignment; };
    for (uint64_t at = 0;;) {
      const std::optional<Elf64_Nhdr> header = At<Elf64_Nhdr>(notes, at);
      if (!header) return;
      const uint64_t name_at = at + sizeof(Elf64_Nhdr);
      const uint64_t contents_at = at + aligned(sizeof(Elf64_Nhdr) + uint64_t{header->n_namesz});
      const std::optional<Bytes> name = Part(notes, name_at, header->n_namesz);
      const std::optional<Bytes> contents = Part(notes, contents_at, header->n_descsz);
      if (!name || !contents) return;
      // A name counts the zero byte that ends it.
      if (name->size() == owner.size() + 1 && std::memcmp(name->data(), owner.data(), owner.size()) == 0 &&
          name->back() == std::byte{0}) {
        call(header->n_type, *contents);
      }
      at = contents_at + aligned(header->n_descsz);
    }
  }

  Bytes file_;
  std::vector<Elf64_Phdr> segments_;
  std::vector<Elf64_Dyn> dynamic_;
  Bytes names_;    // ends in a zero byte, or is empty
  Bytes symbols_;  // whole symbols
};

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_ELF_LIBRARY_H_
