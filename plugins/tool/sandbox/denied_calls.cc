#include "plugins/tool/sandbox/denied_calls.h"

#include <fcntl.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/util/delimited_message_util.h>
#include <seccomp.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

#include "connection_advisor/image/v1/plugin_image.pb.h"
#include "service/deployment/child_process.h"

namespace connection_advisor::tool {
namespace {

using deployment::kAnswerDescriptor;
using deployment::kPluginDescriptor;

// The arguments of a call that was not made, and its result, in the registers to which the handler returns.
#if defined(__x86_64__)
constexpr int kArgumentRegisters[] = {REG_RDI, REG_RSI, REG_RDX, REG_R10};
uint64_t Argument(const ucontext_t& context, int index) {
  return static_cast<uint64_t>(context.uc_mcontext.gregs[kArgumentRegisters[index]]);
}
void SetResult(ucontext_t& context, long result) { context.uc_mcontext.gregs[REG_RAX] = result; }
#elif defined(__aarch64__)
uint64_t Argument(const ucontext_t& context, int index) { return context.uc_mcontext.regs[index]; }
void SetResult(ucontext_t& context, long result) { context.uc_mcontext.regs[0] = static_cast<uint64_t>(result); }
#else
#error "say in which registers this architecture passes system calls"
#endif

// SYS_SECCOMP of the kernel's siginfo.h, which does not go together with the C library's: the signal is the filter's.
constexpr int kFromTheFilter = 1;

constexpr size_t kMaxSystemCalls = 1024;

// Written before the filter is raised, since a handler may neither allocate nor call protobuf.
struct Report {
  std::string message;
  std::atomic<bool> sent = false;
};

// Of each system call by its number. A handler can reach nothing but what is global.
std::array<Report, kMaxSystemCalls>* reports = nullptr;

std::string ReportOf(int call) {
  const std::unique_ptr<char, decltype(&std::free)> name(seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, call),
                                                         &std::free);
  if (name == nullptr) return "";
  image::v1::CompilerMessage message;
  message.mutable_denial()->set_system_call(name.get());
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::util::SerializeDelimitedToZeroCopyStream(message, &stream);
  return bytes;
}

// A call as the C library makes it; its result, or the negated error. Past the interceptors of sanitizers.
template <typename... Arguments>
long Call(long number, Arguments... arguments) {
  const long result = syscall(number, arguments...);
  return result == -1 ? -errno : result;
}

bool OpensThePlugin(const ucontext_t& context) {
  const char* path = reinterpret_cast<const char*>(Argument(context, 1));
  return path != nullptr && std::strcmp(path, kPluginPath) == 0;
}

bool LooksAtADescriptor(const ucontext_t& context) {
  const char* path = reinterpret_cast<const char*>(Argument(context, 1));
  return (Argument(context, 3) & AT_EMPTY_PATH) != 0 && path != nullptr && *path == '\0';
}

// In the mask that the handler returns to. SIGSYS stays out of it: where it is blocked, a denied call ends the process
// without a word, and the C library blocks every signal while it starts a thread.
long ChangeBlockedSignals(ucontext_t& context) {
  uint64_t mask;  // the kernel's set of signals, of which the C library's begins with the same bits
  std::memcpy(&mask, &context.uc_sigmask, sizeof mask);
  const auto* set = reinterpret_cast<const uint64_t*>(Argument(context, 1));
  auto* old = reinterpret_cast<uint64_t*>(Argument(context, 2));
  const uint64_t before = mask;
  if (set != nullptr) {
    const auto how = static_cast<int>(Argument(context, 0));
    if (how == SIG_BLOCK) {
      mask |= *set;
    } else if (how == SIG_UNBLOCK) {
      mask &= ~*set;
    } else if (how == SIG_SETMASK) {
      mask = *set;
    } else {
      return -EINVAL;
    }
  }
  mask &= ~(uint64_t{1} << (SIGSYS - 1));
  std::memcpy(&context.uc_sigmask, &mask, sizeof mask);
  if (old != nullptr) *old = before;
  return 0;
}

void Tell(int call) {
  if (call < 0 || static_cast<size_t>(call) >= reports->size()) return;
  Report& report = (*reports)[static_cast<size_t>(call)];
  if (report.message.empty() || report.sent.exchange(true)) return;
  Call(SYS_write, kAnswerDescriptor, report.message.data(), report.message.size());
}

long Answer(int call, ucontext_t& context) {
  if (call == SYS_rt_sigprocmask) return ChangeBlockedSignals(context);
  if (call == SYS_openat && OpensThePlugin(context)) return Call(SYS_fcntl, kPluginDescriptor, F_DUPFD_CLOEXEC, 0);
  if (call == SYS_newfstatat && LooksAtADescriptor(context)) {
    return Call(SYS_fstat, Argument(context, 0), Argument(context, 2));
  }
  Tell(call);
  // Whoever looks for a library along a path goes on after the one, and not after the other.
  return call == SYS_openat ? -EACCES : -EPERM;
}

void Catch(int, siginfo_t* info, void* registers) {
  if (info->si_code != kFromTheFilter) return;  // somebody raised it
  const int error = errno;
  auto& context = *static_cast<ucontext_t*>(registers);
  SetResult(context, Answer(info->si_syscall, context));
  errno = error;
}

}  // namespace

void CatchDeniedCalls() {
  static std::array<Report, kMaxSystemCalls> all;
  for (size_t call = 0; call < all.size(); ++call) all[call].message = ReportOf(static_cast<int>(call));
  reports = &all;
  struct sigaction action = {};
  action.sa_sigaction = Catch;
  action.sa_flags = SA_SIGINFO | SA_NODEFER;
  sigaction(SIGSYS, &action, nullptr);
}

}  // namespace connection_advisor::tool
