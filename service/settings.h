// What the operator may set, with its defaults. `setting_table.cc` has the rows: the flag, the help and the check of
// each.
#ifndef SERVICE_SETTINGS_H_
#define SERVICE_SETTINGS_H_

#include <chrono>
#include <cstdint>
#include <string>

#include "service/edge/listen_address.h"

namespace connection_advisor {

struct Settings {
  edge::ListenAddress listen;
  std::chrono::milliseconds stop_grace{10'000};

  std::string plugins;  // a directory; empty: the one that is installed beside the server
  std::chrono::milliseconds compile_timeout{5'000};
  uint64_t compile_memory = uint64_t{1} << 30;  // bytes
};

}  // namespace connection_advisor

#endif  // SERVICE_SETTINGS_H_
