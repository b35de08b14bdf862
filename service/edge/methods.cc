#include "service/edge/methods.h"

#include <memory>

namespace connection_advisor::edge {
namespace {

constexpr UnaryMethod<v1::AdviseRequest, v1::AdviseResponse> kAdvise = {
    &AsyncService::RequestAdvise,
    [](const v1::AdviseRequest& request, const AnswerContext& context, v1::AdviseResponse* response) {
      return advice::Advise(context.platforms, request, context.workspace, response->mutable_advice());
    }};

constexpr UnaryMethod<v1::ComparePlatformsRequest, v1::ComparePlatformsResponse> kComparePlatforms = {
    &AsyncService::RequestComparePlatforms, [](const v1::ComparePlatformsRequest& request, const AnswerContext& context,
                                               v1::ComparePlatformsResponse* response) {
      return advice::Compare(context.platforms, request, context.workspace, response);
    }};

constexpr UnaryMethod<v1::ListPlatformsRequest, v1::ListPlatformsResponse> kListPlatforms = {
    &AsyncService::RequestListPlatforms,
    [](const v1::ListPlatformsRequest&, const AnswerContext& context, v1::ListPlatformsResponse* response) {
      advice::ListPlatforms(context.platforms, response);
      return absl::OkStatus();
    }};

constexpr UnaryMethod<v1::GetPlatformRequest, v1::GetPlatformResponse> kGetPlatform = {
    &AsyncService::RequestGetPlatform,
    [](const v1::GetPlatformRequest& request, const AnswerContext& context, v1::GetPlatformResponse* response) {
      return advice::GetPlatform(context.platforms, request, response);
    }};

template <typename Request, typename Response>
void Add(const UnaryMethod<Request, Response>& method, AsyncService& service, ServingQueue& queue) {
  queue.Add(std::make_unique<UnaryEntrance<Request, Response>>(method, service, queue));
}

}  // namespace

void AddSingleMethods(AsyncService& service, ServingQueue& queue) {
  Add(kAdvise, service, queue);
  Add(kComparePlatforms, service, queue);
  Add(kListPlatforms, service, queue);
  Add(kGetPlatform, service, queue);
}

}  // namespace connection_advisor::edge
