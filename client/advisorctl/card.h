// One piece of advice for a person to read.
#ifndef CLIENT_ADVISORCTL_CARD_H_
#define CLIENT_ADVISORCTL_CARD_H_

#include <string>

#include "client/advisorctl/page.h"
#include "client/advisorctl/terminal.h"
#include "connection_advisor/v1/advice.pb.h"

namespace connection_advisor::client {

// The headline, the verdict, and whether the member could recommend them.
void AddVerdict(const v1::Advice& advice, const Terminal& terminal, Page* page);

// The headline, the verdict, why, what to do, what to answer, what to ask; then what was taken for granted and what is
// possible; in the full view what would change it and where each fact comes from. What is empty is left out.
std::string Card(const v1::Advice& advice, const Terminal& terminal);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_CARD_H_
