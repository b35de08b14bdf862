// One deviation at a time from a crafted library that inspection takes.
#include "service/deployment/elf_inspection.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "connection_advisor/plugin_abi.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/service/deployment/crafted_elf.h"

namespace connection_advisor::deployment {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

absl::Status Inspect(const std::string& file) { return InspectElf(std::as_bytes(std::span(file))); }

std::string CausesOf(const std::string& file) {
  const absl::Status status = Inspect(file);
  EXPECT_TRUE(status.ok() || absl::IsInvalidArgument(status)) << status;
  return absl::StrCat(status.message());
}

using Change = void (*)(CraftedElf& elf);

// A change, and the words in which it is refused: nothing where it is taken.
struct Row {
  const char* name;
  Change change;
  const char* cause;  // a regular expression
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }
std::string NameOf(const ::testing::TestParamInfo<Row>& info) { return info.param.name; }

const Row kRefused[] = {
    // ---- Header
    {"NoElfHeader", [](CraftedElf& elf) { elf.header.e_ident[0] = '#'; }, "is not a shared library .no ELF header"},
    {"ThirtyTwoBits", [](CraftedElf& elf) { elf.header.e_ident[EI_CLASS] = ELFCLASS32; },
     "a 32-bit file; this host needs a 64-bit shared library: build it for "},
    {"BigEndian", [](CraftedElf& elf) { elf.header.e_ident[EI_DATA] = ELFDATA2MSB; }, "a big-endian file"},
    {"ElfVersion", [](CraftedElf& elf) { elf.header.e_version = 2; }, "damaged: its ELF version is not 1"},
    {"FreeBsd", [](CraftedElf& elf) { elf.header.e_ident[EI_OSABI] = ELFOSABI_FREEBSD; },
     "another operating system .ELF OS/ABI 9.: build it for Linux"},
    {"AnotherMachine", [](CraftedElf& elf) { elf.header.e_machine = EM_S390; },
     "built for S/390 .ELF machine 22.; this host is .*: build it for that"},
    {"UnknownMachine", [](CraftedElf& elf) { elf.header.e_machine = 60'000; },
     "built for another architecture .ELF machine 60000"},
    {"ObjectFile", [](CraftedElf& elf) { elf.header.e_type = ET_REL; },
     "an object file; a plugin is a shared library: link it with -shared"},
    {"Executable", [](CraftedElf& elf) { elf.header.e_type = ET_EXEC; }, "is an executable; a plugin"},
    {"CoreDump", [](CraftedElf& elf) { elf.header.e_type = ET_CORE; }, "is a core dump; a plugin"},
    {"UnknownType", [](CraftedElf& elf) { elf.header.e_type = 77; }, "is no shared library; a plugin"},
    {"SectionsOutside", [](CraftedElf& elf) { elf.header.e_shoff = ~uint64_t{0}; }, "it is cut off after [0-9]+ bytes"},
    {"PositionIndependentExecutable", [](CraftedElf& elf) { elf.AddDynamic(DT_FLAGS_1, DF_1_NOW | DF_1_PIE); },
     "is an executable .position-independent.; a plugin is a shared library: link it with -shared"},
    {"OldPositionIndependentExecutable", [](CraftedElf& elf) { elf.AddDynamic(DT_DEBUG, 0); },
     "is an executable .position-independent."},

    // ---- Segments
    {"NoProgramHeaders", [](CraftedElf& elf) { elf.header.e_phentsize = 32; }, "damaged: it has no program headers"},
    {"TooManySegments", [](CraftedElf& elf) { elf.header.e_phnum = 65; }, "damaged: it has 65 program headers"},
    {"ProgramHeadersOutside", [](CraftedElf& elf) { elf.header.e_phoff = kEnd; },
     "damaged: its program headers lie outside the file"},
    {"ProgramHeadersWrapAround", [](CraftedElf& elf) { elf.header.e_phoff = ~uint64_t{0} - 16; },
     "damaged: its program headers lie outside the file"},
    {"NothingToLoad", [](CraftedElf& elf) { elf.Drop(PT_LOAD); }, "damaged: it has no segment to load"},
    {"SegmentOutside", [](CraftedElf& elf) { elf.segments[1].p_offset = elf.segments[1].p_vaddr = 0x10'0000; },
     "damaged: segment 1 ends outside the file"},
    {"SegmentEndsOutside", [](CraftedElf& elf) { elf.segments[1].p_filesz = 0x8000; },
     "segment 1 ends outside the file"},
    {"SegmentWrapsAround", [](CraftedElf& elf) { elf.segments[1].p_offset = ~uint64_t{0xFFF}; },
     "segment 1 ends outside the file"},
    {"NotesOutside", [](CraftedElf& elf) { elf.Segment(PT_NOTE).p_filesz = kEnd; }, "segment 3 ends outside the file"},
    {"LessMemoryThanFile", [](CraftedElf& elf) { elf.segments[1].p_memsz = 8; },
     "segment 1 has more bytes in the file than in memory"},
    {"HugeMemory", [](CraftedElf& elf) { elf.segments[1].p_memsz = uint64_t{1} << 40; },
     "takes more than 256 MiB of memory .segment 1."},
    {"HugeMemoryThatWrapsAround", [](CraftedElf& elf) { elf.segments[1].p_memsz = ~uint64_t{0}; },
     "takes more than 256 MiB of memory .segment 1."},
    {"HugeAddress", [](CraftedElf& elf) { elf.segments[1].p_vaddr += uint64_t{1} << 40; },
     "takes more than 256 MiB of memory .segment 1."},
    {"HugeThreadStorage",
     [](CraftedElf& elf) { elf.segments.push_back({.p_type = PT_TLS, .p_memsz = uint64_t{1} << 40}); },
     "more than 256 MiB of memory for each thread"},
    {"Overlap", [](CraftedElf& elf) { elf.segments[1].p_vaddr = 0, elf.segments[1].p_offset = 0; },
     "segment 1 overlaps the one before it, or is out of order"},
    {"OutOfOrder", [](CraftedElf& elf) { std::swap(elf.segments[0], elf.segments[1]); },
     "segment 1 overlaps the one before it, or is out of order"},
    {"AlignmentOfZero", [](CraftedElf& elf) { elf.segments[1].p_align = 0; }, "segment 1 is not aligned to pages"},
    {"AlignmentOfThree", [](CraftedElf& elf) { elf.segments[1].p_align = 0x1800; },
     "segment 1 is not aligned to pages"},
    {"AlignmentBelowPage", [](CraftedElf& elf) { elf.segments[1].p_align = 16; }, "segment 1 is not aligned to pages"},
    {"AlignmentHuge", [](CraftedElf& elf) { elf.segments[1].p_align = uint64_t{1} << 40; },
     "segment 1 is not aligned to pages"},
    {"AlignmentBroken", [](CraftedElf& elf) { elf.segments[1].p_vaddr += 8; }, "segment 1 is not aligned to pages"},
    {"ExecutableStack", [](CraftedElf& elf) { elf.Segment(PT_GNU_STACK).p_flags |= PF_X; },
     "asks for an executable stack: link it with -Wl,-z,noexecstack"},
    {"StackUnsaid", [](CraftedElf& elf) { elf.Drop(PT_GNU_STACK); },
     "does not say that its stack is not executable .no PT_GNU_STACK.: link it with -Wl,-z,noexecstack"},
    {"WritableCode", [](CraftedElf& elf) { elf.segments[0].p_flags |= PF_W; },
     "memory that is both writable and executable: take out the section"},

    // ---- Dynamic section
    {"NoDynamicSection", [](CraftedElf& elf) { elf.Drop(PT_DYNAMIC); },
     "has no dynamic section: link it with -shared, not with -static"},
    {"TwoDynamicSections", [](CraftedElf& elf) { elf.segments.push_back(elf.Segment(PT_DYNAMIC)); },
     "damaged: it has two dynamic sections"},
    {"DynamicSectionNotLoaded", [](CraftedElf& elf) { elf.Segment(PT_DYNAMIC).p_vaddr = kEnd + 0x1000; },
     "damaged: its dynamic section is not loaded"},
    {"DynamicSectionElsewhere", [](CraftedElf& elf) { elf.Segment(PT_DYNAMIC).p_offset = 0x100; },
     "damaged: its dynamic section is not loaded"},
    {"DynamicSectionWithoutEnd", [](CraftedElf& elf) { elf.Segment(PT_DYNAMIC).p_filesz = 3 * sizeof(Elf64_Dyn); },
     "damaged: its dynamic section has no end"},
    {"DynamicSectionTooLong",
     [](CraftedElf& elf) {
       for (int i = 0; i < 513; ++i) elf.AddDynamic(DT_BIND_NOW, 0);
     },
     "damaged: its dynamic section has more than 512 entries"},
    {"NoNames", [](CraftedElf& elf) { elf.DropDynamic(DT_STRTAB); }, "damaged: its table of names is not whole"},
    {"NamesOutside", [](CraftedElf& elf) { elf.Dynamic(DT_STRTAB).d_un.d_ptr = kEnd; }, "table of names is not whole"},
    {"NamesHuge", [](CraftedElf& elf) { elf.Dynamic(DT_STRSZ).d_un.d_val = ~uint64_t{0}; },
     "table of names is not whole"},
    {"NamesWithoutEnd", [](CraftedElf& elf) { elf.names.back() = 'x'; }, "table of names is not whole"},
    {"NoSymbols", [](CraftedElf& elf) { elf.DropDynamic(DT_SYMTAB); }, "damaged: its table of symbols is not whole"},
    {"SymbolsOutside", [](CraftedElf& elf) { elf.Dynamic(DT_SYMTAB).d_un.d_ptr = kHalf - 24; },
     "table of symbols is not whole"},
    {"SymbolsOfAnotherSize", [](CraftedElf& elf) { elf.Dynamic(DT_SYMENT).d_un.d_val = 16; },
     "table of symbols is not whole"},
    {"HashOutside", [](CraftedElf& elf) { elf.Dynamic(DT_GNU_HASH).d_un.d_ptr = kEnd; },
     "hash table of symbols is not whole"},
    {"HashWithHugeFilter", [](CraftedElf& elf) { elf.hash = {1, 1, ~0u, 0, 0, 0, 1, 1}; },
     "hash table of symbols is not whole"},
    {"HashWithHugeBuckets", [](CraftedElf& elf) { elf.hash = {~0u, 1, 1, 0, 0, 0, 1, 1}; },
     "hash table of symbols is not whole"},
    {"HashBeforeItsFirst", [](CraftedElf& elf) { elf.hash = {1, 5, 1, 0, 0, 0, 1, 1}; },
     "hash table of symbols is not whole"},
    {"HashFarAhead", [](CraftedElf& elf) { elf.hash = {1, 1, 1, 0, 0, 0, ~0u, 1}; },
     "hash table of symbols is not whole"},
    {"OldHashWithHugeCount",
     [](CraftedElf& elf) {
       elf.Dynamic(DT_GNU_HASH).d_tag = DT_HASH;
       elf.hash = {1, ~0u, 1, 0, 0};
     },
     "table of symbols is not whole"},
    {"RelocationsOutside",
     [](CraftedElf& elf) {
       elf.AddDynamic(DT_RELA, kEnd - 24);
       elf.AddDynamic(DT_RELASZ, 48);
     },
     "damaged: its table of relocations is not whole"},
    {"ConstructorsOutside",
     [](CraftedElf& elf) {
       elf.AddDynamic(DT_INIT_ARRAY, kEnd);
       elf.AddDynamic(DT_INIT_ARRAYSZ, 8);
     },
     "damaged: its table of constructors is not whole"},
    {"TextRelocations", [](CraftedElf& elf) { elf.AddDynamic(DT_TEXTREL, 0); },
     "its code is written to while it is loaded .TEXTREL.: compile every source of it with -fPIC"},
    {"TextRelocationsByFlag", [](CraftedElf& elf) { elf.AddDynamic(DT_FLAGS, DF_BIND_NOW | DF_TEXTREL); },
     "its code is written to while it is loaded .TEXTREL."},
    {"RunPath", [](CraftedElf& elf) { elf.AddDynamic(DT_RUNPATH, elf.Name("/opt/lib")); },
     "looks for libraries along a path of its own, and no such path is allowed .'/opt/lib'.: link it without -rpath"},
    {"OldRunPath", [](CraftedElf& elf) { elf.AddDynamic(DT_RPATH, elf.Name("/opt/lib")); }, "path .* .'/opt/lib'."},
    {"RelativeRunPath", [](CraftedElf& elf) { elf.AddDynamic(DT_RUNPATH, elf.Name("$ORIGIN/../lib")); },
     "path .* .'.ORIGIN/../lib'."},
    {"RunPathOutsideNames", [](CraftedElf& elf) { elf.AddDynamic(DT_RUNPATH, 1 << 20); },
     "path .* .a name outside the table of names."},
    {"Filter", [](CraftedElf& elf) { elf.AddDynamic(DT_FILTER, elf.Name("libx.so")); },
     "stands in for another library .'libx.so'.: link it without --filter"},
    {"Auxiliary", [](CraftedElf& elf) { elf.AddDynamic(DT_AUXILIARY, elf.Name("libx.so")); },
     "stands in for another library .'libx.so'.: link it without --auxiliary"},
    {"Audit", [](CraftedElf& elf) { elf.AddDynamic(DT_DEPAUDIT, elf.Name("libx.so")); },
     "a library that audits it .'libx.so'.: link it without --depaudit"},
    {"UnknownDependency", [](CraftedElf& elf) { elf.AddDynamic(DT_NEEDED, elf.Name("libz.so.1")); },
     "depends on 'libz.so.1'; a plugin may depend on libc.so.6, libm.so.6, .* alone: take out what needs it, or link "
     "it statically"},
    {"DependencyOutsideNames", [](CraftedElf& elf) { elf.AddDynamic(DT_NEEDED, ~uint64_t{0}); },
     "depends on a name outside the table of names"},
    {"Protobuf", [](CraftedElf& elf) { elf.AddDynamic(DT_NEEDED, elf.Name("libprotobuf.so.32")); },
     "depends on 'libprotobuf.so.32'.*: a plugin reads facts and nothing else; let the caller work out"},
    {"Grpc", [](CraftedElf& elf) { elf.AddDynamic(DT_NEEDED, elf.Name("libgrpc++.so.1.51")); },
     "depends on 'libgrpc..\\.so\\.1\\.51'.*: a plugin reads facts and nothing else"},
    {"Musl", [](CraftedElf& elf) { elf.AddDynamic(DT_NEEDED, elf.Name("libc.musl-x86_64.so.1")); },
     "built for musl; this host runs on glibc"},
    {"DependencyThatClearsTheScreen", [](CraftedElf& elf) { elf.AddDynamic(DT_NEEDED, elf.Name("\x1b[2J")); },
     "depends on '.x1b.2J'"},

    // ---- The ABI note
    {"NoNotes", [](CraftedElf& elf) { elf.Drop(PT_NOTE); },
     "has no ABI note.*write ADVISOR_ABI_NOTE; beside the export"},
    {"NoteOfAnother", [](CraftedElf& elf) { elf.notes[0].owner = "connectionAdvisor"; }, "has no ABI note"},
    {"NoteOfALongerName", [](CraftedElf& elf) { elf.notes[0].owner = "ConnectionAdvisor2"; }, "has no ABI note"},
    {"NoteOfAnotherType", [](CraftedElf& elf) { elf.notes[0].type = 2; }, "has no ABI note"},
    {"NoteCutOff", [](CraftedElf& elf) { elf.Segment(PT_NOTE).p_filesz = 40; }, "has no ABI note"},
    {"NoteTooShort", [](CraftedElf& elf) { elf.notes[0].contents.pop_back(); }, "its ABI note is cut off"},
    {"NotesContradict",
     [](CraftedElf& elf) {
       elf.notes.push_back(elf.notes[0]);
       elf.notes[1].contents[2] += 8;
     },
     "its ABI notes contradict each other: build all of its sources with one SDK"},
    {"MajorTooNew", [](CraftedElf& elf) { elf.notes[0].contents[0] = 2; },
     "^it was built for plugin ABI 2; this host has ABI 1: build it with that SDK$"},
    {"MajorTooOld", [](CraftedElf& elf) { elf.notes[0].contents[0] = 0; },
     "^it was built for plugin ABI 0; this host has ABI 1: build it with that SDK$"},
    {"MinorTooNew", [](CraftedElf& elf) { elf.notes[0].contents[1] = ADVISOR_ABI_MINOR + 1; },
     "^it was built for plugin ABI 1.1; this host has 1.0: update the host, or build it with that SDK$"},
    {"NoteClaimsMore", [](CraftedElf& elf) { elf.notes[0].contents[2] = 4096; },
     "its ABI note says that its export has 4096 bytes, and it has [0-9]+: build all of its sources with one SDK"},

    // ---- Exports
    {"NoExport", [](CraftedElf& elf) { elf.symbols.pop_back(); },
     "does not export `connection_advisor_plugin_v1`: is it a ConnectionAdvisor plugin"},
    {"NoHashTable", [](CraftedElf& elf) { elf.DropDynamic(DT_GNU_HASH); }, "does not export"},
    {"EmptyBuckets", [](CraftedElf& elf) { elf.hash = {1, 1, 1, 0, 0, 0, 0}; }, "does not export"},
    {"LocalSymbol", [](CraftedElf& elf) { elf.symbols[1].st_info = ELF64_ST_INFO(STB_LOCAL, STT_OBJECT); },
     "does not export"},
    {"HiddenSymbol", [](CraftedElf& elf) { elf.symbols[1].st_other = STV_HIDDEN; }, "does not export"},
    {"UndefinedSymbol", [](CraftedElf& elf) { elf.symbols[1].st_shndx = SHN_UNDEF; }, "does not export"},
    {"NameOutsideNames", [](CraftedElf& elf) { elf.symbols[1].st_name = 1 << 20; }, "does not export"},
    {"LongerName",
     [](CraftedElf& elf) {
       elf.symbols.pop_back();
       elf.AddExport(std::string(ADVISOR_PLUGIN_SYMBOL) + "0");
     },
     "does not export"},
    {"ExportIsAFunction", [](CraftedElf& elf) { elf.symbols[1].st_info = ELF64_ST_INFO(STB_GLOBAL, STT_FUNC); },
     "is not a constant structure but a function or something else: define it as `const advisor_plugin`"},
    {"ExportIsSmall", [](CraftedElf& elf) { elf.symbols[1].st_size = 4; },
     "is smaller .4 bytes. than advisor_plugin .[0-9]+.: define it as `const advisor_plugin`"},
    {"ExportElsewhere", [](CraftedElf& elf) { elf.symbols[1].st_value = kEnd - 8; }, "does not lie in the library"},
    {"ExportWrapsAround", [](CraftedElf& elf) { elf.symbols[1].st_value = ~uint64_t{0}; },
     "does not lie in the library"},
    {"ExportHuge", [](CraftedElf& elf) { elf.symbols[1].st_size = ~uint64_t{0}; }, "does not lie in the library"},
    {"OneExportMore", [](CraftedElf& elf) { elf.AddExport("advise"); },
     "exports more than `connection_advisor_plugin_v1`: 'advise'; link it with the SDK's version script"},
    {"ManyExportsMore",
     [](CraftedElf& elf) {
       for (const char* name : {"a", "b", "c", "d", "e"}) elf.AddExport(name);
     },
     "exports more than `connection_advisor_plugin_v1`: 'a', 'b', 'c' and 2 more; link"},
    {"WeakExportMore",
     [](CraftedElf& elf) {
       elf.AddExport("advise");
       elf.symbols[2].st_info = ELF64_ST_INFO(STB_WEAK, STT_FUNC);
     },
     "exports more than .*'advise'"},
    {"UniqueExportMore",
     [](CraftedElf& elf) {
       elf.AddExport("advise");
       elf.symbols[2].st_info = ELF64_ST_INFO(STB_GNU_UNIQUE, STT_OBJECT);
     },
     "exports more than .*'advise'"},
};

class RefusedElfTest : public ::testing::TestWithParam<Row> {};

TEST_P(RefusedElfTest, NamesItsCause) {
  CraftedElf elf;
  GetParam().change(elf);
  EXPECT_THAT(CausesOf(elf.File()), ContainsRegex(GetParam().cause));
}

INSTANTIATE_TEST_SUITE_P(Crafted, RefusedElfTest, ::testing::ValuesIn(kRefused), NameOf);

const Row kTaken[] = {
    {"Unchanged", [](CraftedElf&) {}, ""},
    {"WithExtensionsOfTheLinker", [](CraftedElf& elf) { elf.header.e_ident[EI_OSABI] = ELFOSABI_GNU; }, ""},
    {"WithoutSectionHeaders",
     [](CraftedElf& elf) {
       elf.header.e_shoff = 0;
       elf.header.e_shnum = 0;
     },
     ""},
    {"WithZeroedMemory", [](CraftedElf& elf) { elf.segments[1].p_memsz += 0x10'0000; }, ""},
    {"ExportInZeroedMemory",
     [](CraftedElf& elf) {
       elf.segments[1].p_memsz += 0x1000;
       elf.symbols[1].st_value = kEnd;
     },
     ""},
    {"SegmentOfZeroedMemoryOnly",
     [](CraftedElf& elf) {
       elf.segments.push_back({.p_type = PT_LOAD,
                               .p_flags = PF_R | PF_W,
                               .p_offset = 0x8000,  // past the end, and nothing is read there
                               .p_vaddr = 0x8000,
                               .p_memsz = 0x1000,
                               .p_align = 0x1000});
     },
     ""},
    {"AlignedToHugePages",
     [](CraftedElf& elf) {
       elf.segments[1].p_align = 0x20'0000;
       elf.segments[1].p_offset = 0x1000;
     },
     ""},
    {"WithRuntimes",
     [](CraftedElf& elf) {
       for (const char* name : {"libc.so.6", "libm.so.6", "libgcc_s.so.1", "libstdc++.so.6", "libpthread.so.0"}) {
         elf.AddDynamic(DT_NEEDED, elf.Name(name));
       }
     },
     ""},
    {"WithOldHashTable",
     [](CraftedElf& elf) {
       elf.Dynamic(DT_GNU_HASH).d_tag = DT_HASH;
       elf.hash = {1, 2, 1, 0, 0};
     },
     ""},
    {"WithNotesOfOthers",
     [](CraftedElf& elf) {
       elf.notes.insert(elf.notes.begin(), {"GNU", 3, {1, 2, 3, 4, 5}});
       elf.notes.push_back({"ConnectionAdvisor", 9, {}});
     },
     ""},
    {"WithTheSameNoteTwice", [](CraftedElf& elf) { elf.notes.push_back(elf.notes[0]); }, ""},
    {"WithALongerNote", [](CraftedElf& elf) { elf.notes[0].contents.push_back(7); }, ""},
    {"WithWhatLinkersExport",
     [](CraftedElf& elf) {
       for (const char* name : {"__bss_start", "_edata", "_end", "_init", "_fini"}) elf.AddExport(name);
     },
     ""},
    {"WithANamedVersion",
     [](CraftedElf& elf) {
       elf.AddExport("PLUGIN_1");
       elf.symbols[2].st_shndx = SHN_ABS;
       elf.symbols[2].st_value = elf.symbols[2].st_size = 0;
     },
     ""},
    {"WeakExport", [](CraftedElf& elf) { elf.symbols[1].st_info = ELF64_ST_INFO(STB_WEAK, STT_OBJECT); }, ""},
    {"LocalSymbolBesides",
     [](CraftedElf& elf) {
       elf.AddExport("advise");
       elf.symbols[2].st_info = ELF64_ST_INFO(STB_LOCAL, STT_FUNC);
     },
     ""},
};

class TakenElfTest : public ::testing::TestWithParam<Row> {};

TEST_P(TakenElfTest, Passes) {
  CraftedElf elf;
  GetParam().change(elf);
  EXPECT_EQ(CausesOf(elf.File()), GetParam().cause);
}

INSTANTIATE_TEST_SUITE_P(Crafted, TakenElfTest, ::testing::ValuesIn(kTaken), NameOf);

TEST(ElfInspectionTest, NamesAllCausesAtOnce) {
  CraftedElf elf;
  elf.Drop(PT_NOTE);
  elf.AddExport("advise");
  elf.AddDynamic(DT_RUNPATH, elf.Name("/opt"));
  elf.AddDynamic(DT_NEEDED, elf.Name("libz.so.1"));
  const std::string causes = CausesOf(elf.File());
  EXPECT_THAT(causes, AllOf(HasSubstr("no ABI note"), HasSubstr("\nit exports more"),
                            HasSubstr("\nit looks for libraries"), HasSubstr("\nit depends on 'libz.so.1'")));
}

TEST(ElfInspectionTest, SaysOfAnotherMajorNothingBesides) {
  CraftedElf elf;
  elf.notes[0].contents[0] = 2;
  elf.symbols.pop_back();
  EXPECT_THAT(CausesOf(elf.File()), Not(HasSubstr("\n")));
}

TEST(ElfInspectionTest, RefusesEveryBeginningOfAFile) {
  const std::string whole = CraftedElf().File();
  for (size_t size = 0; size < whole.size(); ++size) {
    const char* cause = size < SELFMAG ? "no ELF header" : "it is cut off after ";
    ASSERT_THAT(CausesOf(whole.substr(0, size)), HasSubstr(cause)) << size;
  }
}

// A name of millions of bytes is looked at by its beginning, however many symbols have it.
TEST(ElfInspectionTest, QuotesTheBeginningOfALongName) {
  CraftedElf elf;
  elf.AddExport(std::string(900, 'x'));
  EXPECT_THAT(CausesOf(elf.File()),
              AllOf(HasSubstr(std::string(100, 'x') + "'"), Not(HasSubstr(std::string(101, 'x')))));
}

TEST(ElfInspectionTest, TakesTheBundledPlugins) {
  for (const char* name : {"linkedin.so", "twitter.so", "facebook.so"}) {
    std::ifstream file(std::filesystem::path(CONNECTION_ADVISOR_PLUGINS) / name, std::ios::binary);
    EXPECT_EQ(CausesOf({std::istreambuf_iterator<char>(file), {}}), "") << name;
  }
}

}  // namespace
}  // namespace connection_advisor::deployment
