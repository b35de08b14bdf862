#include "service/edge/written_advice.h"

#include <utility>

#include "connection_advisor/v1/connection_advisor.pb.h"
#include "service/edge/field_bytes.h"

namespace connection_advisor::edge {

void WrittenAdvice::Write(const v1::Advice& advice) {
  constexpr int kAdvice = v1::AdviseResponse::kAdviceFieldNumber;
  const size_t advice_size = advice.ByteSizeLong();
  written_ = grpc::Slice(FieldSize(kAdvice, advice_size));
  // Nobody else has the slice yet; gRPC shows its bytes as constant all the same.
  auto* const at = const_cast<uint8_t*>(written_.begin());
  advice.SerializeWithCachedSizesToArray(BeginField(kAdvice, advice_size, at));
}

void WrittenAdvice::Take(grpc::ByteBuffer* bytes) {
  const grpc::Slice written = std::exchange(written_, grpc::Slice());
  grpc::ByteBuffer all(&written, 1);
  bytes->Swap(&all);
}

}  // namespace connection_advisor::edge
