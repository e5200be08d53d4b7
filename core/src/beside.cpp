#include "tspq/beside.h"

namespace tspq {

#ifdef __EMSCRIPTEN__

Beside::~Beside() = default;

Beside::Work::Work(Beside& beside, Piece piece) : beside_(beside) { piece(); }

Beside::Work::~Work() = default;

#else

Beside::~Beside() {
  if (!thread_.joinable()) return;
  piece_.reset();
  begin_.release();
  thread_.join();
}

Beside::Work::Work(Beside& beside, Piece piece) : beside_(beside) {
  beside.piece_ = piece;
  if (!beside.thread_.joinable())
    beside.thread_ = std::thread([&beside] {
      for (beside.begin_.acquire(); beside.piece_; beside.begin_.acquire()) {
        (*beside.piece_)();
        beside.done_.release();
      }
    });
  beside.begin_.release();
}

Beside::Work::~Work() { beside_.done_.acquire(); }

#endif

}  // namespace tspq
