// Maps a plugin into this process: the one place with dlopen.
//
// Loading runs the plugin's code (its constructors) with all rights of the process, and reading its structures follows
// its pointers. So it happens only in the compiler's child process, never in the server: this file is linked into
// `advisor-plugin` alone.
#ifndef SERVICE_DEPLOYMENT_PLUGIN_LOADER_H_
#define SERVICE_DEPLOYMENT_PLUGIN_LOADER_H_

#include <string>

#include "absl/status/statusor.h"
#include "connection_advisor/plugin_abi.h"

namespace connection_advisor::deployment {

class PluginLoader {
 public:
  // Maps the libraries that a plugin may need (plugin_libraries.h), as far as this system has them: to be called while
  // files can be opened.
  static void MapRuntimes();

  // Maps the library at `path`, which has passed inspection, and finds its export. INVALID_ARGUMENT with a cause for
  // the plugin's author: it cannot be mapped, has no such export, or one that is not what its note and its symbol said.
  // The library is never unmapped: what it started could outlive it, and the process is about to end anyway.
  static absl::StatusOr<const advisor_plugin*> Load(const std::string& path);
};

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_PLUGIN_LOADER_H_
