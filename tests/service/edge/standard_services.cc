#include "tests/service/edge/standard_services.h"

#include <google/protobuf/unknown_field_set.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <memory>
#include <utility>

namespace connection_advisor::edge {
namespace {

using google::protobuf::UnknownField;
using google::protobuf::UnknownFieldSet;

constexpr auto kPatience = std::chrono::seconds(20);

grpc::ByteBuffer Serialize(const UnknownFieldSet& fields) {
  std::string bytes;
  fields.SerializeToString(&bytes);
  grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

std::string Bytes(const grpc::ByteBuffer& buffer) {
  grpc::Slice slice;
  if (!buffer.DumpToSingleSlice(&slice).ok()) return "";
  return std::string(reinterpret_cast<const char*>(slice.begin()), slice.size());
}

// The strings and messages with `number` in the message `bytes`.
std::vector<std::string> Contents(const std::string& bytes, int number) {
  UnknownFieldSet fields;
  fields.ParseFromString(bytes);
  std::vector<std::string> result;
  for (int i = 0; i < fields.field_count(); ++i) {
    const UnknownField& field = fields.field(i);
    if (field.number() != number || field.type() != UnknownField::TYPE_LENGTH_DELIMITED) continue;
    result.push_back(field.length_delimited());
  }
  return result;
}

// One request, one answer, on a method of any kind.
grpc::Status Call(grpc::Channel& channel, const std::string& method, const UnknownFieldSet& request,
                  std::string* response) {
  // The stub wants to own its channel; the caller's outlives it.
  const std::shared_ptr<grpc::ChannelInterface> borrowed(&channel, [](grpc::ChannelInterface*) {});
  grpc::TemplatedGenericStub<grpc::ByteBuffer, grpc::ByteBuffer> stub(borrowed);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kPatience);
  grpc::CompletionQueue queue;
  auto call = stub.PrepareCall(&context, method, &queue);
  void* tag = nullptr;
  bool ok = false;
  const auto wait = [&] { return queue.Next(&tag, &ok) && ok; };

  grpc::ByteBuffer answer;
  call->StartCall(nullptr);
  bool alive = wait();
  if (alive) {
    call->WriteLast(Serialize(request), grpc::WriteOptions(), nullptr);
    alive = wait();
  }
  if (alive) {
    call->Read(&answer, nullptr);
    if (wait()) *response = Bytes(answer);
  }
  grpc::Status status;
  call->Finish(&status, nullptr);
  wait();
  return status;
}

}  // namespace

Health CheckHealth(grpc::Channel& channel, const std::string& name) {
  constexpr int kService = 1;
  constexpr int kStatus = 1;
  UnknownFieldSet request;
  request.AddLengthDelimited(kService, name);
  std::string bytes;
  const grpc::Status status = Call(channel, "/grpc.health.v1.Health/Check", request, &bytes);
  if (status.error_code() == grpc::StatusCode::NOT_FOUND) return Health::kUnknownName;
  UnknownFieldSet response;
  response.ParseFromString(bytes);
  if (!status.ok() || response.field_count() != 1 || response.field(0).number() != kStatus) return Health::kNoAnswer;
  constexpr uint64_t kServing = 1;
  return response.field(0).varint() == kServing ? Health::kServing : Health::kNotServing;
}

std::vector<std::string> ReflectedServices(grpc::Channel& channel) {
  constexpr int kListServices = 7;          // of ServerReflectionRequest
  constexpr int kListServicesResponse = 6;  // of ServerReflectionResponse
  constexpr int kService = 1;               // of ListServiceResponse
  constexpr int kName = 1;                  // of ServiceResponse
  UnknownFieldSet request;
  request.AddLengthDelimited(kListServices, "");
  std::string response;
  Call(channel, "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", request, &response);
  std::vector<std::string> names;
  for (const std::string& list : Contents(response, kListServicesResponse)) {
    for (const std::string& service : Contents(list, kService)) {
      for (std::string& name : Contents(service, kName)) names.push_back(std::move(name));
    }
  }
  return names;
}

}  // namespace connection_advisor::edge
