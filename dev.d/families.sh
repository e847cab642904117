#!/bin/bash
# The families of tests. A family is a program in dev.d/test/, named NN-name, run in
# the repository's root. It says what it does and ends with a line
#   passed=12 failed=0
# or with `absent` when its sources do not exist yet (then it is no family). A
# family that ran nothing, or that ended badly without naming a failure, counts as
# one failure. Those whose number is 90 or more run only when named.

list_families() {
  local file
  for file in dev.d/test/[0-9]*; do
    printf '%-10s %s\n' "$(family_name "$file")" "$(sed -n '2s/^# *//p' "$file")"
  done
}

family_name() { basename "$1" | sed 's/^[0-9]*-//'; }

run_families() {
  local file name total_passed=0 total_failed=0 found wanted
  for wanted in "$@"; do
    found=(dev.d/test/[0-9]*-"$wanted")
    [ -e "${found[0]}" ] || fail "there is no family of tests called '$wanted'; './dev test --list' lists them"
  done
  mkdir -p "$LOGS"
  for file in dev.d/test/[0-9]*; do
    name=$(family_name "$file")
    if [ $# -gt 0 ]; then
      case " $* " in *" $name "*) ;; *) continue ;; esac
    elif [[ $(basename "$file") == 9* ]]; then
      continue
    fi
    run_family "$file" "$name"
  done
  echo
  echo "$total_passed passed, $total_failed failed"
  [ "$total_failed" = 0 ] && [ "$total_passed" -gt 0 ]
}

# Adds to total_passed and total_failed of the caller.
run_family() {
  local file=$1 name=$2 status=0 last passed failed started=$SECONDS
  local output=$LOGS/test-$name.out
  echo
  echo "== $name: $(sed -n '2s/^# *//p' "$file")"
  "$file" < /dev/null 2>&1 | tee "$output" || status=$?
  last=$(grep -v '^[[:space:]]*$' "$output" | tail -n 1 || true)
  if [ "$last" = absent ] && [ "$status" = 0 ]; then return; fi
  passed=0 failed=0
  if [[ $last =~ ^passed=([0-9]+)\ failed=([0-9]+)$ ]]; then
    passed=${BASH_REMATCH[1]} failed=${BASH_REMATCH[2]}
  fi
  if [ "$failed" = 0 ] && { [ "$status" != 0 ] || [ "$passed" = 0 ]; }; then
    echo "✗ $name ended with status $status after $passed tests"
    failed=1
  fi
  total_passed=$((total_passed + passed)) total_failed=$((total_failed + failed))
  echo "== $name: $passed passed, $failed failed, $((SECONDS - started)) s"
}
