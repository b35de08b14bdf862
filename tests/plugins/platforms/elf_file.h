// What the dynamic linker would see of a shared library, read from the file itself (64 bit, this machine's byte order).
#ifndef TESTS_PLUGINS_PLATFORMS_ELF_FILE_H_
#define TESTS_PLUGINS_PLATFORMS_ELF_FILE_H_

#include <string>
#include <vector>

namespace connection_advisor {

struct ElfFile {
  std::vector<std::string> needed;    // libraries that it depends on
  std::vector<std::string> exports;   // dynamic symbols that it defines
  bool has_run_path = false;          // RPATH or RUNPATH
  bool has_text_relocations = false;  // code that is written to when loaded
  bool binds_now = false;             // no lazy binding
  bool has_relro = false;             // tables read-only once relocated
  bool has_executable_stack = true;   // unless PT_GNU_STACK says otherwise
  bool export_is_object = false;      // the first export is data, no function
};

// Aborts the test program where the file cannot be read.
ElfFile ReadElfFile(const std::string& path);

}  // namespace connection_advisor

#endif  // TESTS_PLUGINS_PLATFORMS_ELF_FILE_H_
