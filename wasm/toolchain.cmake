# Finds Emscripten and hands over to its own toolchain file: an activated emsdk first, then emcc on PATH, then
# the place where Debian and Ubuntu put it.

set(candidates "")
if(DEFINED ENV{EMSDK})
  list(APPEND candidates "$ENV{EMSDK}/upstream/emscripten")
endif()

find_program(TSPQ_EMCC emcc NO_CMAKE_FIND_ROOT_PATH)
if(TSPQ_EMCC)
  # emcc on PATH is often a link or a one-line wrapper; its real place is where the toolchain file lies.
  file(REAL_PATH "${TSPQ_EMCC}" real_emcc)
  cmake_path(GET real_emcc PARENT_PATH emcc_dir)
  list(APPEND candidates "${emcc_dir}" "${emcc_dir}/../share/emscripten")
endif()

list(APPEND candidates /usr/share/emscripten)

foreach(dir IN LISTS candidates)
  if(EXISTS "${dir}/cmake/Modules/Platform/Emscripten.cmake")
    set(EMSCRIPTEN_ROOT_PATH "${dir}")
    include("${dir}/cmake/Modules/Platform/Emscripten.cmake")
    return()
  endif()
endforeach()

message(FATAL_ERROR "Emscripten was not found. Install it (apt-get install emscripten) or activate an emsdk. "
  "Looked in: ${candidates}")
