# The word list for pairing and for the recovery kit: the English list of BIP-39,
# 2,048 words, read from Debian's package python3-mnemonic when the build is
# configured. No copy of it is kept here; its hash says that it is the right one.
set(HEARTH_WORDLIST "/usr/lib/python3/dist-packages/mnemonic/wordlist/english.txt"
    CACHE FILEPATH "the English word list of BIP-39, one word a line")
set(wordlist_hash "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda")

if(NOT EXISTS "${HEARTH_WORDLIST}")
  message(FATAL_ERROR "The word list is not at ${HEARTH_WORDLIST}. ./dev installs it (package python3-mnemonic).")
endif()
file(SHA256 "${HEARTH_WORDLIST}" hash)
if(NOT hash STREQUAL wordlist_hash)
  message(FATAL_ERROR "${HEARTH_WORDLIST} is not the English list of BIP-39: its SHA-256 is ${hash}, "
                      "it should be ${wordlist_hash}. Kits and spoken words would stop matching.")
endif()
file(STRINGS "${HEARTH_WORDLIST}" words)
list(LENGTH words count)
if(NOT count EQUAL 2048)
  message(FATAL_ERROR "${HEARTH_WORDLIST} has ${count} words instead of 2048.")
endif()

# One text with single spaces between the words, in lines that an editor can show.
list(JOIN words " " text)
string(REGEX REPLACE "([^ ]+ [^ ]+ [^ ]+ [^ ]+ [^ ]+ [^ ]+ [^ ]+ [^ ]+ )" "\\1\"\n    \"" text "${text}")
file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/base_words_list.h" CONTENT
"// Made from ${HEARTH_WORDLIST} by core/base/words.cmake.
#pragma once

namespace hearth::base {
inline constexpr char kWordList[] =
    \"${text}\";
}  // namespace hearth::base
" @ONLY)
target_include_directories(hearth_base PRIVATE "${CMAKE_CURRENT_BINARY_DIR}")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${HEARTH_WORDLIST}")
