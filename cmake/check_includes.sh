#!/bin/bash
# Fails when a file includes a folder that its own folder does not link.
# Usage: check_includes.sh LAYERS ROOT   (LAYERS is written by the build: one line
# per folder, folder|name|links|links of the tests)
set -eu
layers=$1
cd "$2"
folders=()
while read -r folder; do
  if [ -d "$folder" ]; then folders+=("$folder"); fi
done < <(cut -d'|' -f1 "$layers")
[ "${#folders[@]}" -gt 0 ] || exit 0
# shellcheck disable=SC2016
find "${folders[@]}" -name '*.h' -o -name '*.cpp' | sort -u | xargs awk -v layers="$layers" '
  function home(path,   at) {  # the folder of the table that a path lies in
    at = path
    while (sub(/\/[^\/]*$/, "", at)) if (at in name_of) return at
    return ""
  }
  function reach(name, into,   parts, n, i) {  # follows links to their end
    if (name in into) return
    into[name] = 1
    n = split(links_of[name], parts, ",")
    for (i = 1; i <= n; i++) if (parts[i] != "") reach(parts[i], into)
  }
  BEGIN {
    while ((getline line < layers) > 0) {
      split(line, field, "|")
      if (field[1] == "") continue
      name_of[field[1]] = field[2]; links_of[field[2]] = field[3]; tests_of[field[2]] = field[4]
    }
  }
  FNR == 1 {
    here = home(FILENAME); mine = name_of[here]
    delete allowed
    reach(mine, allowed)
    is_test = FILENAME ~ /_test\.cpp$|_testing\.(h|cpp)$/
    if (is_test) {
      n = split(tests_of[mine], extra, ",")
      for (i = 1; i <= n; i++) if (extra[i] != "") reach(extra[i], allowed)
    }
  }
  /^[ \t]*#[ \t]*include[ \t]*"/ {
    split($0, quoted, "\"")
    target = quoted[2]
    there = home("core/" target); if (there == "") there = home(target)
    if (there == "" || there == here) next
    if (!(name_of[there] in allowed)) {
      printf "%s:%d: includes \"%s\", but %s does not link %s\n", FILENAME, FNR, target, mine, name_of[there]
      bad = 1
    }
  }
  /^[ \t]*#[ \t]*include[ \t]*[<"]sodium/ {
    if (here != "core/verify" && here != "core/vault" && FILENAME !~ /^(bench|tests|wasm)\//) {
      printf "%s:%d: includes libsodium; only core/verify and core/vault do\n", FILENAME, FNR
      bad = 1
    }
  }
  END { exit bad }
'
