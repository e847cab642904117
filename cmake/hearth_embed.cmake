# Files put into the program. `#embed` would do the same, but compiler caches do
# not yet see through it and would give back an old file.
include_guard(GLOBAL)

# hearth_embed_files(<name> <out> <root> <globs...>)
function(hearth_embed_files name out root)
  if(NOT root)
    set(root "${CMAKE_CURRENT_SOURCE_DIR}")
  endif()
  get_filename_component(root "${root}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
  set(files "")
  foreach(pattern IN LISTS ARGN)
    file(GLOB_RECURSE found CONFIGURE_DEPENDS "${root}/${pattern}")
    list(APPEND files ${found})
  endforeach()
  list(SORT files)
  set(source "${CMAKE_CURRENT_BINARY_DIR}/${name}_embedded.cpp")
  set(header "${CMAKE_CURRENT_BINARY_DIR}/${name}_embedded.h")
  add_custom_command(OUTPUT "${source}" "${header}"
    COMMAND "${CMAKE_COMMAND}" "-DNAME=${name}" "-DROOT=${root}" "-DFILES=${files}"
            "-DSOURCE=${source}" "-DHEADER=${header}" -P "${CMAKE_SOURCE_DIR}/cmake/embed.cmake"
    DEPENDS ${files} "${CMAKE_SOURCE_DIR}/cmake/embed.cmake"
    COMMENT "putting the files of ${name} into the program" VERBATIM)
  set(${out} "${source};${header}" PARENT_SCOPE)
endfunction()
