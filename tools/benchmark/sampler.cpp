// Loaded into a process from outside (LD_PRELOAD), it looks a thousand times a second where the process is, and writes
// the call stacks to the file that TSPQ_SAMPLES names: one stack a line, innermost first, addresses as they are in the
// executable, functions of libraries by name. The program measured needs no code for it, and no rights are needed that
// a container may not give.

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <dlfcn.h>
#include <execinfo.h>
#include <link.h>

namespace {

constexpr int most_frames = 14;
constexpr int own_frames = 2;  // the handler and the system's way into it
constexpr std::size_t most_samples = 1 << 16;

struct Sample {
  int frames;
  void* stack[most_frames];
};
Sample samples[most_samples];
volatile std::size_t taken = 0;
timer_t timer;

void take(int) {
  if (taken < most_samples) samples[taken].frames = backtrace(samples[taken].stack, most_frames), taken = taken + 1;
}

__attribute__((constructor)) void begin() {
  if (!std::getenv("TSPQ_SAMPLES")) return;
  void* unused[4];
  backtrace(unused, 4);  // the first call loads a library, which must not happen in the handler
  struct sigaction action {};
  action.sa_handler = take;
  action.sa_flags = SA_RESTART;
  sigaction(SIGPROF, &action, nullptr);
  sigevent event{};
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = SIGPROF;
  timer_create(CLOCK_MONOTONIC, &event, &timer);
  const itimerspec every{{0, 1000000}, {0, 1000000}};
  timer_settime(timer, 0, &every, nullptr);
}

__attribute__((destructor)) void end() {
  const char* path = std::getenv("TSPQ_SAMPLES");
  if (!path) return;
  timer_delete(timer);
  std::FILE* out = std::fopen(path, "w");
  if (!out) return;
  ElfW(Addr) base = 0;
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* found) {
        *static_cast<ElfW(Addr)*>(found) = info->dlpi_addr;
        return 1;
      },
      &base);
  for (std::size_t i = 0; i < taken; ++i) {
    for (int frame = own_frames; frame < samples[i].frames; ++frame) {
      Dl_info info{};
      const auto address = reinterpret_cast<std::uintptr_t>(samples[i].stack[frame]) -
          (frame > own_frames);  // callers return behind the call
      const bool known = dladdr(reinterpret_cast<void*>(address), &info) != 0;
      if (known && reinterpret_cast<std::uintptr_t>(info.dli_fbase) == base)
        std::fprintf(out, "%zx ", static_cast<std::size_t>(address - base));
      else std::fprintf(out, "%s ", known && info.dli_sname ? info.dli_sname : "library");
    }
    std::fprintf(out, "\n");
  }
  std::fclose(out);
}

}  // namespace
