#include "service/edge/written_results.h"

#include <algorithm>

#include "connection_advisor/v1/connection_advisor.pb.h"
#include "service/edge/field_bytes.h"

namespace connection_advisor::edge {
namespace {

constexpr int kResults = v1::BatchAdviseResponse::kResultsFieldNumber;
static_assert(kResults == int{v1::StreamAdviseResponse::kResultsFieldNumber});

// What is handed to the transport at a time.
constexpr size_t kBlockBytes = 64 << 10;

void DeleteBlock(void* block) { delete[] static_cast<uint8_t*>(block); }

}  // namespace

void WrittenResults::Add(const v1::Advice& advice) { AddField(v1::AdviceResult::kAdviceFieldNumber, advice); }

void WrittenResults::Add(const google::rpc::Status& error) { AddField(v1::AdviceResult::kErrorFieldNumber, error); }

void WrittenResults::AddField(int field, const google::protobuf::MessageLite& message) {
  const size_t message_size = message.ByteSizeLong();
  const size_t result_size = FieldSize(field, message_size);
  uint8_t* at = Extend(FieldSize(kResults, result_size));
  at = BeginField(kResults, result_size, at);
  at = BeginField(field, message_size, at);
  message.SerializeWithCachedSizesToArray(at);
  --expected_;
}

uint8_t* WrittenResults::Extend(size_t size) {
  if (size > block_size_ - block_used_) {
    CloseBlock();
    const size_t to_come = size * static_cast<size_t>(std::max(expected_, 1));
    block_size_ = std::max(size, std::min(to_come, kBlockBytes));
    block_.reset(new uint8_t[block_size_]);
  }
  uint8_t* at = block_.get() + block_used_;
  block_used_ += size;
  return at;
}

void WrittenResults::CloseBlock() {
  if (block_used_ > 0) {
    uint8_t* const block = block_.release();
    written_.emplace_back(block, block_used_, &DeleteBlock, block);
  }
  block_size_ = 0;
  block_used_ = 0;
}

void WrittenResults::Take(grpc::ByteBuffer* bytes) {
  CloseBlock();
  grpc::ByteBuffer all(written_.data(), written_.size());
  bytes->Swap(&all);
  written_.clear();
}

}  // namespace connection_advisor::edge
