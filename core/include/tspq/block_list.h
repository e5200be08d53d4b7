// A list that grows without ever moving what is in it: no second copy while it grows, and references stay good.
#pragma once

#include <bit>
#include <cstddef>
#include <memory>
#include <vector>

namespace tspq {

/// `block_size` elements are allocated at once; it is a power of two.
template <class T, std::size_t block_size>
class BlockList {
  static_assert(std::has_single_bit(block_size));

public:
  /// A new element at the end, value-initialised.
  T& add() {
    if (size_ % block_size == 0) {
      blocks_.resize(size_ / block_size);
      blocks_.push_back(std::make_unique<T[]>(block_size));
      last_ = blocks_.back().get();
    }
    return last_[size_++ % block_size];
  }

  T& operator[](std::size_t i) { return blocks_[i / block_size][i % block_size]; }
  const T& operator[](std::size_t i) const { return blocks_[i / block_size][i % block_size]; }
  std::size_t size() const { return size_; }

  /// Takes away elements at the end.
  void shrink_to(std::size_t size) {
    size_ = size;
    blocks_.resize((size + block_size - 1) / block_size);
    last_ = blocks_.empty() ? nullptr : blocks_.back().get();
    for (std::size_t i = size; i % block_size != 0; ++i) (*this)[i] = T{};
  }

private:
  std::vector<std::unique_ptr<T[]>> blocks_;
  T* last_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace tspq
