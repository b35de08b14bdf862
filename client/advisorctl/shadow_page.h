// What a version that shadows another would change, for a person to read.
#ifndef CLIENT_ADVISORCTL_SHADOW_PAGE_H_
#define CLIENT_ADVISORCTL_SHADOW_PAGE_H_

#include <string>

#include "absl/time/time.h"
#include "client/advisorctl/terminal.h"
#include "connection_advisor/admin/v1/plugin_admin.pb.h"

namespace connection_advisor::client {

enum class ShadowMoment { kGoesOn, kEnded };

// `now` is what "for" counts to.
std::string ShadowPage(const admin::v1::Shadow& shadow, ShadowMoment moment, const Terminal& terminal, absl::Time now);

// Of all that go on.
std::string ShadowsPage(const google::protobuf::RepeatedPtrField<admin::v1::Shadow>& shadows, const Terminal& terminal,
                        absl::Time now);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_SHADOW_PAGE_H_
