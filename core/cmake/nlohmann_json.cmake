# Makes the target nlohmann_json::nlohmann_json, version 3.11 or later, from what is installed.

if(NOT EMSCRIPTEN)
  find_package(nlohmann_json 3.11 REQUIRED)
  return()
endif()

# The headers are the same for every machine, but the folder they are installed in also holds the host's C
# library, and showing that to Emscripten breaks its own. So show it a link to the one folder, and nothing else.
find_path(TSPQ_NLOHMANN_PARENT nlohmann/json.hpp
  PATHS /usr/local/include /usr/include
  NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH REQUIRED)
set(include_dir ${CMAKE_BINARY_DIR}/deps/include)
file(MAKE_DIRECTORY ${include_dir})
file(CREATE_LINK ${TSPQ_NLOHMANN_PARENT}/nlohmann ${include_dir}/nlohmann SYMBOLIC)

add_library(nlohmann_json::nlohmann_json INTERFACE IMPORTED)
target_include_directories(nlohmann_json::nlohmann_json SYSTEM INTERFACE ${include_dir})
