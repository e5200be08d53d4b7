// The data files of core/data, put into the library by the build.
#pragma once

#include <string_view>

namespace tspq::embedded {

extern const std::string_view rulebook_2023_09_18;
extern const std::string_view export_columns;
extern const std::string_view catalogue;

}  // namespace tspq::embedded
