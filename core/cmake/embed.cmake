# tspq_embed(<target> <name> <file> [<name> <file> ...])
#
# Adds to <target> a generated source that defines, for each pair,
#     namespace tspq::embedded { extern const std::string_view <name>; }
# holding the exact bytes of <file>; of a table of courses without their titles, which are for people who read the file
# and would be half of it. Made anew whenever a file changes. Pure CMake: no other tool is needed.
#
# The same file is also the script that the build runs (cmake -P) to write that source.

if(NOT CMAKE_SCRIPT_MODE_FILE)
  set(TSPQ_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

  function(tspq_embed target)
    set(output ${CMAKE_CURRENT_BINARY_DIR}/embedded_data.cpp)
    set(names "")
    set(files "")
    while(ARGN)
      list(POP_FRONT ARGN name file)
      list(APPEND names ${name})
      list(APPEND files ${CMAKE_CURRENT_SOURCE_DIR}/${file})
    endwhile()
    add_custom_command(
      OUTPUT ${output}
      COMMAND ${CMAKE_COMMAND} "-DOUTPUT=${output}" "-DNAMES=${names}" "-DFILES=${files}" -P ${TSPQ_EMBED_SCRIPT}
      DEPENDS ${files} ${TSPQ_EMBED_SCRIPT}
      COMMENT "Embedding data files"
      VERBATIM)
    target_sources(${target} PRIVATE ${output})
  endfunction()
  return()
endif()

set(source "// Generated from the data files by embed.cmake.\n#include <string_view>\n\n")
string(APPEND source "namespace tspq::embedded {\n\n")
foreach(name file IN ZIP_LISTS NAMES FILES)
  file(SIZE ${file} size)
  if(size EQUAL 0)
    message(FATAL_ERROR "${file} is empty")
  endif()
  # Bytes as character constants, not as a literal: no escaping to get wrong and no limit on length.
  file(READ ${file} bytes HEX)
  if(file MATCHES "\\.csv$")
    file(READ ${file} text)
    string(REGEX REPLACE "\n([^,\n]+),(\"[^\"\n]*\"|[^\",\n]*)," "\n\\1,," text "${text}")
    string(HEX "${text}" bytes)
  endif()
  string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND source
    "static constexpr char ${name}_bytes[] = {\n${bytes}};\n"
    "extern const std::string_view ${name};\n"
    "constinit const std::string_view ${name}{${name}_bytes, sizeof ${name}_bytes};\n\n")
endforeach()
string(APPEND source "} // namespace tspq::embedded\n")
file(WRITE ${OUTPUT} "${source}")
