// Answers that are asked for again, byte by byte.
#ifndef TESTS_SERVICE_ADVICE_SAME_BYTES_H_
#define TESTS_SERVICE_ADVICE_SAME_BYTES_H_

#include <cstddef>
#include <functional>

#include "connection_advisor/v1/request.pb.h"
#include "service/platform/published_platforms.h"

namespace connection_advisor::advice {

// Asks `count` times in turn, and then all of it again on two threads at once, each with memory of its own and in an
// order of its own. The test fails where an answer, errors being answers too, is not the same. The threads call
// `request_of`.
void ExpectTheSameBytesAgain(const platform::PlatformSet& platforms, size_t count,
                             const std::function<v1::AdviseRequest(size_t)>& request_of);

}  // namespace connection_advisor::advice

#endif  // TESTS_SERVICE_ADVICE_SAME_BYTES_H_
