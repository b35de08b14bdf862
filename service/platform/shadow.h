// A version of a platform that shadows the one that serves: it is decided along on the same requests and answers
// nobody, so that what serving it would change is known before it serves.
//
// Bounded: a counter and one request for each class of answers, however many requests come. No text that a person wrote
// gets here: a request is kept as the values of the platform's facts.
#ifndef SERVICE_PLATFORM_SHADOW_H_
#define SERVICE_PLATFORM_SHADOW_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "service/diagram/reference.h"
#include "service/platform/platform.h"

namespace connection_advisor::platform {

// What a version makes of a request.
enum class ShadowAnswer : uint8_t {
  kDecline = 0,
  kMeetFirst = 1,
  kConnect = 2,
  kNeedsInformation = 3,
  kContradictory = 4,  // its impossible rules contradict what is stated
  kRefused = 5,        // it has no such platform, or does not know an own fact or a value that is stated
};
inline constexpr size_t kShadowAnswerCount = 6;
inline constexpr std::array kShadowAnswerNames = {"DECLINE",           "MEET_FIRST",    "CONNECT",
                                                  "NEEDS_INFORMATION", "CONTRADICTORY", "REFUSED"};

// All requests to which the serving version answered `serving` and the shadow would have answered `shadow`.
struct ShadowClass {
  ShadowAnswer serving = ShadowAnswer::kDecline;
  ShadowAnswer shadow = ShadowAnswer::kDecline;
  uint64_t requests = 0;
  // The first of them, as JSON that can be sent: the facts that were stated or derived, as each version took them. Of a
  // refused one the shadow took none, so that there its request is the serving version's. Empty while another thread
  // writes it down.
  std::string request_to_serving;
  std::string request_to_shadow;
};

// What was counted, at one moment after another while requests come.
struct ShadowTally {
  uint64_t requests = 0;             // compared
  uint64_t changed = 0;              // of them: answered differently
  std::vector<ShadowClass> changes;  // most requests first, ties by answer
};

class Shadow {
 public:
  // `shadow` is nullptr where that version has no such platform.
  Shadow(std::shared_ptr<const Platform> serving, std::shared_ptr<const Platform> shadow);

  const std::shared_ptr<const Platform>& serving() const { return serving_; }
  const std::shared_ptr<const Platform>& shadow() const { return shadow_; }

  // Counts one request. The values are those of the facts of each version, stated or derived, else diagram::kUnknown;
  // `to_shadow` is nullptr where it is refused. From any thread, without a lock or an allocation.
  void Count(ShadowAnswer serving, ShadowAnswer shadow, const uint8_t* to_serving, const uint8_t* to_shadow);

  // From any thread.
  ShadowTally Read() const;

 private:
  struct Cell {
    std::atomic<uint64_t> requests{0};
    // Of the first request, which the thread that counted it writes; then it is `written`.
    std::atomic<bool> written{false};
    bool taken_by_shadow = false;
    std::array<uint8_t, diagram::kMaxVariables> to_serving;
    std::array<uint8_t, diagram::kMaxVariables> to_shadow;
  };

  ShadowClass ReadClass(size_t serving, size_t shadow) const;

  const std::shared_ptr<const Platform> serving_;
  const std::shared_ptr<const Platform> shadow_;
  std::array<std::array<Cell, kShadowAnswerCount>, kShadowAnswerCount> cells_;  // by what serves, then by the shadow
};

}  // namespace connection_advisor::platform

#endif  // SERVICE_PLATFORM_SHADOW_H_
