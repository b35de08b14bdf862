// What a shadow has come to, as PluginAdmin tells of it.
#ifndef SERVICE_EDGE_SHADOW_MESSAGES_H_
#define SERVICE_EDGE_SHADOW_MESSAGES_H_

#include "connection_advisor/admin/v1/plugin_admin.pb.h"
#include "service/lifecycle/shadow_run.h"

namespace connection_advisor::edge {

void ToMessage(const lifecycle::ShadowReport& report, admin::v1::Shadow* message);

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_SHADOW_MESSAGES_H_
