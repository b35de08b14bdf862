// The plugins as PluginAdmin tells of them.
#ifndef SERVICE_EDGE_PLUGIN_MESSAGES_H_
#define SERVICE_EDGE_PLUGIN_MESSAGES_H_

#include <google/protobuf/timestamp.pb.h>

#include <chrono>

#include "connection_advisor/admin/v1/plugin_admin.pb.h"
#include "service/lifecycle/plugin_version.h"

namespace connection_advisor::edge {

google::protobuf::Timestamp ToTimestamp(std::chrono::system_clock::time_point time);

void ToMessage(const lifecycle::PluginVersion& version, admin::v1::PluginVersion* message);

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_PLUGIN_MESSAGES_H_
