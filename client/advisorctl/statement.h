// `--set FACT=VALUE`: one statement about the two people, put where it belongs in the request.
#ifndef CLIENT_ADVISORCTL_STATEMENT_H_
#define CLIENT_ADVISORCTL_STATEMENT_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "connection_advisor/v1/request.pb.h"

namespace connection_advisor::client {

// Puts "PATH=VALUE" into the request:
//   a field         relationship.met_in_person=false, candidate.display_name=Jane, invitation.direction=OUTGOING
//   a list          member.passions=dogs           (adds an entry; say it again for the next)
//   a map           member.connection_counts.linkedin=150
//   a fact without  mastodon.same_server=true, member.connection_count=at least 30000, or facts.ID=VALUE for any id:
//   a field         goes to `facts`
// Values: true or false; an enum's short or full name; a whole number; any text. `null` takes a boolean, an enum or a
// fact back to unknown. A statement about a field that is set replaces it.
//
// INVALID_ARGUMENT says what is wrong (text that is not UTF-8 too) and, where something is near, what was meant.
absl::Status State(absl::string_view statement, v1::AdviseRequest* request);

// Whether PATH names a place in a request at all; the same errors.
absl::Status CheckStatable(absl::string_view path);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_STATEMENT_H_
