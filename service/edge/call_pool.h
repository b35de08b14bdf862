// The calls of one method on one queue: made when they are needed, kept for reuse, at most one of them waiting for an
// arrival. There are as many as were ever busy at once: as the bound on calls in flight allows, and those that were
// being refused.
#ifndef SERVICE_EDGE_CALL_POOL_H_
#define SERVICE_EDGE_CALL_POOL_H_

#include <memory>
#include <vector>

namespace connection_advisor::edge {

template <typename Call>
class CallPool {
 public:
  // One that is idle, or a new one made of `arguments`.
  template <typename... Arguments>
  Call& Take(Arguments&... arguments) {
    if (idle_.empty()) return *calls_.emplace_back(std::make_unique<Call>(arguments...));
    Call* call = idle_.back();
    idle_.pop_back();
    return *call;
  }
  void PutBack(Call& call) { idle_.push_back(&call); }

 private:
  std::vector<std::unique_ptr<Call>> calls_;
  std::vector<Call*> idle_;
};

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_CALL_POOL_H_
