#include "tests/hostile/surroundings.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <mqueue.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <fstream>
#include <stdexcept>

#include "absl/strings/str_cat.h"
#include "tests/hostile/hostile_directory.h"
#include "tests/hostile/plugins/orphan.h"

namespace connection_advisor::hostile {
namespace {

using ::hostile::Aim;
using ::hostile::kPosixName;
using ::hostile::kSystemVKey;

volatile sig_atomic_t received_signals = 0;

void Listen(int listener, const sockaddr* address, socklen_t size) {
  if (bind(listener, address, size) != 0 || listen(listener, 8) != 0) throw std::runtime_error("no listener");
}

bool HasVisitor(const deployment::FileDescriptor& listener) {
  return deployment::FileDescriptor(accept4(listener.number(), nullptr, nullptr, SOCK_CLOEXEC)).is_open();
}

template <size_t size>
void Put(const std::string& text, char (&place)[size]) {
  if (text.size() >= size) throw std::runtime_error(absl::StrCat("too long to aim at: ", text));
  text.copy(place, size - 1);
}

deployment::FileDescriptor Turn() {
  const std::filesystem::path file = std::filesystem::temp_directory_path() / "connection-advisor-surroundings";
  deployment::FileDescriptor turn(open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (flock(turn.number(), LOCK_EX) != 0) throw std::runtime_error("no turn");
  return turn;
}

}  // namespace

Surroundings::Surroundings() : turn_(Turn()) {
  watched_.Write("kept", "as it was");
  sockaddr_un unix_address = {.sun_family = AF_UNIX, .sun_path = {}};
  Put((watched_ / "socket").string(), unix_address.sun_path);
  unix_listener_ = deployment::FileDescriptor(socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  Listen(unix_listener_.number(), reinterpret_cast<const sockaddr*>(&unix_address), sizeof unix_address);

  sockaddr_in tcp_address = {};
  tcp_address.sin_family = AF_INET;
  tcp_address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  tcp_listener_ = deployment::FileDescriptor(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  Listen(tcp_listener_.number(), reinterpret_cast<const sockaddr*>(&tcp_address), sizeof tcp_address);
  socklen_t size = sizeof tcp_address;
  getsockname(tcp_listener_.number(), reinterpret_cast<sockaddr*>(&tcp_address), &size);
  tcp_port_ = ntohs(tcp_address.sin_port);

  std::memcpy(secret_.data(), ::hostile::kSecret, secret_.size());
  signal(SIGURG, [](int) { received_signals = received_signals + 1; });
  signals_ = received_signals;
  priority_ = getpriority(PRIO_PROCESS, 0);
  files_ = Files();
}

Surroundings::~Surroundings() {
  shm_unlink(kPosixName);
  mq_unlink(kPosixName);
  shmctl(shmget(kSystemVKey, 0, 0), IPC_RMID, nullptr);
  semctl(semget(kSystemVKey, 0, 0), 0, IPC_RMID);
  msgctl(msgget(kSystemVKey, 0), IPC_RMID, nullptr);
  flock(turn_.number(), LOCK_UN);  // though a process that was left behind has it too
}

std::map<std::string, std::string> Surroundings::Files() const {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(watched_.path())) {
    struct stat status {};
    lstat(entry.path().c_str(), &status);
    files[entry.path().filename()] =
        absl::StrCat(status.st_mode, " ", status.st_nlink, " ", status.st_mtim.tv_sec, ".", status.st_mtim.tv_nsec, " ",
                     S_ISREG(status.st_mode) ? BytesOf(entry.path()) : "");
  }
  return files;
}

std::vector<std::string> Surroundings::Changes() const {
  std::vector<std::string> changes;
  const auto change = [&](bool changed, const char* what) {
    if (changed) changes.push_back(what);
  };
  change(Files() != files_, "files");
  change(HasVisitor(unix_listener_), "a connection to a Unix socket");
  change(HasVisitor(tcp_listener_), "a connection to a TCP port");
  change(received_signals != signals_, "a signal");
  change(std::memcmp(secret_.data(), ::hostile::kSecret, secret_.size()) != 0, "memory");
  change(getpriority(PRIO_PROCESS, 0) != priority_, "the priority");
  change(shmget(kSystemVKey, 0, 0) >= 0, "shared memory by key");
  change(semget(kSystemVKey, 0, 0) >= 0, "semaphores");
  change(msgget(kSystemVKey, 0) >= 0, "messages");
  change(deployment::FileDescriptor(shm_open(kPosixName, O_RDONLY, 0)).is_open(), "shared memory by name");
  change(deployment::FileDescriptor(mq_open(kPosixName, O_RDONLY)).is_open(), "a message queue");
  change(Orphans() > 0, "a process");
  return changes;
}

std::filesystem::path Surroundings::Aimed(const std::string& attempt, ::hostile::Place place, pid_t victim) const {
  Aim aim = {HOSTILE_AIM_MARK, {}, {}, reinterpret_cast<uint64_t>(secret_.data()), victim, tcp_port_, place};
  Put(attempt, aim.attempt);
  Put(watched_.path().string(), aim.directory);
  std::string bytes = BytesOf(HostilePlugin("Escapes"));
  const size_t at = bytes.find(HOSTILE_AIM_MARK);
  if (at == std::string::npos || bytes.find(HOSTILE_AIM_MARK, at + 1) != std::string::npos) {
    throw std::runtime_error("the aim does not stand once in the library");
  }
  std::memcpy(&bytes[at], &aim, sizeof aim);
  return aimed_.Write(attempt + ".so", bytes);
}

int Orphans() {
  int orphans = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    std::string name;
    std::string state;
    std::getline(std::ifstream(entry.path() / "comm"), name);
    if (name != ::hostile::kOrphan) continue;
    std::ifstream stat(entry.path() / "stat");
    std::string skipped;
    stat >> skipped >> skipped >> state;
    if (state != "Z") ++orphans;
  }
  return orphans;
}

}  // namespace connection_advisor::hostile
