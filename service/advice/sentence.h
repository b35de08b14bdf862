// Puts the sentences of an answer together.
#ifndef SERVICE_ADVICE_SENTENCE_H_
#define SERVICE_ADVICE_SENTENCE_H_

#include <string>
#include <string_view>

#include "service/platform/platform.h"

namespace connection_advisor::advice {

// "Connect" and "You know their work." make "Connect: you know their work.". A first word that is a name or "I" keeps
// its capital.
std::string Headline(std::string_view verdict, std::string_view sentence);

// The reply to send: `text` with its greeting and its closing filled in, by name where there is one that is not
// blank. Names are put on one line; what looks like a placeholder in them stays as it is.
std::string Reply(const platform::Letter& letter, std::string_view text, std::string_view candidate,
                  std::string_view member);

}  // namespace connection_advisor::advice

#endif  // SERVICE_ADVICE_SENTENCE_H_
