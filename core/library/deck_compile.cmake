include_guard(GLOBAL)

# One for all builds of this tree: it is the same program, whatever they are for.
set(deck_compile "${CMAKE_SOURCE_DIR}/build/tools/deck_compile")
# What it is made of: its own files and the small part of the core that they use.
file(GLOB deck_compile_sources CONFIGURE_DEPENDS
  "${CMAKE_SOURCE_DIR}/core/base/*.cpp" "${CMAKE_SOURCE_DIR}/core/story/json/*.cpp")
list(FILTER deck_compile_sources EXCLUDE REGEX "(_test|_testing|/words)\\.cpp$")
foreach(file source/main.cpp source/read.cpp source/toml.cpp pack_json.cpp)
  list(APPEND deck_compile_sources "${CMAKE_SOURCE_DIR}/core/library/${file}")
endforeach()
file(GLOB deck_compile_headers CONFIGURE_DEPENDS
  "${CMAKE_SOURCE_DIR}/core/base/*.h" "${CMAKE_SOURCE_DIR}/core/story/json/*.h"
  "${CMAKE_SOURCE_DIR}/core/library/*.h" "${CMAKE_SOURCE_DIR}/core/library/source/*.h")
add_custom_command(OUTPUT "${deck_compile}"
  COMMAND "${CMAKE_SOURCE_DIR}/cmake/build_tool.sh" "${deck_compile}"
          "${CMAKE_CXX_COMPILER}" -std=c++23 -stdlib=libc++ -fuse-ld=lld -O0 -fno-exceptions
          -I "${CMAKE_SOURCE_DIR}/core" ${deck_compile_sources}
          -- ${deck_compile_headers}
  DEPENDS ${deck_compile_sources} ${deck_compile_headers}
  COMMENT "building deck_compile for this machine" VERBATIM)
add_custom_target(hearth_deck_compile DEPENDS "${deck_compile}")

# deck_embed(<name> <target> <toml files...>): the target gets
# #include "<name>_embedded.h" with hearth::embedded::<name>(), one file of JSON.
# The JSON itself is <build>/<folder>/<name>.en.json.
function(deck_embed name target)
  # Again: a folder that includes this file second sees only its functions.
  set(deck_compile "${CMAKE_SOURCE_DIR}/build/tools/deck_compile")
  set(json "${CMAKE_CURRENT_BINARY_DIR}/${name}.en.json")
  set(source "${CMAKE_CURRENT_BINARY_DIR}/${name}_embedded.cpp")
  set(header "${CMAKE_CURRENT_BINARY_DIR}/${name}_embedded.h")
  add_custom_command(OUTPUT "${json}"
    COMMAND "${deck_compile}" "${json}" ${ARGN}
    DEPENDS hearth_deck_compile "${deck_compile}" ${ARGN}
    COMMENT "turning the content of ${name} into JSON" VERBATIM)
  add_custom_command(OUTPUT "${source}" "${header}"
    COMMAND "${CMAKE_COMMAND}" "-DNAME=${name}" "-DROOT=${CMAKE_CURRENT_BINARY_DIR}" "-DFILES=${json}"
            "-DSOURCE=${source}" "-DHEADER=${header}" -P "${CMAKE_SOURCE_DIR}/cmake/embed.cmake"
    DEPENDS "${json}" "${CMAKE_SOURCE_DIR}/cmake/embed.cmake"
    COMMENT "putting the content of ${name} into the program" VERBATIM)
  target_sources(${target} PRIVATE "${source}" "${header}")
  target_include_directories(${target} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}")
endfunction()
