// Messages as protobuf's JSON.
#ifndef CLIENT_ADVISORCTL_JSON_H_
#define CLIENT_ADVISORCTL_JSON_H_

#include <string>

#include "google/protobuf/message.h"

namespace connection_advisor::client {

// Over several lines, ending with a line end; in one line, without. A detail of an error that is of a type unknown here
// has no JSON, and is left out.
std::string JsonText(const google::protobuf::Message& message);
std::string JsonLine(const google::protobuf::Message& message);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_JSON_H_
