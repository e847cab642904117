#!/bin/bash
# Builds a program that runs while building, unless another build of this tree has
# made it already and nothing of it is newer.
# Usage: build_tool.sh PROGRAM COMPILER ARGUMENT… -- HEADER…
set -euo pipefail
program=$1
shift
command=() inputs=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  command+=("$1")
  if [ -f "$1" ]; then inputs+=("$1"); fi
  shift
done
shift
inputs+=("$@")

mkdir -p "$(dirname "$program")"
exec 9> "$program.lock"
flock 9
made_by="$program.command"
newer=$(find "${inputs[@]}" -newer "$program" 2> /dev/null || echo "not there yet")
if [ -z "$newer" ] && [ "$(cat "$made_by" 2> /dev/null)" = "${command[*]}" ]; then
  exit 0
fi
"${command[@]}" -o "$program.new"
mv "$program.new" "$program"
echo "${command[*]}" > "$made_by"
