# What every file of ours is compiled with. Presets choose the rest
# (CMakePresets.json): optimisation, sanitizers, coverage, WebAssembly.
include_guard(GLOBAL)

option(HEARTH_WASM "build the WebAssembly module instead of the native program" OFF)
option(HEARTH_FUZZ "build the libFuzzer targets" OFF)
option(HEARTH_WERROR "warnings stop the build" ON)
set(HEARTH_SANITIZE "" CACHE STRING "sanitizers, as -fsanitize takes them")

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_COLOR_DIAGNOSTICS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")
set(CMAKE_C_FLAGS_RELWITHDEBINFO "-O2 -g1")

# Floating point must give the same bits natively and in WebAssembly.
add_compile_options(-ffp-contract=off -fno-math-errno)
# Traps on an index out of range also in what people run: memory safety is worth
# the few instructions.
if(CMAKE_BUILD_TYPE STREQUAL "Debug" OR HEARTH_SANITIZE)
  add_compile_definitions(_LIBCPP_HARDENING_MODE=_LIBCPP_HARDENING_MODE_EXTENSIVE)
else()
  add_compile_definitions(_LIBCPP_HARDENING_MODE=_LIBCPP_HARDENING_MODE_FAST)
endif()

if(NOT HEARTH_WASM)
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-stdlib=libc++> -fstack-protector-strong)
  add_link_options(-stdlib=libc++ -fuse-ld=lld -Wl,-z,relro,-z,now)
else()
  set(CMAKE_EXECUTABLE_SUFFIX .wasm)
endif()

if(HEARTH_SANITIZE)
  add_compile_options(-fsanitize=${HEARTH_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${HEARTH_SANITIZE})
endif()
if(HEARTH_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# Our own code alone; outside code comes in as system headers.
set(HEARTH_WARNINGS
  -Wall -Wextra -Wpedantic
  -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wextra-semi -Wimplicit-fallthrough
  -Wshorten-64-to-32 -Wfloat-conversion -Wunused -Wcast-qual -Wold-style-cast
  -Wnull-dereference -Wundef -Wvla -Wcomma -Wunreachable-code -Wrange-loop-analysis
  -Wmissing-declarations -Wthread-safety
  # A designated initialiser may leave the rest to the defaults.
  -Wno-missing-field-initializers -Wno-missing-designated-field-initializers)

if(HEARTH_WERROR)
  list(APPEND HEARTH_WARNINGS -Werror)
endif()

# A shared compiler cache and precompiled headers stand in each other's way: the
# cache helps who builds often, precompiled headers help the first build.
find_program(HEARTH_CCACHE ccache)
if(HEARTH_CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER "${HEARTH_CCACHE}")
  set(CMAKE_CXX_COMPILER_LAUNCHER "${HEARTH_CCACHE}")
endif()
if(HEARTH_CCACHE)
  set(pch_default OFF)
else()
  set(pch_default ON)
endif()
option(HEARTH_PCH "use precompiled headers" ${pch_default})
