// Why a rule does not decide, for a person to read.
#ifndef CLIENT_ADVISORCTL_WHY_NOT_H_
#define CLIENT_ADVISORCTL_WHY_NOT_H_

#include <string>

#include "client/advisorctl/page.h"
#include "client/advisorctl/terminal.h"
#include "connection_advisor/v1/advice.pb.h"

namespace connection_advisor::client {

// "relationship.met_in_person were true instead of false".
std::string ChangeText(const v1::FactChange& change);

// What would have to be so for the rule to decide; nothing where the advice was not asked about one.
void AddWhyNot(const v1::Advice& advice, Page* page);

// What the advice is, and that.
std::string WhyNotPage(const v1::Advice& advice, const Terminal& terminal);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_WHY_NOT_H_
