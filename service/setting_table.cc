#include "service/setting_table.h"

#include <chrono>
#include <utility>

#include "service/setting_values.h"

namespace connection_advisor {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr uint64_t kMebibyte = uint64_t{1} << 20;
constexpr uint64_t kGibibyte = uint64_t{1} << 30;

template <typename Value>
absl::Status Store(absl::StatusOr<Value> value, Value& place) {
  if (value.ok()) place = *std::move(value);
  return value.status();
}

constexpr SettingRow kRows[] = {
    {"--listen", "Serving", "HOST:PORT", "127.0.0.1:50051",
     "Where to listen. Port 0 lets the system pick one; an IPv6 address stands in brackets.",
     [](const std::string& text, Settings& settings) {
       return Store(edge::ListenAddress::Parse(text), settings.listen);
     }},
    {"--stop-grace", "Serving", "DURATION", "10s", "How long calls in flight may go on after SIGTERM or SIGINT.",
     [](const std::string& text, Settings& settings) {
       return Store(ParseDuration(text, milliseconds(0), hours(1)), settings.stop_grace);
     }},

    {"--plugins", "Platforms", "DIR", "../lib/connection-advisor/plugins beside the server's bin",
     "The directory of the plugins (*.so). Each file is compiled, checked and served, or refused by name and cause.",
     [](const std::string& text, Settings& settings) {
       settings.plugins = text;
       return text.empty() ? absl::InvalidArgumentError("is empty; name a directory") : absl::OkStatus();
     }},
    {"--compile-timeout", "Platforms", "DURATION", "5s", "The time that one plugin may take to compile.",
     [](const std::string& text, Settings& settings) {
       return Store(ParseDuration(text, milliseconds(10), minutes(10)), settings.compile_timeout);
     }},
    {"--compile-memory", "Platforms", "SIZE", "1GiB", "The memory that compiling one plugin may take.",
     [](const std::string& text, Settings& settings) {
       return Store(ParseBytes(text, 64 * kMebibyte, 64 * kGibibyte), settings.compile_memory);
     }},
};

}  // namespace

std::span<const SettingRow> SettingTable() { return kRows; }

}  // namespace connection_advisor
