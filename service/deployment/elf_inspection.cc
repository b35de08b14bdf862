#include "service/deployment/elf_inspection.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "connection_advisor/plugin_abi.h"
#include "service/deployment/plugin_libraries.h"
#include "service/deployment/text_check.h"

namespace connection_advisor::deployment {
namespace {

using Causes = std::vector<std::string>;

template <typename... What>
void Add(Causes& causes, const What&... what) {
  causes.push_back(absl::StrCat(what...));
}

std::string Quoted(const ElfLibrary& library, uint64_t name) {
  const std::optional<absl::string_view> text = library.Name(name);
  return text ? absl::StrCat("'", Printable(*text), "'") : "a name outside the table of names";
}

// ---- Segments

void CheckStack(const ElfLibrary& library, Causes& causes) {
  constexpr char kFix[] = "link it with -Wl,-z,noexecstack";
  const auto segments = library.segments();
  const auto stack = std::find_if(segments.begin(), segments.end(),
                                  [](const Elf64_Phdr& segment) { return segment.p_type == PT_GNU_STACK; });
  if (stack == segments.end()) {
    // The linker of x86-64 takes that for a yes.
    Add(causes, "it does not say that its stack is not executable (no PT_GNU_STACK): ", kFix);
  } else if ((stack->p_flags & PF_X) != 0) {
    Add(causes, "it asks for an executable stack: ", kFix,
        "; where that is not all, one of its sources in assembler or with nested functions needs it");
  }
}

void CheckWritableCode(const ElfLibrary& library, Causes& causes) {
  for (const Elf64_Phdr& segment : library.segments()) {
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W) == 0 || (segment.p_flags & PF_X) == 0) continue;
    Add(causes, "it has memory that is both writable and executable: take out the section, or the option of the ",
        "linker, that makes it so");
    return;
  }
}

// ---- Dynamic section

bool IsExecutable(const ElfLibrary& library) {
  // Older linkers do not say so, and leave room for a debugger in executables only.
  return (library.Dynamic(DT_FLAGS_1).value_or(0) & DF_1_PIE) != 0 || library.Dynamic(DT_DEBUG).has_value();
}

void CheckTextRelocations(const ElfLibrary& library, Causes& causes) {
  const auto is_told = [](const Elf64_Dyn& entry) {
    return entry.d_tag == DT_TEXTREL || (entry.d_tag == DT_FLAGS && (entry.d_un.d_val & DF_TEXTREL) != 0);
  };
  const auto dynamic = library.dynamic();
  if (std::none_of(dynamic.begin(), dynamic.end(), is_told)) return;
  Add(causes, "its code is written to while it is loaded (TEXTREL): compile every source of it with -fPIC");
}

// Tags with a name that leads the linker elsewhere.
struct Lead {
  int64_t tag;
  absl::string_view what;
  absl::string_view fix;
};
constexpr absl::string_view kRunPath = "it looks for libraries along a path of its own, and no such path is allowed";
constexpr absl::string_view kNoRunPath = "link it without -rpath; CMake adds none with SKIP_BUILD_RPATH ON";
constexpr absl::string_view kFilter = "it stands in for another library";
constexpr absl::string_view kAudit = "it asks for a library that audits it";
constexpr Lead kLeads[] = {
    {DT_RPATH, kRunPath, kNoRunPath},
    {DT_RUNPATH, kRunPath, kNoRunPath},
    {DT_FILTER, kFilter, "link it without --filter"},
    {DT_AUXILIARY, kFilter, "link it without --auxiliary"},
    {DT_AUDIT, kAudit, "link it without --audit"},
    {DT_DEPAUDIT, kAudit, "link it without --depaudit"},
};

void CheckLeads(const ElfLibrary& library, Causes& causes) {
  for (const Elf64_Dyn& entry : library.dynamic()) {
    for (const Lead& lead : kLeads) {
      if (entry.d_tag == lead.tag) {
        Add(causes, lead.what, " (", Quoted(library, entry.d_un.d_val), "): ", lead.fix);
      }
    }
  }
}

// What a plugin may depend on besides kPluginLibraries.
constexpr absl::string_view kDependencies[] = {
#if defined(__x86_64__)
    "ld-linux-x86-64.so.2",
#elif defined(__aarch64__)
    "ld-linux-aarch64.so.1",
#endif
#if defined(__SANITIZE_ADDRESS__)
    // Of a whole build with sanitizers, its plugins included.
    "libasan.so.8",
    "libubsan.so.1",
#elif defined(__SANITIZE_THREAD__) || defined(_GLIBCXX_TSAN)
    "libtsan.so.2",
#endif
};

