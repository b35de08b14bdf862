// A protobuf arena that is used again and again, and whose first block is never given back: messages that fit into it
// cost no allocation of their own.
#ifndef SERVICE_EDGE_MESSAGE_ARENA_H_
#define SERVICE_EDGE_MESSAGE_ARENA_H_

#include <google/protobuf/arena.h>
#include <google/protobuf/message_lite.h>

#include <array>
#include <cstddef>
#include <type_traits>

namespace connection_advisor::edge {

class MessageArena {
 public:
  MessageArena() : arena_(Options(first_block_)) {}
  MessageArena(const MessageArena&) = delete;
  MessageArena& operator=(const MessageArena&) = delete;

  // Owned by the arena, until Reset.
  template <typename T>
  T* New() {
    using google::protobuf::Arena;
    if constexpr (std::is_base_of_v<google::protobuf::MessageLite, T>) {
      return Arena::CreateMessage<T>(&arena_);
    } else {
      return Arena::Create<T>(&arena_);
    }
  }
  void Reset() { arena_.Reset(); }

 private:
  static constexpr size_t kFirstBlockBytes = 4 << 10;  // a request, or a short answer
  static constexpr size_t kMaxBlockBytes = 64 << 10;   // for batches

  using Block = std::array<char, kFirstBlockBytes>;

  static google::protobuf::ArenaOptions Options(Block& first_block) {
    google::protobuf::ArenaOptions options;
    options.initial_block = first_block.data();
    options.initial_block_size = first_block.size();
    options.max_block_size = kMaxBlockBytes;
    return options;
  }

  alignas(std::max_align_t) Block first_block_;
  google::protobuf::Arena arena_;
};

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_MESSAGE_ARENA_H_
