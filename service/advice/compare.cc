#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "service/advice/advise.h"
#include "service/advice/answer.h"
#include "service/advice/errors.h"
#include "service/advice/workspace.h"
#include "service/facts/binding.h"

namespace connection_advisor::advice {
namespace {

using platform::Platform;
using platform::PlatformSet;

constexpr int kMaxPlatforms = 64;

// One platform to compare; nullptr where it was named and is not loaded.
struct Compared {
  std::string id;
  std::shared_ptr<const Platform> platform;
};

void CheckPlatforms(const v1::ComparePlatformsRequest& request, facts::Violations* violations) {
  if (!request.request().platform().empty()) {
    violations->push_back({"request.platform", "is set; leave it empty and name the platforms in `platforms`"});
  }
  if (!request.request().why_not_rule().empty()) {
    violations->push_back(
        {"request.why_not_rule", "is set; a rule is one platform's: ask Advise about it, and leave it empty here"});
  }
  if (request.platforms_size() > kMaxPlatforms) {
    violations->push_back({"platforms", absl::StrCat("has ", request.platforms_size(), " entries; at most ",
                                                     kMaxPlatforms, " are allowed")});
    return;
  }
  std::set<std::string> named;
  for (int index = 0; index < request.platforms_size(); ++index) {
    const std::string& id = request.platforms(index);
    const std::string field = absl::StrCat("platforms[", index, "]");
    if (id.empty()) {
      violations->push_back({field, "is empty; name a platform, or leave the entry out"});
    } else if (!named.insert(id).second) {
      violations->push_back({field, "names a platform a second time; leave the entry out"});
    }
  }
}

// Of a list that is too long, and so refused, its beginning: it may hold as many names as a message has room for.
std::vector<Compared> SelectPlatforms(const PlatformSet& platforms, const v1::ComparePlatformsRequest& request) {
  std::vector<Compared> selected;
  if (request.platforms().empty()) {
    for (const auto& platform : platforms.platforms()) selected.push_back({platform->id, platform});
    return selected;
  }
  for (int index = 0; index < std::min(request.platforms_size(), kMaxPlatforms); ++index) {
    const std::string& id = request.platforms(index);
    const auto found = std::find_if(platforms.platforms().begin(), platforms.platforms().end(),
                                    [&](const auto& platform) { return platform->id == id; });
    selected.push_back({id, found == platforms.platforms().end() ? nullptr : *found});
  }
  return selected;
}

// Those that are loaded, each once.
std::vector<std::shared_ptr<const Platform>> Loaded(const std::vector<Compared>& compared) {
  std::vector<std::shared_ptr<const Platform>> loaded;
  for (const Compared& one : compared) {
    if (one.platform == nullptr || std::find(loaded.begin(), loaded.end(), one.platform) != loaded.end()) continue;
    loaded.push_back(one.platform);
  }
  return loaded;
}

absl::Status AdviseOn(const Compared& compared, const PlatformSet& platforms, const v1::AdviseRequest& request,
                      Workspace::State& state, v1::Advice* advice) {
  if (compared.platform == nullptr) return PlatformNotLoaded(compared.id, platforms);
  facts::BindForComparison(request, *compared.platform, &state.bound);
  return Answer(*compared.platform, request, state, advice);
}

int Rank(v1::Verdict verdict) {
  switch (verdict) {
    case v1::VERDICT_CONNECT:
      return 0;
    case v1::VERDICT_MEET_FIRST:
      return 1;
    case v1::VERDICT_NEEDS_INFORMATION:
      return 2;
    default:
      return 3;
  }
}

void RankPlatforms(const std::vector<Compared>& compared, v1::ComparePlatformsResponse* response) {
  // Verdict, then the greater significance, then id.
  std::set<std::tuple<int, int64_t, std::string>> ranking;
  for (size_t index = 0; index < compared.size(); ++index) {
    const v1::AdviceResult& result = response->results(static_cast<int>(index)).result();
    if (!result.has_advice()) continue;
    ranking.emplace(Rank(result.advice().verdict()), -int64_t{compared[index].platform->significance},
                    compared[index].id);
  }
  for (const auto& [rank, significance, id] : ranking) response->add_ranking(id);
  if (!ranking.empty() && std::get<0>(*ranking.begin()) <= Rank(v1::VERDICT_MEET_FIRST)) {
    response->set_best_platform(response->ranking(0));
  }
}

}  // namespace

absl::Status Compare(const PlatformSet& platforms, const v1::ComparePlatformsRequest& request, Workspace& workspace,
                     v1::ComparePlatformsResponse* response) {
  facts::Violations violations;
  CheckPlatforms(request, &violations);
  facts::CheckRequest(request.request(), "request.", &violations);
  const std::vector<Compared> compared = SelectPlatforms(platforms, request);
  facts::CheckComparison(request.request(), Loaded(compared), "request.", &violations);
  if (!violations.empty()) return InvalidRequest(violations);

  for (const Compared& one : compared) {
    v1::PlatformResult* row = response->add_results();
    row->set_platform(one.id);
    v1::AdviceResult* result = row->mutable_result();
    const absl::Status status =
        AdviseOn(one, platforms, request.request(), workspace.state(), result->mutable_advice());
    if (!status.ok()) ToRpcStatus(status, result->mutable_error());
  }
  RankPlatforms(compared, response);
  return absl::OkStatus();
}

}  // namespace connection_advisor::advice
