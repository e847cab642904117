# GoogleTest from Debian's sources, with our standard library: the compiled
# package is built with another one and does not mix.
set(HEARTH_GTEST_ROOT "/usr/src/googletest" CACHE PATH "sources of GoogleTest")
if(NOT EXISTS "${HEARTH_GTEST_ROOT}/googletest/src/gtest-all.cc")
  message(FATAL_ERROR "GoogleTest's sources are not in ${HEARTH_GTEST_ROOT}. ./dev installs them (package googletest).")
endif()
add_library(hearth_gtest STATIC EXCLUDE_FROM_ALL
  "${HEARTH_GTEST_ROOT}/googletest/src/gtest-all.cc"
  "${HEARTH_GTEST_ROOT}/googlemock/src/gmock-all.cc"
  "${HEARTH_GTEST_ROOT}/googlemock/src/gmock_main.cc")
if(HEARTH_WASM)
  add_custom_target(wasm_tests)
  # The tests, unlike the module, may use what a WebAssembly system interface gives.
  target_compile_definitions(hearth_gtest
    PUBLIC GTEST_HAS_PTHREAD=0 GTEST_HAS_STREAM_REDIRECTION=0 GTEST_HAS_DEATH_TEST=0
    PRIVATE _WASI_EMULATED_SIGNAL _WASI_EMULATED_PROCESS_CLOCKS _WASI_EMULATED_GETPID)
  target_sources(hearth_gtest PRIVATE "${CMAKE_SOURCE_DIR}/wasm/stack_guard.c")
  target_compile_options(hearth_gtest PRIVATE -O1 -fno-lto -fno-exceptions -fno-rtti)
  target_link_options(hearth_gtest INTERFACE -mexec-model=command -O1 -Wl,--lto-O0 -Wl,-z,stack-size=1048576 -Wl,--stack-first)
  target_link_libraries(hearth_gtest PUBLIC wasi-emulated-signal wasi-emulated-process-clocks wasi-emulated-getpid)
else()
  find_package(Threads REQUIRED)
  target_link_libraries(hearth_gtest PUBLIC Threads::Threads)
endif()
target_include_directories(hearth_gtest SYSTEM PUBLIC
  "${HEARTH_GTEST_ROOT}/googletest/include" "${HEARTH_GTEST_ROOT}/googlemock/include")
target_include_directories(hearth_gtest PRIVATE
  "${HEARTH_GTEST_ROOT}/googletest" "${HEARTH_GTEST_ROOT}/googlemock")
target_compile_definitions(hearth_gtest PUBLIC GTEST_HAS_ABSL=0)
target_compile_options(hearth_gtest PRIVATE -w)
