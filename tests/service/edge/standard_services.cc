#include "tests/service/edge/standard_services.h"

#include <google/protobuf/unknown_field_set.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <memory>
#include <utility>

#include "grpc/health/v1/health.pb.h"

namespace connection_advisor::edge {
namespace {

using google::protobuf::UnknownField;
using google::protobuf::UnknownFieldSet;

constexpr auto kPatience = std::chrono::seconds(20);

grpc::ByteBuffer Buffer(const std::string& bytes) {
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

}  // namespace

grpc::Status CallRaw(grpc::Channel& channel, const std::string& method, const std::string& request,
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
    call->WriteLast(Buffer(request), grpc::WriteOptions(), nullptr);
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

namespace {

// What one reflection request with one string field is answered with, in the field `answer`.
std::vector<std::string> Reflect(grpc::Channel& channel, int question, const std::string& value, int answer) {
  UnknownFieldSet fields;
  fields.AddLengthDelimited(question, value);
  std::string request;
  fields.SerializeToString(&request);
  std::string response;
  CallRaw(channel, "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", request, &response);
  return Contents(response, answer);
}

}  // namespace

Health CheckHealth(grpc::Channel& channel, const std::string& name) {
  grpc::health::v1::HealthCheckRequest request;
  request.set_service(name);
  std::string bytes;
  const grpc::Status status = CallRaw(channel, "/grpc.health.v1.Health/Check", request.SerializeAsString(), &bytes);
  if (status.error_code() == grpc::StatusCode::NOT_FOUND) return Health::kUnknownName;
  grpc::health::v1::HealthCheckResponse response;
  if (!status.ok() || !response.ParseFromString(bytes)) return Health::kNoAnswer;
  return response.status() == grpc::health::v1::HealthCheckResponse::SERVING ? Health::kServing : Health::kNotServing;
}

std::vector<std::string> ReflectedServices(grpc::Channel& channel) {
  constexpr int kListServices = 7;          // of ServerReflectionRequest
  constexpr int kListServicesResponse = 6;  // of ServerReflectionResponse
  constexpr int kService = 1;               // of ListServiceResponse
  constexpr int kName = 1;                  // of ServiceResponse
  std::vector<std::string> names;
  for (const std::string& list : Reflect(channel, kListServices, "", kListServicesResponse)) {
    for (const std::string& service : Contents(list, kService)) {
      for (std::string& name : Contents(service, kName)) names.push_back(std::move(name));
    }
  }
  return names;
}

bool ReflectionDescribes(grpc::Channel& channel, const std::string& symbol) {
  constexpr int kFileContainingSymbol = 4;    // of ServerReflectionRequest
  constexpr int kFileDescriptorResponse = 4;  // of ServerReflectionResponse
  return !Reflect(channel, kFileContainingSymbol, symbol, kFileDescriptorResponse).empty();
}

}  // namespace connection_advisor::edge
