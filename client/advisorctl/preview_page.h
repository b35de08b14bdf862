// What an upload would come to and what would change by it, for a person to read.
#ifndef CLIENT_ADVISORCTL_PREVIEW_PAGE_H_
#define CLIENT_ADVISORCTL_PREVIEW_PAGE_H_

#include <string>

#include "client/advisorctl/terminal.h"
#include "connection_advisor/admin/v1/plugin_admin.pb.h"

namespace connection_advisor::client {

std::string PreviewPage(const admin::v1::PreviewUploadResponse& preview, const Terminal& terminal);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_PREVIEW_PAGE_H_
