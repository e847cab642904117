# How a folder joins the build, in one line of its CMakeLists.txt:
#
#   hearth_library(codec LINKS base)
#   hearth_library(server_relay LINKS envelope server_store TEST_LINKS vault)
#   hearth_program(cli OUTPUT hearth LINKS app server_net cli11)
#   hearth_tests(tests_protocol LINKS app server_net)
#
# The name is the folder's path with underscores, without `core/`.
#   *.cpp          belong to the library, also those of subfolders that have no
#                  CMakeLists.txt of their own
#   *_testing.cpp  helpers for tests, linked to this folder's tests alone
#   *_test.cpp     the folder's tests: one program, bin/test_<name>, one ctest entry
# Files are found when they appear; nothing has to be listed.
#   LINKS          folders and outside libraries (hearth_layers.cmake says which
#                  are allowed); a folder that is not there yet is passed over
#   TEST_LINKS     what only the tests need: any folder
#   EMBED          files (globs) put into the program:
#                  #include "<name>_embedded.h" gives hearth::embedded::<name>()
#   EMBED_ROOT     the folder that their names are relative to
# Tests run in the repository's root, so `content/…` and `tests/data/…` are found.

set_property(GLOBAL PROPERTY HEARTH_LIBRARIES "")
set_property(GLOBAL PROPERTY HEARTH_LAYERS "")

function(hearth_sources out_code out_tests out_testing)
  file(GLOB_RECURSE all CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp" "${CMAKE_CURRENT_SOURCE_DIR}/*.h")
  file(GLOB_RECURSE nested CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*/CMakeLists.txt")
  foreach(list IN LISTS nested)
    get_filename_component(folder "${list}" DIRECTORY)
    list(FILTER all EXCLUDE REGEX "^${folder}/")
  endforeach()
  set(tests ${all})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  set(testing ${all})
  list(FILTER testing INCLUDE REGEX "_testing\\.cpp$")
  list(FILTER all EXCLUDE REGEX "(_test|_testing)\\.cpp$")
  list(REMOVE_ITEM all "${CMAKE_CURRENT_SOURCE_DIR}/main.cpp")  # hearth_program's
  set(${out_code} "${all}" PARENT_SCOPE)
  set(${out_tests} "${tests}" PARENT_SCOPE)
  set(${out_testing} "${testing}" PARENT_SCOPE)
endfunction()

# Links by name; a folder that is not there yet has no target and is passed over.
function(hearth_link target scope)
  foreach(link IN LISTS ARGN)
    if(link IN_LIST HEARTH_EXTERNALS)
      hearth_external(${link})
    endif()
    target_link_libraries(${target} ${scope} $<TARGET_NAME_IF_EXISTS:hearth_${link}>)
  endforeach()
endfunction()

# A folder of the core that is not there yet hands on what lies below it, so that
# the folders above it link already.
function(hearth_bridge_missing)
  foreach(name IN LISTS HEARTH_CORE_FOLDERS)
    if(NOT TARGET hearth_${name})
      set(below ${HEARTH_MAY_LINK_${name}})
      list(REMOVE_ITEM below ${HEARTH_EXTERNALS})
      add_library(hearth_${name} INTERFACE)
      hearth_link(hearth_${name} INTERFACE ${below})
      string(JOIN "," below ${below})
      set_property(GLOBAL APPEND PROPERTY HEARTH_LAYERS "core/${name}|${name}|${below}|")
    endif()
  endforeach()
endfunction()

# Include roots, warnings, exceptions: what every target of ours has.
function(hearth_ours target scope)
  target_include_directories(${target} ${scope} "${CMAKE_SOURCE_DIR}/core" "${CMAKE_SOURCE_DIR}")
  if(scope STREQUAL "INTERFACE")
    return()
  endif()
  target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:${HEARTH_WARNINGS}>)
  hearth_current_folder(folder)
  if(folder MATCHES "^core/" OR HEARTH_WASM)
    target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions>)
    # nlohmann-json's and Eigen's own way to live without exceptions.
    target_compile_definitions(${target} PRIVATE JSON_NOEXCEPTION)
  endif()
  if(HEARTH_WASM)
    target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
  endif()
endfunction()

function(hearth_current_folder out)
  file(RELATIVE_PATH folder "${CMAKE_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}")
  set(${out} "${folder}" PARENT_SCOPE)
endfunction()

# A folder says its own name, so that a copied line is noticed.
function(hearth_check_name name)
  hearth_current_folder(folder)
  string(REGEX REPLACE "^core/" "" expected "${folder}")
  string(REPLACE "/" "_" expected "${expected}")
  if(NOT name STREQUAL expected)
    message(FATAL_ERROR "${folder}/CMakeLists.txt calls itself '${name}'; its name is '${expected}'.")
  endif()
endfunction()

# Remembers, for the include check, what a folder links.
function(hearth_record name links test_links)
  hearth_current_folder(folder)
  string(JOIN "," links_text ${links})
  string(JOIN "," test_text ${test_links})
  set_property(GLOBAL APPEND PROPERTY HEARTH_LAYERS "${folder}|${name}|${links_text}|${test_text}")
endfunction()

