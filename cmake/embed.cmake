# Writes <NAME>_embedded.{h,cpp}: FILES as byte arrays. Run by hearth_embed.cmake.
# (Longer texts than the 64 KiB that every compiler has to take are fine: ours is clang.)
set(text "#pragma clang diagnostic ignored \"-Woverlength-strings\"\n#include \"${NAME}_embedded.h\"\n\nnamespace hearth::embedded {\nnamespace {\n")
set(table "")
set(index 0)
foreach(file IN LISTS FILES)
  file(READ "${file}" bytes HEX)
  string(REGEX REPLACE "(..)" "\\\\x\\1" bytes "${bytes}")
  string(REPEAT "\\\\x.." 16 line)
  string(REGEX REPLACE "${line}" "\\0\"\n    \"" bytes "${bytes}")
  file(SIZE "${file}" size)
  file(RELATIVE_PATH relative "${ROOT}" "${file}")
  string(APPEND text "constexpr char kFile${index}[] =\n    \"${bytes}\";\n")
  string(APPEND table "    {\"${relative}\", {kFile${index}, ${size}}},\n")
  math(EXPR index "${index} + 1")
endforeach()
string(APPEND text "constexpr File kFiles[] = {\n${table}    {\"\", \"\"}};\n}  // namespace\n\n"
  "std::span<const File> ${NAME}() { return std::span(kFiles).first(${index}); }\n\n}  // namespace hearth::embedded\n")
file(WRITE "${SOURCE}" "${text}")
file(WRITE "${HEADER}" "#pragma once\n#include <span>\n#include <string_view>\n\nnamespace hearth::embedded {\n"
  "#ifndef HEARTH_EMBEDDED_FILE\n#define HEARTH_EMBEDDED_FILE\n"
  "struct File {\n  std::string_view name;  // relative, with forward slashes\n  std::string_view text;\n};\n#endif\n"
  "// In the order of their names.\nstd::span<const File> ${NAME}();\n}  // namespace hearth::embedded\n")
