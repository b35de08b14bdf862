// What a plugin file must be before anything of it runs, judged by its bytes alone.
//
// This is no wall: a file made to deceive can pass it, and is contained by the compiler's process. It is what tells an
// author early and in plain words, and what keeps the files of mistakes and accidents away from the dynamic linker.
#ifndef SERVICE_DEPLOYMENT_ELF_INSPECTION_H_
#define SERVICE_DEPLOYMENT_ELF_INSPECTION_H_

#include "absl/status/status.h"
#include "service/deployment/elf_library.h"

namespace connection_advisor::deployment {

// OK if `file` is a whole shared library for this machine, with an ABI note of a version that this host has, one export
// of the right kind, no dependency but the language runtimes, and nothing that undoes the protection of memory.
// INVALID_ARGUMENT with the causes, one a line, each with how to put it right. Takes time linear in the size of the
// file and a bounded amount of memory.
absl::Status InspectElf(Bytes file);

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_ELF_INSPECTION_H_
