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

# 2. The server cannot decrypt: all of its folders, linked alone with what they may
# link, neither hold nor call a cipher, key agreement or the stretching of a
# passphrase. libsodium is linked as a shared library here, so what the program
# calls of it stands in its table of symbols. The twin links the vault too and must
# be caught.
get_property(libraries GLOBAL PROPERTY HEARTH_LIBRARIES)
set(server_libraries ${libraries})
list(FILTER server_libraries INCLUDE REGEX "^server(_|$)")
if(server_libraries AND NOT HEARTH_SANITIZE)
  find_program(HEARTH_NM llvm-nm-19 REQUIRED)
  file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/serve_alone.cpp" CONTENT "int main() { return 0; }\n")

  function(hearth_link_alone target)
    add_executable(${target} "${CMAKE_BINARY_DIR}/serve_alone.cpp")
    # Whole archives first, then the same libraries as links for what they need:
    # CMake's own WHOLE_ARCHIVE feature does not allow both for one library.
    set(archives ${ARGN})
    list(TRANSFORM archives REPLACE "(.+)" "$<TARGET_FILE:hearth_\\1>")
    list(JOIN archives "," archives)
    target_link_options(${target} PRIVATE "LINKER:--whole-archive,${archives},--no-whole-archive")
    foreach(name IN LISTS ARGN)
      target_link_libraries(${target} PRIVATE hearth_${name})
    endforeach()
    add_test(NAME ${target} COMMAND "${CMAKE_SOURCE_DIR}/cmake/check_serve.sh" "${HEARTH_NM}" "$<TARGET_FILE:${target}>")
  endfunction()

  hearth_link_alone(serve_alone ${server_libraries})
  if("vault" IN_LIST libraries)
    hearth_link_alone(serve_alone_twin ${server_libraries} vault)
    set_tests_properties(serve_alone_twin PROPERTIES PASS_REGULAR_EXPRESSION "may have nothing that decrypts")
  endif()
endif()