bool IsAllowed(absl::string_view library) {
  return std::find(std::begin(kPluginLibraries), std::end(kPluginLibraries), library) != std::end(kPluginLibraries) ||
         std::find(std::begin(kDependencies), std::end(kDependencies), library) != std::end(kDependencies);
}

// What is said of some that are not allowed, by how their names begin.
struct Advice {
  absl::string_view prefix;
  absl::string_view advice;
};
constexpr absl::string_view kMusl = "it was built for musl; this host runs on glibc: build it for that";
constexpr absl::string_view kSanitizer = "build it without sanitizers";
constexpr absl::string_view kNoMessages =
    "a plugin reads facts and nothing else; let the caller work out what needs it, and state that as a fact";
constexpr Advice kAdvice[] = {
    {"libc.so", kMusl},       {"libc.musl", kMusl},         {"ld-musl", kMusl},
    {"libasan", kSanitizer},  {"libubsan", kSanitizer},     {"libtsan", kSanitizer},
    {"libgrpc", kNoMessages}, {"libprotobuf", kNoMessages}, {"libabsl", kNoMessages},
};
constexpr absl::string_view kOtherwise = "take out what needs it, or link it statically";

void CheckDependencies(const ElfLibrary& library, Causes& causes) {
  for (const Elf64_Dyn& entry : library.dynamic()) {
    if (entry.d_tag != DT_NEEDED) continue;
    const absl::string_view name = library.Name(entry.d_un.d_val).value_or("");
    if (IsAllowed(name)) continue;
    const auto* advice = std::find_if(std::begin(kAdvice), std::end(kAdvice),
                                      [&](const Advice& row) { return absl::StartsWith(name, row.prefix); });
    Add(causes, "it depends on ", Quoted(library, entry.d_un.d_val), "; a plugin may depend on ",
        absl::StrJoin(kPluginLibraries, ", "), " alone: ", advice != std::end(kAdvice) ? advice->advice : kOtherwise);
  }
}

// ---- The ABI note

struct AbiVersion {
  uint32_t major;
  uint32_t minor;
  uint32_t plugin_size;

  friend bool operator==(const AbiVersion&, const AbiVersion&) = default;
};

// Each source that includes the SDK may bring one. They must agree.
struct AbiNotes {
  std::optional<AbiVersion> version;
  bool contradictory = false;
  bool too_short = false;
};

AbiNotes ReadAbiNotes(const ElfLibrary& library) {
  AbiNotes notes;
  library.ForEachNote(ADVISOR_NOTE_OWNER, [&](uint32_t type, Bytes contents) {
    if (type != ADVISOR_ABI_NOTE_TYPE) return;
    const auto version = At<AbiVersion>(contents, 0);
    if (!version) {
      notes.too_short = true;
      return;
    }
    if (notes.version && *notes.version != *version) notes.contradictory = true;
    notes.version = version;
  });
  return notes;
}

// Whether the rest of the library can be judged.
bool CheckAbiNotes(const AbiNotes& notes, Causes& causes) {
  if (notes.too_short) {
    Add(causes, "its ABI note is cut off: build it with the SDK, or write the note as plugin_abi.h has it");
  } else if (!notes.version) {
    Add(causes, "it has no ABI note, so it is no ConnectionAdvisor plugin, or one built without the SDK: in C, write ",
        "ADVISOR_ABI_NOTE; beside the export; platform_evaluator.h does it for C++; plugin_abi.h says how else");
  } else if (notes.contradictory) {
    Add(causes, "its ABI notes contradict each other: build all of its sources with one SDK");
  } else if (notes.version->major != ADVISOR_ABI_MAJOR) {
    Add(causes, "it was built for plugin ABI ", notes.version->major, "; this host has ABI ", ADVISOR_ABI_MAJOR,
        ": build it with that SDK");
    return false;
  } else if (notes.version->minor > ADVISOR_ABI_MINOR) {
    Add(causes, "it was built for plugin ABI ", ADVISOR_ABI_MAJOR, ".", notes.version->minor, "; this host has ",
        ADVISOR_ABI_MAJOR, ".", ADVISOR_ABI_MINOR, ": update the host, or build it with that SDK");
    return false;
  }
  return true;
}

