// SHA-256, by which plugin files are known: lower-case hexadecimal.
#ifndef SERVICE_DEPLOYMENT_SHA256_H_
#define SERVICE_DEPLOYMENT_SHA256_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace connection_advisor::deployment {

std::string Sha256(std::string_view bytes);

// Of all bytes of the file behind `descriptor`, whose position does not move. What the system says where it can't be
// read.
absl::StatusOr<std::string> Sha256OfFile(int descriptor);

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_SHA256_H_
