#!/bin/bash
# What all parts of ./dev share: saying what happens, installing what is missing,
# building. Sourced, in the repository's root.

JOBS=${JOBS:-$(nproc)}
LOGS=build/logs
export JOBS

# --- saying what happens -------------------------------------------------------

say() { echo "· $*"; }

fail() {
  echo "✗ $*" >&2
  exit 1
}

# step LOG WORDS… -- COMMAND…: says the words, runs the command with its output in
# build/logs/LOG.log, tells from time to time how far it is, shows the end of the
# log when it fails. With STEP_LATE=yes the words come only when there is work to do.
step() {
  local log=$LOGS/$1.log words="" started=$SECONDS
  shift
  while [ "$1" != -- ]; do
    words+="${words:+ }$1"
    shift
  done
  shift
  mkdir -p "$LOGS"
  local said=no
  if [ "${STEP_LATE:-no}" = no ]; then
    say "$words"
    said=yes
  fi
  "$@" > "$log" 2>&1 < /dev/null &
  local pid=$! told=$SECONDS
  while kill -0 "$pid" 2> /dev/null; do
    sleep 0.1
    if [ "$said" = no ] && grep -q '^\[[1-9]' "$log" 2> /dev/null; then
      say "$words"
      said=yes
    fi
    if ((SECONDS - told >= 30)); then
      told=$SECONDS
      say "  … $((SECONDS - started)) s $(tail -n 1 "$log" 2> /dev/null | grep -oE '^\[[0-9]+/[0-9]+\]' || true)"
    fi
  done
  if ! wait "$pid"; then
    echo "✗ this did not work: $words. The end of $log:" >&2
    grep -vE '^\[[0-9]+/[0-9]+\]' "$log" | tail -n 50 | cut -c1-400 >&2 || true
    return 1
  fi
  if ((SECONDS - started >= 10)); then say "  done after $((SECONDS - started)) s"; fi
}

# --- installing what is missing ------------------------------------------------

# Debian 12's own packages. docs/dependencies.md says why each is here.
packages() {
  case "$1" in
    build)
      echo clang-19 lld-19 llvm-19 libc++-19-dev libc++abi-19-dev libclang-rt-19-dev
      echo wasi-libc libc++-19-dev-wasm32 libc++abi-19-dev-wasm32 libclang-rt-19-dev-wasm32 binaryen
      echo cmake ninja-build dpkg-dev ca-certificates
      echo libsodium-dev libssl-dev libboost1.81-dev libsqlite3-dev zlib1g-dev libbrotli-dev
      echo nlohmann-json3-dev libeigen3-dev libcli11-dev
      echo googletest python3-mnemonic
      if [ -e web/package.json ] && ! command -v npm > /dev/null; then echo npm; fi
      ;;
    test)
      echo clang-format-19 clang-tidy-19 shellcheck python3 chromium openssl curl sqlite3
      ;;
  esac
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo > /dev/null; then
    sudo "$@"
  else
    fail "some packages are missing and this is neither root nor is there sudo. As root, run: $*"
  fi
}

