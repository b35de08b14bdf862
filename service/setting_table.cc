#include "service/setting_table.h"

#include <chrono>
#include <utility>

#include "service/setting_values.h"

namespace connection_advisor {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr uint64_t kKibibyte = uint64_t{1} << 10;
constexpr uint64_t kMebibyte = uint64_t{1} << 20;
constexpr uint64_t kGibibyte = uint64_t{1} << 30;

template <typename Value, typename Place>
absl::Status Store(absl::StatusOr<Value> value, Place& place) {
  if (!value.ok()) return value.status();
  place = *std::move(value);
  return absl::OkStatus();
}

absl::Status StorePath(const std::string& text, std::string& place) {
  if (text.empty()) return absl::InvalidArgumentError("is empty; name a file or directory");
  place = text;
  return absl::OkStatus();
}

absl::StatusOr<LogFormat> ParseLogFormat(const std::string& text) {
  if (text == "text") return LogFormat::kText;
  if (text == "json") return LogFormat::kJson;
  return absl::InvalidArgumentError("'" + text + "' is no format; write text or json");
}

absl::StatusOr<deployment::SignaturePolicy> ParseSignaturePolicy(const std::string& text) {
  if (text == "off") return deployment::SignaturePolicy::kOff;
  if (text == "warn") return deployment::SignaturePolicy::kWarn;
  if (text == "require") return deployment::SignaturePolicy::kRequire;
  return absl::InvalidArgumentError("'" + text + "' is no policy; write off, warn or require");
}

constexpr SettingRow kRows[] = {
    {"--listen", "serving.listen", "Serving", "HOST:PORT", "127.0.0.1:50051",
     "Where to listen. Port 0 lets the system pick one; an IPv6 address stands in brackets.",
     [](const std::string& text, Settings& settings) {
       return Store(edge::ListenAddress::Parse(text), settings.listen);
     }},
    {"--stop-grace", "serving.stop_grace", "Serving", "DURATION", "10s",
     "How long calls in flight may go on after SIGTERM or SIGINT.",
     [](const std::string& text, Settings& settings) {
       return Store(ParseDuration(text, milliseconds(0), hours(1)), settings.stop_grace);
     }},
    {"--max-calls-in-flight", "serving.max_calls_in_flight", "Serving", "NUMBER", "1000",
     "Calls taken at once, open streams included. One more is answered RESOURCE_EXHAUSTED, with the time to wait.",
     [](const std::string& text, Settings& settings) {
       return Store(ParseWholeNumber(text, 1, 1'000'000), settings.max_calls_in_flight);
     }},
    {"--max-message-size", "serving.max_message_size", "Serving", "SIZE", "4MiB",
     "The largest request taken. A larger one is answered RESOURCE_EXHAUSTED.",
     [](const std::string& text, Settings& settings) {
       return Store(ParseBytes(text, kKibibyte, 256 * kMebibyte), settings.max_message_bytes);
     }},

    {"--tls-cert", "tls.cert", "Encryption", "FILE", nullptr,
     "The server's certificate in PEM form, followed by those that lead to its root. Turns encryption on.",
     [](const std::string& text, Settings& settings) { return StorePath(text, settings.tls.certificate); }},
    {"--tls-key", "tls.key", "Encryption", "FILE", nullptr, "The certificate's key in PEM form, without a passphrase.",
     [](const std::string& text, Settings& settings) { return StorePath(text, settings.tls.key); }},
    {"--tls-client-ca", "tls.client_ca", "Encryption", "FILE", nullptr,
     "Who signs the certificates of clients. With it, only clients that show such a certificate are served.",
     [](const std::string& text, Settings& settings) { return StorePath(text, settings.tls.client_ca); }},

    {"--plugins", "platforms.plugins", "Platforms", "DIR", "../lib/connection-advisor/plugins beside the server's bin",
     "The directory of the plugins (*.so). Each file is compiled, checked and served, or refused by name and cause; so "
     "is what comes into it later.",
     [](const std::string& text, Settings& settings) { return StorePath(text, settings.plugins); }},
    {"--state", "platforms.state", "Platforms", "DIR", nullptr,
     "The directory in which the server remembers pins, roll-backs, retirements, uploads and compiled plugins. Made "
     "where there is none; one server each. Without it all that ends with the process.",
     [](const std::string& text, Settings& settings) { return StorePath(text, settings.state); }},
    {"--settle", "platforms.settle", "Platforms", "DURATION", "100ms",
     "How long nothing may happen in the plugin directory before a change there is looked at.",
     [](const std::string& text, Settings& settings) {
       return Store(ParseDuration(text, milliseconds(1), minutes(1)), settings.settle);
     }},
    {"--compile-timeout", "platforms.compile_timeout", "Platforms", "DURATION", "5s",
     "The time that one plugin may take to compile.",
     [](const std::string& text, Settings& settings) {
       return Store(ParseDuration(text, milliseconds(10), minutes(10)), settings.compile_timeout);
     }},
    {"--compile-memory", "platforms.compile_memory", "Platforms", "SIZE", "1GiB",
     "The memory that compiling one plugin may take.",
     [](const std::string& text, Settings& settings) {
       return Store(ParseBytes(text, 64 * kMebibyte, 64 * kGibibyte), settings.compile_memory);
     }},
    {"--unsandboxed", "platforms.unsandboxed", "Platforms", nullptr, nullptr,
     "Compile plugins even where the system refuses the sandbox: then a plugin's code runs with the server's rights "
     "while it is compiled. Without this, such plugins are refused.",
     [](const std::string& text, Settings& settings) { return Store(ParseSwitch(text), settings.unsandboxed); }},
    {"--unchecked-permissions", "platforms.unchecked_permissions", "Platforms", nullptr, nullptr,
     "Take plugins even where others than root and the server's user own or may write to the file, or to a directory "
     "or "
     "link that leads to it. Without this, such plugins are refused.",
     [](const std::string& text, Settings& settings) {
       return Store(ParseSwitch(text), settings.unchecked_permissions);
     }},
    {"--signatures", "platforms.signatures", "Platforms", "off|warn|require", "off",
     "Whether a plugin must be signed by a trusted key, in FILE.so.sig: nobody asks; it is logged where it is not; or "
     "it is refused.",
     [](const std::string& text, Settings& settings) {
       return Store(ParseSignaturePolicy(text), settings.signatures);
     }},
    {"--trusted-keys", "platforms.trusted_keys", "Platforms", "PATH", nullptr,
     "Who may sign plugins: a file with Ed25519 public keys in PEM form, or a directory of such files (*.pem).",
     [](const std::string& text, Settings& settings) { return StorePath(text, settings.trusted_keys); }},

    {"--max-changed-verdicts", "platforms.max_changed_verdicts", "Platforms", "CHANGED/REQUESTS", nullptr,
     "How many verdicts a version may change to be activated: 5/10000 asks that it has shadowed what serves on 10000 "
     "requests at least (advisorctl plugins shadow), and has changed no more than 5 in 10000. No version takes over by "
     "itself then, so it needs --state. Without this, the highest does, and an operator may activate any.",
     [](const std::string& text, Settings& settings) {
       absl::StatusOr<lifecycle::ChangeLimit> limit = lifecycle::ChangeLimit::Parse(text);
       if (limit.ok()) settings.max_changed_verdicts = *limit;
       return limit.status();
     }},

    {"--admin", "admin.listen", "Administration", "unix:PATH|HOST:PORT|none",
     "unix:DIR/admin.sock, with the DIR of --state; without it none",
     "Where operators reach the plugins: advisorctl plugins. Whoever may open the socket may do everything to them. "
     "HOST:PORT must be a loopback address, unless --tls-client-ca says which clients are let in.",
     [](const std::string& text, Settings& settings) {
       return Store(edge::AdminAddress::Parse(text), settings.admin);
     }},

    {"--metrics", "telemetry.metrics", "Watching", "HOST:PORT", nullptr,
     "Where Prometheus fetches the metrics: http://HOST:PORT/metrics.",
     [](const std::string& text, Settings& settings) {
       return Store(edge::ListenAddress::Parse(text), settings.metrics);
     }},
    {"--log-format", "telemetry.log_format", "Watching", "text|json", "text",
     "How the log on standard error is written: a line of text, or a JSON object a line.",
     [](const std::string& text, Settings& settings) { return Store(ParseLogFormat(text), settings.log_format); }},
    {"--decision-log", "telemetry.decision_log", "Watching", "FILE", nullptr,
     "Writes every decision to this file as a JSON line: its facts, its rule, and no text that a person wrote.",
     [](const std::string& text, Settings& settings) { return StorePath(text, settings.decision_log.file); }},
    {"--decision-log-size", "telemetry.decision_log_size", "Watching", "SIZE", "64MiB",
     "The decision log is put aside at this size, as FILE.1, FILE.2 and so on.",
     [](const std::string& text, Settings& settings) {
       return Store(ParseBytes(text, kMebibyte, 64 * kGibibyte), settings.decision_log.rotation.rotate_at);
     }},
    {"--decision-log-files", "telemetry.decision_log_files", "Watching", "NUMBER", "8",
     "How many files of the decision log are kept, the one being written included.",
     [](const std::string& text, Settings& settings) {
       return Store(ParseWholeNumber(text, 1, 10'000), settings.decision_log.rotation.files);
     }},
    {"--decision-log-queue", "telemetry.decision_log_queue", "Watching", "SIZE", "16MiB",
     "The memory for decisions that are not written yet, about 150 bytes each. What finds no room is lost and counted.",
     [](const std::string& text, Settings& settings) {
       return Store(ParseBytes(text, 64 * kKibibyte, 256 * kMebibyte), settings.decision_log.queue_bytes);
     }},
    {"--decision-log-texts", "telemetry.decision_log_texts", "Watching", "FIELD=POLICY,...", "request_id=plain",
     "Which texts of a request are in the decision log: off, hashed (a mark that does not give the text) or plain, for "
     "each field. What is not named is off, but for request_id.",
     [](const std::string& text, Settings& settings) {
       return Store(telemetry::ParseTextPolicies(text), settings.decision_log.texts);
     }},

    {"--config", nullptr, "Configuration", "FILE", nullptr,
     "Reads settings from a TOML file. Flags overrule it. share/connection-advisor/connection-advisor.toml beside the "
     "server's bin lists them all.",
     [](const std::string& text, Settings& settings) { return StorePath(text, settings.config); }},
    {"--check-config", nullptr, "Configuration", nullptr, nullptr,
     "Checks the settings, the files that they name and the parameters of platforms, with the plugins that a start "
     "would find, and exits.",
     [](const std::string& text, Settings& settings) { return Store(ParseSwitch(text), settings.check_config); }},
};

}  // namespace

std::span<const SettingRow> SettingTable() { return kRows; }

}  // namespace connection_advisor
