// A callback parameter that neither owns nor allocates.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace tspq {

template <class Signature>
class FunctionRef;

/// Refers to a lambda or another function object for the length of one call. Never keep one: it does not extend the
/// callable's life.
template <class Result, class... Args>
class FunctionRef<Result(Args...)> {
public:
  template <class F>
  requires(!std::is_same_v<std::remove_cvref_t<F>, FunctionRef> && std::is_invocable_r_v<Result, F&, Args...>)
      FunctionRef(F&& f)  // implicit on purpose: call sites pass a lambda
      : object_(const_cast<void*>(static_cast<const void*>(std::addressof(f)))),
        call_([](void* object, Args... args) -> Result {
          return (*static_cast<std::remove_reference_t<F>*>(object))(std::forward<Args>(args)...);
        }) {}

  Result operator()(Args... args) const { return call_(object_, std::forward<Args>(args)...); }

private:
  void* object_;
  Result (*call_)(void*, Args...);
};

}  // namespace tspq