install_packages() {
  local wanted missing=() name
  command -v dpkg-query > /dev/null || fail "./dev sets up Debian 12 and its relatives; here is no dpkg. docs/dependencies.md lists what is needed."
  wanted=$(for group in "$@"; do packages "$group"; done | tr ' ' '\n' | sort -u)
  local present
  # dpkg-query fails when it does not know a name; what it knows it still says.
  # shellcheck disable=SC2086
  present=$({ dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2> /dev/null || true; } | sed -n 's/^installed //p' | sort -u)
  while read -r name; do
    if ! grep -qxF "$name" <<< "$present"; then missing+=("$name"); fi
  done <<< "$wanted"
  [ "${#missing[@]}" -gt 0 ] || return 0

  say "installing with apt: ${missing[*]}"
  step apt-update "asking apt for its lists" -- as_root apt-get update -qq
  step apt-install "downloading and unpacking packages" -- as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

fetch_sodium() {
  local version
  version=$(dpkg-query -W -f '${Version}' libsodium-dev)
  [ "$(cat .cache/libsodium/version 2> /dev/null)" = "$version" ] && return 0
  step fetch-sodium "fetching libsodium's source for the browser's core" -- cmake/fetch_sodium.sh .cache/libsodium
}

# The app's tools come from npm, by its lockfile; with them a pinned Node, since
# Debian's is older than they need.
install_web() {
  [ -e web/package-lock.json ] || return 0
  local stamp=web/node_modules/.hearth-installed hash
  hash=$(sha256sum web/package-lock.json | cut -d' ' -f1)
  [ "$(cat "$stamp" 2> /dev/null)" = "$hash" ] && return 0
  step npm-ci "installing the app's tools with npm" -- npm --prefix web ci --no-audit --no-fund --ignore-scripts
  # That package is a binary for x86-64; elsewhere the Node that is there has to do.
  if [ "$(uname -m)" != x86_64 ]; then rm -f web/node_modules/.bin/node; fi
  echo "$hash" > "$stamp"
}

# --- the app's scripts -----------------------------------------------------------

has_script() { [ -e web/package.json ] && grep -qE "^ *\"$1\": *\"" web/package.json; }

# web_script NAME [ARGUMENT…]: runs a script of web/package.json with the pinned Node.
web_script() {
  local name=$1
  shift
  PATH="$PWD/web/node_modules/.bin:$PATH" npm --prefix web run --silent "$name" -- "$@"
}

node_program() {
  if [ -x web/node_modules/.bin/node ]; then echo web/node_modules/.bin/node; else command -v node; fi
}

# --- building ----------------------------------------------------------------------

# Configures a preset when it never was or the presets have changed; ninja sees to
# all other changes.
configure() {
  local preset=$1 folder=$2
  if [ ! -e "$folder/build.ninja" ] || [ CMakePresets.json -nt "$folder/.configured" ]; then
    step "configure-$preset" "looking at the compiler and the libraries ($preset)" -- cmake --preset "$preset"
    touch "$folder/.configured"
  fi
}

# ninja_step FOLDER LOG WORDS TARGET…: a build with nothing to do stays silent.
ninja_step() {
  local folder=$1 log=$2 words=$3
  shift 3
  STEP_LATE=yes step "$log" "$words" -- ninja -C "$folder" -j "$JOBS" "$@"
}

build_native() {
  configure default build
  case "$1" in
    program)
      if grep -q ' bin/hearth:' build/build.ninja || grep -q '^build bin/hearth' build/build.ninja; then
        ninja_step build build "building the program" bin/hearth check_includes
      fi
      ;;
    tests) ninja_step build build-tests "building the program and its tests" all ;;
  esac
}

build_wasm() {
  [ -e wasm/CMakeLists.txt ] || return 0
  configure wasm build/wasm
  ninja_step build/wasm build-wasm "building the core for the browser" web_core
}

build_web() {
  has_script build || return 0
  local stamp=build/.web-built
  if [ ! -e build/web/index.html ] || [ ! -e "$stamp" ] || [ -n "$(find web content build/web-core \
    -path web/node_modules -prune -o -path web/test-results -prune -o -type f -newer "$stamp" -print -quit 2> /dev/null)" ]; then
    step build-web "building the app" -- web_script build
    touch "$stamp"
  fi
}

# --- which files are ours ------------------------------------------------------------

cpp_files() {
  git ls-files -co --exclude-standard -- 'core/*.h' 'core/*.cpp' 'server/*.h' 'server/*.cpp' 'cli/*.h' 'cli/*.cpp' \
    'wasm/*.h' 'wasm/*.c' 'wasm/*.cpp' 'tests/*.h' 'tests/*.cpp' 'fuzz/*.h' 'fuzz/*.cpp' 'bench/*.h' 'bench/*.cpp' |
    grep -v '/generated/' | while read -r file; do [ -e "$file" ] && echo "$file"; done
}
