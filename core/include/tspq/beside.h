// A helper thread, for work that can go on beside the caller's.
#pragma once

#ifndef __EMSCRIPTEN__
#include <semaphore>
#include <thread>
#endif

#include <optional>

#include "tspq/function_ref.h"

namespace tspq {

/// A second thread that does one piece of work at a time and rests in between. Where there are no threads
/// (WebAssembly), the work is done at once. It took a quarter off the command line's time for a long file: bytes are
/// brought in and digested while rows are read.
class Beside {
public:
  using Piece = FunctionRef<void()>;

  Beside() = default;
  ~Beside();
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;

  /// Starts a piece of work; the destructor waits until it is done. Until then nobody else may touch what it changes.
  /// It must not throw.
  class Work {
  public:
    Work(Beside& beside, Piece piece);
    ~Work();
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;

  private:
    [[maybe_unused]] Beside& beside_;
  };

private:
#ifndef __EMSCRIPTEN__
  std::optional<Piece> piece_;  // nullopt ends the thread
  std::binary_semaphore begin_{0};
  std::binary_semaphore done_{0};
  std::thread thread_;  // started with the first piece
#endif
};

}  // namespace tspq