function(hearth_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "EMBED_ROOT" "LINKS;TEST_LINKS;EMBED")
  hearth_check_name(${name})
  hearth_check_links(${name} ${arg_LINKS})
  hearth_record(${name} "${arg_LINKS}" "${arg_TEST_LINKS}")
  hearth_sources(code tests testing)
  set(units ${code})
  list(FILTER units INCLUDE REGEX "\\.cpp$")
  if(arg_EMBED)
    include(hearth_embed)
    hearth_embed_files(${name} embedded "${arg_EMBED_ROOT}" ${arg_EMBED})
    list(APPEND units ${embedded})
  endif()
  if(units)
    add_library(hearth_${name} STATIC ${units})
    set(scope PUBLIC)
    set_property(GLOBAL APPEND PROPERTY HEARTH_LIBRARIES ${name})
  else()
    add_library(hearth_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  hearth_ours(hearth_${name} ${scope})
  hearth_link(hearth_${name} ${scope} ${arg_LINKS})
  if(units)
    hearth_precompile(hearth_${name} ${arg_LINKS})
  endif()
  if(arg_EMBED)
    target_include_directories(hearth_${name} ${scope} "${CMAKE_CURRENT_BINARY_DIR}")
  endif()
  hearth_add_tests(${name} "${tests};${testing}" ${name} ${arg_LINKS} ${arg_TEST_LINKS})
endfunction()

# The tests of one folder: one program, one entry in ctest. Those of the core are
# also built for WebAssembly, so that both builds are held to the same.
function(hearth_add_tests name sources)
  list(FILTER sources INCLUDE REGEX "\\.cpp$")
  if(NOT sources)
    return()
  endif()
  add_executable(test_${name} ${sources})
  hearth_ours(test_${name} PRIVATE)
  hearth_link(test_${name} PRIVATE ${ARGN})
  target_link_libraries(test_${name} PRIVATE hearth_gtest)
  # What runs for a moment need not be optimised for long.
  if(HEARTH_WASM)  # wasm/run_tests.mjs runs them
    set_target_properties(test_${name} PROPERTIES EXCLUDE_FROM_ALL ON)
    target_link_options(test_${name} PRIVATE -O0 -Wl,--lto-O0)
    hearth_precompile(test_${name} ${ARGN} gtest)
    add_dependencies(wasm_tests test_${name})
    return()
  endif()
  target_compile_options(test_${name} PRIVATE -O1)
  hearth_precompile(test_${name} ${ARGN} gtest)
  # HEARTH_SHARDS, of hearth_tests: several entries side by side. dev.d/test_lib.sh gives each
  # core six places: a program that computes takes four of them, one that mostly waits one.
  set(places 4)
  if(HEARTH_PLACES)
    set(places ${HEARTH_PLACES})
  endif()
  # What takes longest begins first.
  set(cost 10)
  if(HEARTH_PLACES OR name MATCHES "^(app|cli|closeness|guide_simulate|library_source|log)$")
    set(cost 40)
  endif()
  # What would have all others wait for it goes in parts.
  set(shards 1)
  if(HEARTH_SHARDS)
    set(shards ${HEARTH_SHARDS})
  elseif(name MATCHES "^(app|cli)$")
    set(shards 3)
  endif()
  math(EXPR last "${shards} - 1")
  foreach(shard RANGE ${last})
    set(entry ${name})
    if(shards GREATER 1)
      set(entry ${name}_${shard})
    endif()
    add_test(NAME ${entry} COMMAND test_${name} "--gtest_output=xml:${CMAKE_BINARY_DIR}/test-results/${entry}.xml"
             WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
    set_tests_properties(${entry} PROPERTIES TIMEOUT 600 PROCESSORS ${places} COST ${cost}
                         ENVIRONMENT "GTEST_TOTAL_SHARDS=${shards};GTEST_SHARD_INDEX=${shard}")
  endforeach()
endfunction()

# Tests that belong to no library, such as tests/protocol. Headers and other
# .cpp files of the folder are their helpers. SHARDS: into how many parts they are cut
# that run side by side, PLACES: how many places of six on a core each of them takes, for
# those that mostly wait.
function(hearth_tests name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "SHARDS;PLACES" "LINKS")
  set(HEARTH_SHARDS "${arg_SHARDS}")
  set(HEARTH_PLACES "${arg_PLACES}")
  hearth_check_name(${name})
  hearth_record(${name} "${arg_LINKS}" "")
  hearth_sources(code tests testing)
  if(tests)
    hearth_add_tests(${name} "${tests};${testing};${code}" ${arg_LINKS})
  endif()
endfunction()

# A program: main.cpp makes the program, the rest a library, so that the tests of
# the folder can link it.
function(hearth_program name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "OUTPUT;EMBED_ROOT" "LINKS;TEST_LINKS;EMBED")
  if(NOT EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/main.cpp")
    return()
  endif()
  hearth_library(${name} LINKS ${arg_LINKS} TEST_LINKS ${arg_TEST_LINKS}
                 EMBED ${arg_EMBED} EMBED_ROOT ${arg_EMBED_ROOT})
  add_executable(program_${name} main.cpp)
  set_target_properties(program_${name} PROPERTIES OUTPUT_NAME ${arg_OUTPUT})
  hearth_ours(program_${name} PRIVATE)
  hearth_link(program_${name} PRIVATE ${name} ${arg_LINKS})
endfunction()

# A single program from single files, for probes and benchmarks:
#   hearth_bench(append_probe SOURCES append_probe.cpp LINKS sqlite)
# The program is bin/bench_<name>.
function(hearth_bench name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS")
  add_executable(bench_${name} ${arg_SOURCES})
  hearth_ours(bench_${name} PRIVATE)
  hearth_link(bench_${name} PRIVATE ${arg_LINKS})
endfunction()
