# The law of the house: which folder may link, and so include, which.
#
#   base <- codec <- verify <- envelope <- vault <- log <- story
#        <- {closeness, guide, library} <- app <- {wasm, cli}
#   base <- talk <- app
#   server links base, codec, verify and envelope only.
#
# Why: "the server cannot decrypt" is a fact of the linker, not a promise, and a
# reader can trust that a lower folder knows nothing of a higher one.
# A name in these lists is a folder of core/, a folder of server/ written with
# underscores (server_store_sqlite), or an outside library of
# hearth_externals.cmake. What is allowed follows the arrows to their end.

set(HEARTH_CORE_FOLDERS base codec verify envelope vault log story closeness guide library talk app)

set(HEARTH_MAY_LINK_base "")
set(HEARTH_MAY_LINK_codec base)
set(HEARTH_MAY_LINK_verify codec sodium)
set(HEARTH_MAY_LINK_envelope verify)
set(HEARTH_MAY_LINK_vault envelope sodium)
set(HEARTH_MAY_LINK_log vault json)
set(HEARTH_MAY_LINK_story log)
set(HEARTH_MAY_LINK_closeness story eigen)
set(HEARTH_MAY_LINK_guide story)
set(HEARTH_MAY_LINK_library story)
set(HEARTH_MAY_LINK_library_source library)
set(HEARTH_MAY_LINK_guide_simulate guide)
set(HEARTH_MAY_LINK_talk base)
set(HEARTH_MAY_LINK_app closeness guide library talk)

set(HEARTH_SERVER_MAY_LINK envelope boost openssl sqlite postgres nats json zlib brotli)

# These folders give nothing to others, so they may link everything.
set(HEARTH_ENDS cli wasm tests fuzz bench)

# sodium is a right of two folders and is not handed on along the arrows.
set(HEARTH_NOT_INHERITED sodium)

# hearth_allowed(<name> <out>): all that <name> may link, the arrows followed to
# their end; "*" when it may link everything.
function(hearth_allowed name out)
  string(REGEX REPLACE "_.*" "" first "${name}")
  if(first IN_LIST HEARTH_ENDS)
    set(${out} "*" PARENT_SCOPE)
    return()
  endif()
  if(first STREQUAL "server")
    set(direct ${HEARTH_SERVER_MAY_LINK})
  elseif(DEFINED HEARTH_MAY_LINK_${name})
    set(direct ${HEARTH_MAY_LINK_${name}})
  else()
    message(FATAL_ERROR "cmake/hearth_layers.cmake gives the folder '${name}' no place. "
                        "Add it there, with the folders that it may link.")
  endif()
  set(all ${direct})
  foreach(next IN LISTS direct)
    if(DEFINED HEARTH_MAY_LINK_${next})
      hearth_allowed(${next} further)
      list(REMOVE_ITEM further ${HEARTH_NOT_INHERITED})
      list(APPEND all ${further})
    endif()
  endforeach()
  list(REMOVE_DUPLICATES all)
  set(${out} "${all}" PARENT_SCOPE)
endfunction()

# hearth_check_links(<name> <links...>): stops the build when a link runs
# against the arrows.
function(hearth_check_links name)
  hearth_allowed(${name} allowed)
  if(allowed STREQUAL "*")
    return()
  endif()
  foreach(link IN LISTS ARGN)
    if(name MATCHES "^server(_|$)" AND link MATCHES "^server_")
      continue()
    endif()
    if(NOT link IN_LIST allowed)
      string(JOIN ", " sentence ${allowed})
      message(FATAL_ERROR "'${name}' may not link '${link}'. It may link: ${sentence}. "
                          "The arrows stand in cmake/hearth_layers.cmake.")
    endif()
  endforeach()
endfunction()
