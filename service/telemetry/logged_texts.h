// Which of a request's texts the decision log may show: one row for each. What a person wrote, or is called, is not
// shown unless the operator says so.
#ifndef SERVICE_TELEMETRY_LOGGED_TEXTS_H_
#define SERVICE_TELEMETRY_LOGGED_TEXTS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "connection_advisor/v1/request.pb.h"

namespace connection_advisor::telemetry {

enum class TextPolicy : uint8_t {
  kOff,     // never leaves the request
  kHashed,  // shown as a mark: equal texts have equal marks while the server runs, and the mark does not give the text
  kPlain,
};

// Gets each text of a field: one, or every entry of a list. None where the field is empty.
class TextVisitor {
 public:
  virtual void Text(const std::string& text) = 0;

 protected:
  ~TextVisitor() = default;
};

struct LoggedText {
  const char* field;  // its path in AdviseRequest, and the key in the log
  TextPolicy by_default;
  bool is_list;
  void (*visit)(const v1::AdviseRequest& request, TextVisitor& visitor);
};

inline constexpr size_t kLoggedTextCount = 10;
extern const std::array<LoggedText, kLoggedTextCount> kLoggedTexts;

using TextPolicies = std::array<TextPolicy, kLoggedTextCount>;  // by the index in kLoggedTexts

TextPolicies DefaultTextPolicies();

// "candidate.display_name=hashed, request_id=off": what is named, the rest by default. INVALID_ARGUMENT says what is
// wrong and what there is.
absl::StatusOr<TextPolicies> ParseTextPolicies(absl::string_view text);

}  // namespace connection_advisor::telemetry

#endif  // SERVICE_TELEMETRY_LOGGED_TEXTS_H_
