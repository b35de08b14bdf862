#include "service/deployment/plugin_loader.h"

#include <dlfcn.h>
#include <elf.h>
#include <link.h>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "service/deployment/plugin_libraries.h"

namespace connection_advisor::deployment {
namespace {

absl::Status CheckExport(const void* address) {
  Dl_info info;
  const ElfW(Sym)* symbol = nullptr;
  if (dladdr1(address, &info, reinterpret_cast<void**>(const_cast<ElfW(Sym)**>(&symbol)), RTLD_DL_SYMENT) == 0 ||
      symbol == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat("its export `", ADVISOR_PLUGIN_SYMBOL, "` does not lie in the library"));
  }
  if (ELF64_ST_TYPE(symbol->st_info) != STT_OBJECT) {
    return absl::InvalidArgumentError(absl::StrCat("its export `", ADVISOR_PLUGIN_SYMBOL,
                                                   "` is not a constant structure but a function or something else"));
  }
  const auto* plugin = static_cast<const advisor_plugin*>(address);
  if (symbol->st_size < sizeof(advisor_plugin) || plugin->struct_size < sizeof(advisor_plugin)) {
    return absl::InvalidArgumentError(absl::StrCat("its export `", ADVISOR_PLUGIN_SYMBOL, "` is smaller (",
                                                   symbol->st_size, " bytes, struct_size ", plugin->struct_size,
                                                   ") than advisor_plugin (", sizeof(advisor_plugin), ")"));
  }
  if (plugin->struct_size > symbol->st_size) {
    return absl::InvalidArgumentError(absl::StrCat("its export claims to be larger (struct_size ", plugin->struct_size,
                                                   ") than it is (", symbol->st_size, " bytes)"));
  }
  if (plugin->abi_minor > ADVISOR_ABI_MINOR) {
    return absl::InvalidArgumentError(absl::StrCat("it was built for plugin ABI ", ADVISOR_ABI_MAJOR, ".",
                                                   plugin->abi_minor, "; this host has ", ADVISOR_ABI_MAJOR, ".",
                                                   ADVISOR_ABI_MINOR, ": update the host, or build it with that SDK"));
  }
  return absl::OkStatus();
}

}  // namespace

void PluginLoader::MapRuntimes() {
  for (const char* library : kPluginLibraries) dlopen(library, RTLD_LAZY | RTLD_LOCAL);
}

absl::StatusOr<const advisor_plugin*> PluginLoader::Load(const std::string& path) {
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    const char* reason = dlerror();
    absl::string_view said = reason != nullptr ? reason : "the dynamic linker gave no reason";
    absl::ConsumePrefix(&said, absl::StrCat(path, ": "));  // it says nothing to the author
    return absl::InvalidArgumentError(absl::StrCat("it cannot be loaded: ", said));
  }
  const void* address = dlsym(library, ADVISOR_PLUGIN_SYMBOL);
  if (address == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat("it does not export `", ADVISOR_PLUGIN_SYMBOL, "`: is it a ConnectionAdvisor plugin?"));
  }
  if (absl::Status status = CheckExport(address); !status.ok()) return status;
  return static_cast<const advisor_plugin*>(address);
}

}  // namespace connection_advisor::deployment
