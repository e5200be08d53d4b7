// The one kind of JSON value, for reading and for writing: a second kind would be the library's code a second time.
// Members keep the order they were written in.
#pragma once

#include <nlohmann/json.hpp>

namespace tspq {

using Json = nlohmann::ordered_json;

}  // namespace tspq
