# All of libsodium for WebAssembly, compiled file by file from Debian's source
# package (cmake/fetch_sodium.sh); the linker keeps what the core uses.
include_guard(GLOBAL)
set(HEARTH_SODIUM_SOURCE "${CMAKE_SOURCE_DIR}/.cache/libsodium/source" CACHE PATH "unpacked source of libsodium")
if(NOT EXISTS "${HEARTH_SODIUM_SOURCE}/src/libsodium/include/sodium.h")
  message(FATAL_ERROR "libsodium's source is not in ${HEARTH_SODIUM_SOURCE}. "
                      "./dev fetches it (cmake/fetch_sodium.sh .cache/libsodium).")
endif()

# The one generated header: taken from the installed package, which the source
# must match, so that native and browser can never differ.
file(READ "/usr/include/sodium/version.h" version_header)
file(READ "${HEARTH_SODIUM_SOURCE}/configure.ac" configure_script)
string(REGEX MATCH "SODIUM_VERSION_STRING \"([0-9.]+)\"" ignored "${version_header}")
set(installed "${CMAKE_MATCH_1}")
string(REGEX MATCH "AC_INIT\\(\\[libsodium\\],\\[([0-9.]+)\\]" ignored "${configure_script}")
if(NOT installed STREQUAL CMAKE_MATCH_1)
  message(FATAL_ERROR "libsodium-dev is ${installed}, its source in .cache is ${CMAKE_MATCH_1}: remove .cache/libsodium.")
endif()
configure_file("/usr/include/sodium/version.h" "${HEARTH_SODIUM_SOURCE}/src/libsodium/include/sodium/version.h" COPYONLY)

file(GLOB_RECURSE sodium_sources "${HEARTH_SODIUM_SOURCE}/src/libsodium/*.c")
add_library(hearth_wasm_sodium STATIC ${sodium_sources} "${CMAKE_SOURCE_DIR}/wasm/no_randomness.c"
            "${CMAKE_SOURCE_DIR}/wasm/small_base_multiple.c")
target_include_directories(hearth_wasm_sodium
  SYSTEM PUBLIC "${HEARTH_SODIUM_SOURCE}/src/libsodium/include"
  PRIVATE "${HEARTH_SODIUM_SOURCE}/src/libsodium/include/sodium")
target_compile_definitions(hearth_wasm_sodium
  PUBLIC SODIUM_STATIC=1
  PRIVATE CONFIGURED=1 HAVE_GETENTROPY=1 NATIVE_LITTLE_ENDIAN=1 _WASI_EMULATED_SIGNAL NDEBUG
          # No random source of its own: the core hands in the host's bytes, and a
          # draw before that ends the program (wasm/no_randomness.c).
          RANDOMBYTES_CUSTOM_IMPLEMENTATION
          "RANDOMBYTES_DEFAULT_IMPLEMENTATION=&hearth_no_randomness")
# Small, since it travels to a phone; quick where it counts, which is where the
# passphrase is stretched and every event is opened.
set(quick_sources ${sodium_sources})
list(FILTER quick_sources INCLUDE REGEX "argon2|blake2b|chacha20|poly1305")
set_source_files_properties(${quick_sources} PROPERTIES COMPILE_OPTIONS "-O2")
# Without the table of the base point's multiples (wasm/small_base_multiple.c).
set(base_users ${sodium_sources})
list(FILTER base_users INCLUDE REGEX "crypto_sign/ed25519/ref10/|crypto_scalarmult/")
set_source_files_properties(${base_users} PROPERTIES
  COMPILE_DEFINITIONS "ge25519_scalarmult_base=hearth_multiple_of_base")
target_compile_options(hearth_wasm_sodium PRIVATE -w -Oz
  -include "${CMAKE_SOURCE_DIR}/wasm/no_randomness.h")
