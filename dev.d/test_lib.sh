#!/bin/bash
# What the families of tests share. Sourced, in the repository's root.
set -euo pipefail
source dev.d/lib.sh

passed=0
failed=0

# Servers and homes that live for one test lie in memory where there is room: a test that
# waits for a slow disk learns nothing by it. What a disk keeps when the power goes is
# tested with a disk of our own making (tests/power).
if [ -z "${TMPDIR:-}" ] && [ -w /dev/shm ] && (($(df --output=avail -k /dev/shm | tail -n 1) > 2 * 1024 * 1024)); then
  export TMPDIR=/dev/shm
fi

# check WORDS… -- COMMAND…: one test that is a command.
check() {
  local words=""
  while [ "$1" != -- ]; do
    words+="${words:+ }$1"
    shift
  done
  shift
  local output status=0
  output=$("$@" 2>&1 < /dev/null) || status=$?
  if [ "$status" = 0 ]; then
    echo "✓ $words"
    passed=$((passed + 1))
  else
    echo "✗ $words"
    tail -n 80 <<< "$output" | cut -c1-400 | sed 's/^/    /'
    failed=$((failed + 1))
  fi
}

finish() {
  echo "passed=$passed failed=$failed"
  [ "$failed" = 0 ]
}

# run_ctest PRESET FOLDER [CTEST ARGUMENT…]: runs ctest and counts: the single tests
# of each GoogleTest program by its own report, other entries as one each.
run_ctest() {
  local preset=$1 folder=$2
  shift 2
  rm -rf "$folder/test-results"
  mkdir -p "$folder/test-results"
  # Six places for each core: those that mostly wait for each other take one or two of
  # them, those that compute take four (cmake/hearth_library.cmake).
  ctest --preset "$preset" -j "$((JOBS * 6))" --output-junit "$PWD/$folder/test-results/ctest.xml" --quiet "$@" \
    > "$folder/test-results/ctest.log" 2>&1 || true
  [ -e "$folder/test-results/ctest.xml" ] || { tail -n 20 "$folder/test-results/ctest.log"; finish; }
  local name status tests failures skipped report
  while read -r name status; do
    report=$folder/test-results/$name.xml
    tests=1 failures=0 skipped=0
    if [ -s "$report" ]; then
      tests=$(grep -oE '<testsuites tests="[0-9]+"' "$report" | grep -oE '[0-9]+')
      failures=$(grep -oE '<testsuites [^>]*failures="[0-9]+"' "$report" | grep -oE '[0-9]+$|failures="[0-9]+' | grep -oE '[0-9]+' | tail -n 1)
      skipped=$(grep -c 'result="skipped"' "$report" || true)
    fi
    if [ "$status" != run ]; then
      [ "$failures" != 0 ] || failures=1
      echo "✗ $name"
      sed -n "/<testcase name=\"$name\"/,/<\/testcase>/p" "$folder/test-results/ctest.xml" |
        grep -vE '^\[ +(OK|RUN) ' | tail -n 60 | cut -c1-400 | sed 's/^/    /'
    else
      echo "✓ $name ($((tests - skipped)))"
    fi
    failed=$((failed + failures))
    passed=$((passed + (tests > failures + skipped ? tests - failures - skipped : 0)))
  done < <(sed -nE 's/^.*<testcase name="([^"]+)".* status="([a-z]+)".*$/\1 \2/p' "$folder/test-results/ctest.xml")
  finish
}

# fuzz_target NAME SECONDS: over the corpus, then on from it.
fuzz_target() {
  local name=$1 seconds=$2 found=.cache/fuzz/$1
  mkdir -p "$found"
  local corpora=("$found")
  if [ -d "fuzz/corpus/$name" ]; then corpora+=("fuzz/corpus/$name"); fi
  "build/sanitize/bin/fuzz_$name" "-max_total_time=$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=65536 \
    "-artifact_prefix=build/fuzz-crashes/$name-" -print_final_stats=1 "${corpora[@]}"
}

# find_planted NAME: the twin must say that it found what was planted, in 20 s, and
# not already in the corpus that it begins with.
find_planted() {
  local name=$1 output words="the planted bug was found" corpora=() found used seed TIMEFORMAT=%U
  if [ -d "fuzz/corpus/$name" ]; then corpora=("fuzz/corpus/$name"); fi
  found=$(mktemp -d -p build/fuzz-crashes)
  # Found is enough: names for the addresses cost more than the search.
  local twin=(env HEARTH_PLANTED_BUG=1 ASAN_OPTIONS=symbolize=0 "build/sanitize/bin/fuzz_$name" -timeout=10 -max_len=4096 -use_value_profile=1
    "-artifact_prefix=$found/" "$found" "${corpora[@]}")
  output=$("${twin[@]}" -runs=0 2>&1) || true
  if [[ $output == *"$words"* ]]; then
    rm -rf "$found"
    echo "the corpus itself holds the planted bug: nothing was looked for"
    return 1
  fi
  # A fuzzer that went astray stays astray: then another begins, with another seed.
  for seed in 1 2 3 4 5; do
    rm -rf "$found" && mkdir "$found"
    # 20 s of computing, however many others compute beside it.
    used=$({ time "${twin[@]}" "-seed=$seed" -max_total_time=20 > "$found.log" 2>&1 || true; } 2>&1)
    output=$(cat "$found.log")
    rm -rf "$found" "$found.log"
    if [[ $output == *"$words"* ]] && ((${used%.*} < 20)); then
      echo "$words, by seed $seed after $used s of computing"
      return 0
    fi
  done
  tail -n 15 <<< "$output"
  return 1
}
