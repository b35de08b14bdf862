// Attempts to make or to use what processes share.
#include <fcntl.h>
#include <mqueue.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/sendfile.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>

#include "escapes/attempt.h"

namespace hostile {
namespace {

bool MakesAPipe() {
  int ends[2];
  return pipe2(ends, 0) == 0;
}

bool PassesADescriptor() {
  msghdr message = {};
  return sendmsg(kAnswer, &message, 0) >= 0 || errno == ENOTSOCK;
}

bool AsksOfTheAnswer() {
  int size;
  return ioctl(kAnswer, FIONREAD, &size) == 0;
}

bool SharesPages() {
  return mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

constexpr Attempt kAttempts[] = {
    {"share_memory_by_name", [] { return shm_open(kPosixName, O_RDWR | O_CREAT, 0600) >= 0; }},
    {"share_memory_by_key", [] { return shmget(kSystemVKey, 4096, IPC_CREAT | 0600) >= 0; }},
    {"share_semaphores", [] { return semget(kSystemVKey, 1, IPC_CREAT | 0600) >= 0; }},
    {"share_messages", [] { return msgget(kSystemVKey, IPC_CREAT | 0600) >= 0; }},
    {"share_a_queue", [] { return mq_open(kPosixName, O_RDWR | O_CREAT, 0600, nullptr) >= 0; }},
    {"share_pages", SharesPages},
    {"make_a_file_in_memory", [] { return memfd_create("hostile", 0) >= 0; }},
    {"make_a_pipe", MakesAPipe},
    {"make_an_event", [] { return eventfd(0, 0) >= 0; }},
    {"make_an_epoll", [] { return epoll_create1(0) >= 0; }},
    {"make_a_timer", [] { return timerfd_create(CLOCK_MONOTONIC, 0) >= 0; }},
    {"pass_a_descriptor", PassesADescriptor},
    {"duplicate_the_answer", [] { return dup(kAnswer) >= 0; }},
    {"replace_standard_output", [] { return dup3(kAnswer, STDOUT_FILENO, 0) >= 0; }},
    {"ask_of_the_answer", AsksOfTheAnswer},
    {"send_a_file_into_the_answer", [] { return sendfile(kAnswer, kPluginBytes, nullptr, 1) >= 0; }},
    {"write_to_standard_output", [] { return write(STDOUT_FILENO, "", 0) == 0; }},
};

}  // namespace

std::span<const Attempt> SharingAttempts() { return kAttempts; }

}  // namespace hostile
