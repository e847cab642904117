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
find_package(Threads REQUIRED)
target_link_libraries(hearth_gtest PUBLIC Threads::Threads)
target_include_directories(hearth_gtest SYSTEM PUBLIC
  "${HEARTH_GTEST_ROOT}/googletest/include" "${HEARTH_GTEST_ROOT}/googlemock/include")
target_include_directories(hearth_gtest PRIVATE
  "${HEARTH_GTEST_ROOT}/googletest" "${HEARTH_GTEST_ROOT}/googlemock")
target_compile_definitions(hearth_gtest PUBLIC GTEST_HAS_ABSL=0)
target_compile_options(hearth_gtest PRIVATE -w)
