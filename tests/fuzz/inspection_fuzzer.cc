// Any bytes whatever, through the inspection of plugin files.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>

#include "service/deployment/elf_inspection.h"
#include "tests/fuzz/elf_mutator.h"

using connection_advisor::fuzz::Random;

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::Status status = connection_advisor::deployment::InspectElf(std::as_bytes(std::span(data, size)));
  // It says why, and in few words.
  constexpr size_t kMuch = 1 << 20;
  if (!status.ok() && (status.message().empty() || status.message().size() > kMuch)) std::abort();
  return 0;
}

// What libFuzzer does by itself, or a field that the dynamic linker goes by.
extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size, unsigned int seed) {
  Random random(seed);
  if (random.OneIn(2)) return LLVMFuzzerMutate(data, size, max_size);
  std::string file(reinterpret_cast<const char*>(data), size);
  connection_advisor::fuzz::MutateElf(file, random);
  if (file.empty() || file.size() > max_size) return size;
  std::copy(file.begin(), file.end(), data);
  return file.size();
}
