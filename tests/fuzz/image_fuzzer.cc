// Any message whatever, through the server's judgement of images.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "connection_advisor/image/v1/plugin_image.pb.h"
#include "service/deployment/deploy.h"
#include "tests/fuzz/image_mutator.h"

using connection_advisor::deployment::PluginOutcome;
using connection_advisor::fuzz::Random;
using connection_advisor::image::v1::PluginImage;

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  PluginImage image;
  if (!image.ParseFromArray(data, static_cast<int>(size))) return 0;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  const PluginOutcome outcome = connection_advisor::deployment::VerifyImage(image, image.sha256(), deadline);
  if (outcome.refused() != outcome.platforms.empty()) std::abort();
  return 0;
}

// What libFuzzer does by itself, or a field of the message.
extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size, unsigned int seed) {
  Random random(seed);
  PluginImage image;
  if (random.OneIn(4) || !image.ParseFromArray(data, static_cast<int>(size))) {
    return LLVMFuzzerMutate(data, size, max_size);
  }
  connection_advisor::fuzz::MutateMessage(image, random);
  const size_t mutated_size = image.ByteSizeLong();
  if (mutated_size > max_size || !image.SerializeToArray(data, static_cast<int>(max_size))) return size;
  return mutated_size;
}
