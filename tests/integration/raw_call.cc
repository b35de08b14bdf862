#include "tests/integration/raw_call.h"

#include <chrono>
#include <vector>

#include "grpcpp/support/byte_buffer.h"

namespace connection_advisor::integration {
namespace {

grpc::ByteBuffer BufferOf(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::string bytes;
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return bytes;
  for (const grpc::Slice& slice : slices) bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return bytes;
}

}  // namespace

RawCall::RawCall(const std::shared_ptr<grpc::Channel>& channel, const std::string& method, const std::string& request) {
  // Only there so that a server that hangs fails the test.
  context_.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
  call_ = grpc::GenericStub(channel).PrepareCall(&context_, method, &queue_);
  call_->StartCall(nullptr);
  if (!WaitForStep()) return;
  call_->WriteLast(BufferOf(request), grpc::WriteOptions(), nullptr);
  WaitForStep();
}

RawCall::~RawCall() {
  if (finished_) return;
  context_.TryCancel();
  Finish();
}

bool RawCall::WaitForStep() {
  void* tag = nullptr;
  bool ok = false;
  return queue_.Next(&tag, &ok) && ok;
}

std::optional<std::string> RawCall::Read() {
  grpc::ByteBuffer message;
  call_->Read(&message, nullptr);
  return WaitForStep() ? std::optional<std::string>(BytesOf(message)) : std::nullopt;
}

grpc::Status RawCall::Finish() {
  grpc::Status status;
  call_->Finish(&status, nullptr);
  WaitForStep();
  finished_ = true;
  return status;
}

RawAnswer CallRaw(const std::shared_ptr<grpc::Channel>& channel, const std::string& method,
                  const std::string& request) {
  RawCall call(channel, method, request);
  RawAnswer answer;
  for (std::optional<std::string> message; (message = call.Read());) answer.bytes += *message;
  answer.status = call.Finish();
  return answer;
}

}  // namespace connection_advisor::integration
