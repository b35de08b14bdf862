// Seeded chance, the same on every machine.
#ifndef TESTS_FUZZ_RANDOM_H_
#define TESTS_FUZZ_RANDOM_H_

#include <cstdint>
#include <iterator>
#include <random>

namespace connection_advisor::fuzz {

class Random {
 public:
  explicit Random(uint32_t seed) : random_(seed) {}

  // 0 to bound - 1; of 0, 0.
  uint32_t Below(uint32_t bound) { return bound == 0 ? 0 : static_cast<uint32_t>(random_() % bound); }
  bool OneIn(uint32_t many) { return Below(many) == 0; }

  // Numbers as they go wrong: near the right one, at an end, or anywhere.
  int64_t Near(int64_t number) {
    constexpr int64_t kEnds[] = {0, -1, 1, 0x7FFFFFFF, -0x80000000LL, 255, 256, 64, 128};
    switch (Below(3)) {
      case 0:
        return static_cast<int64_t>(static_cast<uint64_t>(number) + Below(7) - 3);  // round the ends
      case 1:
        return kEnds[Below(static_cast<uint32_t>(std::size(kEnds)))];
      default:
        return static_cast<int32_t>(random_());
    }
  }

 private:
  std::mt19937 random_;
};

}  // namespace connection_advisor::fuzz

#endif  // TESTS_FUZZ_RANDOM_H_
