#!/bin/bash
# Makes the linked module small, and refuses it when it asks anything of its host
# or is larger than the budget.
# Usage: finish.sh WASM_OPT WASM_DIS LINKED OUT
set -euo pipefail
wasm_opt=$1 wasm_dis=$2 linked=$3 out=$4
budget=$(sed -n 's/.*"core_raw": \([0-9]*\).*/\1/p' "$(dirname "$0")/../web/size-budget.json") # bytes, uncompressed

mkdir -p "$(dirname "$out")"
"$wasm_opt" -Oz --converge --low-memory-unused --zero-filled-memory --enable-bulk-memory --enable-sign-ext --enable-mutable-globals --enable-nontrapping-float-to-int \
  "$linked" -o "$out.new"

text=$("$wasm_dis" --enable-bulk-memory --enable-sign-ext --enable-mutable-globals \
  --enable-nontrapping-float-to-int "$out.new" | grep -E '^ \((import|export) ' || true)
# No clock, no files, no randomness: everything is handed in by a call.
if grep -E '^ \(import ' <<< "$text"; then
  echo "the module asks its host for the above; it may ask for nothing" >&2
  exit 1
fi
for name in memory hearth_alloc hearth_free hearth_call hearth_library _initialize; do
  if ! grep -qF "(export \"$name\"" <<< "$text"; then
    echo "the module does not export $name" >&2
    exit 1
  fi
done
size=$(stat -c %s "$out.new")
if [ "$size" -gt "$budget" ]; then
  echo "the module has $size bytes; the budget is $budget" >&2
  exit 1
fi
mv "$out.new" "$out"
