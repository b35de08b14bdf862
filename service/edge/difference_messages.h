// The difference between two versions of a plugin as PluginAdmin tells of it.
#ifndef SERVICE_EDGE_DIFFERENCE_MESSAGES_H_
#define SERVICE_EDGE_DIFFERENCE_MESSAGES_H_

#include "connection_advisor/admin/v1/difference.pb.h"
#include "service/analysis/difference.h"

namespace connection_advisor::edge {

void ToMessage(const analysis::PluginDifference& difference, admin::v1::PluginDifference* message);

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_DIFFERENCE_MESSAGES_H_
