// Whether what a plugin declares makes sense: ids, texts, kinds, references, limits. Everything but the diagrams.
#ifndef SERVICE_DEPLOYMENT_DESCRIPTION_CHECK_H_
#define SERVICE_DEPLOYMENT_DESCRIPTION_CHECK_H_

#include <string>
#include <vector>

#include "connection_advisor/image/v1/plugin_image.pb.h"

namespace connection_advisor::deployment {

// Every cause against the description, each naming the platform and the row and saying how to put it right; empty where
// there is none. Trusts nothing. Called by the compiler, so that an author hears of all mistakes at once and before
// anything is explored, and by the server, since the compiler's answer is untrusted.
std::vector<std::string> CheckDescription(const image::v1::PluginImage& plugin);

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_DESCRIPTION_CHECK_H_
