// The plugins of a server for a person to read.
#ifndef CLIENT_ADVISORCTL_PLUGIN_TABLE_H_
#define CLIENT_ADVISORCTL_PLUGIN_TABLE_H_

#include <string>

#include "absl/time/time.h"
#include "client/advisorctl/terminal.h"
#include "connection_advisor/admin/v1/plugin_admin.pb.h"

namespace connection_advisor::client {

using PluginVersions = google::protobuf::RepeatedPtrField<admin::v1::PluginVersion>;

// A line for each version, in their order: what it is, its state and since when, and what is to be said of it. Names of
// plugins stand once. `now` is what "since" counts from.
std::string PluginTable(const PluginVersions& versions, const Terminal& terminal, absl::Time now);

// In the largest unit that it has one of: "3 min".
std::string TimeSince(const google::protobuf::Timestamp& time, absl::Time now);

// "serving", in its colour.
std::string StateText(const admin::v1::PluginVersion& version, const Terminal& terminal);

// "rose 1.0.0 (0f3a9c12)"; the file's name where it did not say what it is.
std::string NameOf(const admin::v1::PluginVersion& version);

// What became of an upload.
std::string UploadText(const admin::v1::PluginVersion& version, const Terminal& terminal);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_PLUGIN_TABLE_H_
