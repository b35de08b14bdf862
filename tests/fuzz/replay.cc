// Without libFuzzer: goes through files once, and through what a few seeded changes in a row make of each.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);
extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size, unsigned int seed);

// In place of libFuzzer's own.
extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t /*max_size*/) {
  if (size > 0) data[size / 2] ^= 1;
  return size;
}

int main(int argc, char** argv) {
  constexpr unsigned int kChanges = 50;
  constexpr unsigned int kInARow = 5;
  int files = 0;
  for (int i = 1; i < argc; ++i) {
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
      std::ifstream file(entry.path(), std::ios::binary);
      std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
      std::vector<uint8_t> data(bytes.begin(), bytes.end());
      size_t size = data.size();
      LLVMFuzzerTestOneInput(data.data(), size);
      data.resize(2 * size + 64);
      for (unsigned int seed = 0; seed < kChanges; ++seed) {
        if (seed % kInARow == 0) {
          size = bytes.size();
          std::memcpy(data.data(), bytes.data(), size);
        }
        size = LLVMFuzzerCustomMutator(data.data(), size, data.size(), seed);
        LLVMFuzzerTestOneInput(data.data(), size);
      }
      ++files;
    }
  }
  std::printf("%d seeds\n", files);
  return files > 0 ? 0 : 1;
}
