#!/bin/bash
# Fails when a decoder has no fuzz target or a target no decoder (README.md).
# Usage: check_decoders.sh ROOT
set -euo pipefail
cd "$1"
bad=0
complain() {
  echo "$*"
  bad=1
}

folders=()
for folder in core server cli; do
  if [ -d "$folder" ]; then folders+=("$folder"); fi
done
mapfile -t headers < <(find "${folders[@]}" -name '*.h')
marks=$(grep -nE '// decoder:' "${headers[@]}" || true)
if [ -z "$marks" ]; then
  echo "no header marks a decoder: the check would say nothing"
  exit 1
fi

# 1. Each mark names a target that exists.
names=""
while IFS= read -r mark; do
  where=${mark%%:*}:$(cut -d: -f2 <<< "$mark")
  if [[ $mark =~ //\ decoder:\ ([a-z0-9_]+)([.,:\;].*)?$ ]]; then
    name=${BASH_REMATCH[1]}
    names+="$name"$'\n'
    [ -e "fuzz/${name}_fuzz.cpp" ] || complain "$where: the decoder '$name' has no target fuzz/${name}_fuzz.cpp"
  else
    complain "$where: write '// decoder: NAME', the name of its target, then a full stop if words follow"
  fi
done <<< "$marks"

# 2. Each target serves a decoder and has a planted bug.
for target in fuzz/*_fuzz.cpp; do
  [ -e "$target" ] || continue
  name=$(basename "$target" _fuzz.cpp)
  grep -qxF "$name" <<< "$names" || complain "$target: no header says '// decoder: $name'"
  grep -qE '\bplant\(' "$target" || complain "$target: has no planted bug"
done

# 3. What looks like a decoder carries the mark: in the comment lines above it, or
# above the class that it belongs to.
unmarked=$(awk '
  FNR == 1 { comment = ""; marked = 0; inside = 0 }
  /^ *\/\// { comment = comment $0; next }
  /^(class|struct) / { inside = comment ~ /decoder:/ }
  /^};/ { inside = 0 }
  /std::expected<.*[ :](decode|parse|from_)[a-z_0-9]*\(/ || /std::expected<.*[ :](decode|parse)\(/ {
    if (comment !~ /decoder:/ && !inside) printf "%s:%d: looks like a decoder and has no mark: %s\n", FILENAME, FNR, $0
  }
  { comment = "" }
' "${headers[@]}")
[ -z "$unmarked" ] || complain "$unmarked"
exit "$bad"