// ---- Exports

// What some linkers export of every library.
constexpr absl::string_view kLinkersOwn[] = {"__bss_start", "_edata", "_end", "_init", "_fini"};

bool IsLinkersOwn(const Elf64_Sym& symbol, absl::string_view name) {
  // The name of a version, as a version script defines it.
  if (symbol.st_shndx == SHN_ABS && symbol.st_value == 0) return true;
  return std::find(std::begin(kLinkersOwn), std::end(kLinkersOwn), name) != std::end(kLinkersOwn);
}

struct Exports {
  std::optional<Elf64_Sym> plugin;
  uint64_t other_count = 0;
  std::vector<std::string> others;  // the first of them
};

Exports ReadExports(const ElfLibrary& library) {
  constexpr size_t kNamed = 3;
  Exports exports;
  library.ForEachExport([&](const Elf64_Sym& symbol) {
    const absl::string_view name = library.Name(symbol.st_name).value_or("");
    if (name == ADVISOR_PLUGIN_SYMBOL) {
      exports.plugin = symbol;
    } else if (!IsLinkersOwn(symbol, name)) {
      if (++exports.other_count <= kNamed) exports.others.push_back(Quoted(library, symbol.st_name));
    }
  });
  return exports;
}

void CheckPluginSymbol(const ElfLibrary& library, const Elf64_Sym& symbol, const AbiNotes& notes, Causes& causes) {
  if (ELF64_ST_TYPE(symbol.st_info) != STT_OBJECT) {
    Add(causes, "its export `", ADVISOR_PLUGIN_SYMBOL, "` is not a constant structure but a function or something else",
        ": define it as `const advisor_plugin`");
  } else if (symbol.st_size < sizeof(advisor_plugin)) {
    Add(causes, "its export `", ADVISOR_PLUGIN_SYMBOL, "` is smaller (", symbol.st_size,
        " bytes) than advisor_plugin (", sizeof(advisor_plugin), "): define it as `const advisor_plugin`");
  } else if (!library.HasMemory(symbol.st_value, symbol.st_size)) {
    Add(causes, "its export `", ADVISOR_PLUGIN_SYMBOL, "` does not lie in the library: build it again");
  } else if (notes.version && notes.version->plugin_size > symbol.st_size) {
    Add(causes, "its ABI note says that its export has ", notes.version->plugin_size, " bytes, and it has ",
        symbol.st_size, ": build all of its sources with one SDK");
  }
}

void CheckExports(const ElfLibrary& library, const AbiNotes& notes, Causes& causes) {
  const Exports exports = ReadExports(library);
  if (!exports.plugin) {
    Add(causes, "it does not export `", ADVISOR_PLUGIN_SYMBOL, "`: is it a ConnectionAdvisor plugin?");
  } else {
    CheckPluginSymbol(library, *exports.plugin, notes, causes);
  }
  if (exports.other_count == 0) return;
  const uint64_t unnamed = exports.other_count - exports.others.size();
  Add(causes, "it exports more than `", ADVISOR_PLUGIN_SYMBOL, "`: ", absl::StrJoin(exports.others, ", "),
      unnamed > 0 ? absl::StrCat(" and ", unnamed, " more") : "",
      "; link it with the SDK's version script (-Wl,--version-script=plugin_exports.map), as ",
      "connection_advisor_add_plugin does");
}

constexpr void (*kProtection[])(const ElfLibrary&, Causes&) = {CheckStack, CheckWritableCode, CheckTextRelocations,
                                                               CheckLeads, CheckDependencies};

}  // namespace

absl::Status InspectElf(Bytes file) {
  const absl::StatusOr<ElfLibrary> library = ElfLibrary::Read(file);
  if (!library.ok()) return library.status();
  if (IsExecutable(*library)) {
    return absl::InvalidArgumentError(
        "it is an executable (position-independent); a plugin is a shared library: link it with -shared");
  }
  Causes causes;
  const AbiNotes notes = ReadAbiNotes(*library);
  if (CheckAbiNotes(notes, causes)) {
    CheckExports(*library, notes, causes);
    for (const auto& check : kProtection) check(*library, causes);
  }
  if (causes.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrJoin(causes, "\n"));
}

}  // namespace connection_advisor::deployment
