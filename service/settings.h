// What the operator may set, with its defaults. `setting_table.cc` has the rows: the flag, the key in a configuration
// file, the help and the check of each.
#ifndef SERVICE_SETTINGS_H_
#define SERVICE_SETTINGS_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "service/deployment/signature.h"
#include "service/edge/admin_address.h"
#include "service/edge/listen_address.h"
#include "service/edge/tls.h"
#include "service/lifecycle/change_limit.h"
#include "service/telemetry/decision_log_options.h"

namespace connection_advisor {

enum class LogFormat { kText, kJson };

// The value of a platform's parameter, as a configuration file sets it.
struct ParameterSetting {
  std::string platform;
  std::string parameter;
  int32_t value = 0;
  std::string place;  // "advisor.toml:12", for messages
};

struct Settings {
  edge::ListenAddress listen;
  std::chrono::milliseconds stop_grace{10'000};
  int max_calls_in_flight = 1'000;
  uint64_t max_message_bytes = uint64_t{4} << 20;

  // Where the plugins are administered. Unset: on the socket admin.sock in the state directory, if there is one.
  std::optional<edge::AdminAddress> admin;

  edge::TlsFiles tls;  // all empty: no encryption

  std::string plugins;  // a directory; empty: the one that is installed beside the server
  std::string state;    // a directory; empty: nothing is remembered
  std::chrono::milliseconds settle{100};
  std::chrono::milliseconds compile_timeout{5'000};
  uint64_t compile_memory = uint64_t{1} << 30;  // bytes
  bool unsandboxed = false;                     // compile even where the system refuses the sandbox
  bool unchecked_permissions = false;           // take plugins that others may write to
  deployment::SignaturePolicy signatures = deployment::SignaturePolicy::kOff;
  std::string trusted_keys;                                    // a file or directory; empty: none
  std::optional<lifecycle::ChangeLimit> max_changed_verdicts;  // by an activation
  std::vector<ParameterSetting> parameters;

  std::optional<edge::ListenAddress> metrics;
  LogFormat log_format = LogFormat::kText;
  telemetry::DecisionLogOptions decision_log;

  std::string config;         // a file; empty: none
  bool check_config = false;  // check everything and do not serve
};

}  // namespace connection_advisor

#endif  // SERVICE_SETTINGS_H_
