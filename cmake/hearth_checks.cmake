# Checks that need to know all folders: run as part of the build, fail the build.

# 1. Includes follow the links.
get_property(layers GLOBAL PROPERTY HEARTH_LAYERS)
list(JOIN layers "\n" layers_text)
set(layers_file "${CMAKE_BINARY_DIR}/layers.txt")
file(CONFIGURE OUTPUT "${layers_file}" CONTENT "${layers_text}\n" @ONLY)
set(roots ${HEARTH_ROOTS})
list(TRANSFORM roots PREPEND "${CMAKE_SOURCE_DIR}/")
set(patterns "")
foreach(root IN LISTS roots)
  list(APPEND patterns "${root}/*.h" "${root}/*.cpp")
endforeach()
file(GLOB_RECURSE all_sources CONFIGURE_DEPENDS ${patterns})
add_custom_command(OUTPUT "${CMAKE_BINARY_DIR}/includes.checked"
  COMMAND "${CMAKE_SOURCE_DIR}/cmake/check_includes.sh" "${layers_file}" "${CMAKE_SOURCE_DIR}"
  COMMAND "${CMAKE_COMMAND}" -E touch "${CMAKE_BINARY_DIR}/includes.checked"
  DEPENDS "${CMAKE_SOURCE_DIR}/cmake/check_includes.sh" "${layers_file}" ${all_sources}
  COMMENT "checking that includes follow the links" VERBATIM)
add_custom_target(check_includes ALL DEPENDS "${CMAKE_BINARY_DIR}/includes.checked")
