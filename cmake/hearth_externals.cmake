# Outside libraries, by the short names that LINKS uses. Each is looked for only
# when a folder asks for it, so a tree without a server needs no Boost.
# docs/dependencies.md says why each is here.

function(hearth_external name)
  if(TARGET hearth_${name})
    return()
  endif()
  add_library(hearth_${name} INTERFACE)
  set(find_headers "")
  if(name STREQUAL "sodium")
    if(HEARTH_WASM)
      include(hearth_wasm_sodium)
      target_link_libraries(hearth_sodium INTERFACE hearth_wasm_sodium)
    else()
      set(find_headers sodium.h)
      target_link_libraries(hearth_sodium INTERFACE sodium)
    endif()
  elseif(name STREQUAL "json")
    # The core is built without exceptions: parse with allow_exceptions=false.
    set(find_headers nlohmann/json.hpp)
    target_include_directories(hearth_json SYSTEM INTERFACE ${HEARTH_HEADER_ONLY_ROOT})
  elseif(name STREQUAL "eigen")
    target_include_directories(hearth_eigen SYSTEM INTERFACE ${HEARTH_HEADER_ONLY_ROOT}/eigen3)
    target_compile_definitions(hearth_eigen INTERFACE EIGEN_NO_IO EIGEN_MPL2_ONLY)
  elseif(name STREQUAL "boost")
    find_package(Threads REQUIRED)
    target_compile_definitions(hearth_boost INTERFACE
      # Boost 1.81 uses what C++23 calls old.
      _LIBCPP_DISABLE_DEPRECATION_WARNINGS
      BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_HAS_CO_AWAIT BOOST_ASIO_HAS_STD_COROUTINE
      BOOST_BEAST_USE_STD_STRING_VIEW)
    target_link_libraries(hearth_boost INTERFACE Threads::Threads)
  elseif(name STREQUAL "openssl")
    find_package(OpenSSL REQUIRED)
    target_link_libraries(hearth_openssl INTERFACE OpenSSL::SSL OpenSSL::Crypto)
  elseif(name STREQUAL "sqlite")
    find_package(SQLite3 REQUIRED)
    target_link_libraries(hearth_sqlite INTERFACE SQLite::SQLite3)
  elseif(name STREQUAL "postgres")
    find_package(PostgreSQL REQUIRED)
    target_link_libraries(hearth_postgres INTERFACE PostgreSQL::PostgreSQL)
  elseif(name STREQUAL "nats")
    target_link_libraries(hearth_nats INTERFACE nats)
  elseif(name STREQUAL "zlib")
    find_package(ZLIB REQUIRED)
    target_link_libraries(hearth_zlib INTERFACE ZLIB::ZLIB)
  elseif(name STREQUAL "brotli")
    target_link_libraries(hearth_brotli INTERFACE brotlienc brotlidec)
  elseif(name STREQUAL "cli11")
    target_link_libraries(hearth_cli11 INTERFACE)
  endif()
endfunction()

set(HEARTH_EXTERNALS sodium json eigen boost openssl sqlite postgres nats zlib brotli cli11)
# Where Debian's header-only libraries stand. WebAssembly must not see the rest
# of /usr/include, so that build sets a folder of links to just these.
set(HEARTH_HEADER_ONLY_ROOT "/usr/include" CACHE PATH "root of the header-only libraries")
