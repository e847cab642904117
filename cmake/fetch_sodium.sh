#!/bin/bash
# Fetches the source of libsodium that Debian built the installed libsodium-dev
# from, for the WebAssembly core: Debian has no WebAssembly build of it.
# Usage: fetch_sodium.sh DIR   leaves DIR/libsodium-<version>/ and DIR/version
#
# apt itself does it, with its signatures, from the mirrors that the system is set
# to; the deb-src list and apt's lists lie in DIR, the system's own are untouched.
set -euo pipefail
dir=$(mkdir -p "$1" && cd "$1" && pwd)
version=$(dpkg-query -W -f '${Version}' libsodium-dev)
[ "$(cat "$dir/version" 2>/dev/null)" != "$version" ] || exit 0

echo "fetching the source of libsodium $version for the WebAssembly core"
rm -rf "$dir"
mkdir -p "$dir/apt"
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
option=""
if [ -e "$keyring" ]; then option="[signed-by=$keyring] "; fi
# shellcheck disable=SC2016
apt-get indextargets --format '$(CREATED_BY)|$(ORIGIN)|$(COMPONENT)|deb-src '"$option"'$(REPO_URI) $(RELEASE) $(COMPONENT)' |
  sed -n 's/^Packages|Debian|main|//p' | sort -u > "$dir/apt/sources.list"
if [ ! -s "$dir/apt/sources.list" ]; then
  echo "apt knows no Debian mirror here; run 'apt-get update' first" >&2
  exit 1
fi
# One mirror after the other: an update may stand in two, and one of them may have
# dropped the file already.
while read -r line; do
  mkdir -p "$dir/apt/lists/partial" "$dir/apt/cache/archives/partial"
  echo "$line" > "$dir/apt/one.list"
  settings=(-qq
    -o "Dir::Etc::sourcelist=$dir/apt/one.list" -o Dir::Etc::sourceparts=/dev/null
    -o "Dir::State::lists=$dir/apt/lists" -o "Dir::Cache=$dir/apt/cache" -o APT::Sandbox::User=root)
  if apt-get "${settings[@]}" update &&
    (cd "$dir" && apt-get "${settings[@]}" source "libsodium=$version") > "$dir/log" 2>&1; then
    break
  fi
  rm -rf "$dir/apt/lists" "$dir/apt/cache"
done < "$dir/apt/sources.list"
rm -rf "$dir/apt"
upstream=${version%-*}
if [ ! -e "$dir/libsodium-$upstream/src/libsodium/include/sodium.h" ]; then
  echo "no mirror gave the source of libsodium $version; apt's last words:" >&2
  cat "$dir/log" >&2
  exit 1
fi
ln -sfn "libsodium-$upstream" "$dir/source"
echo "$version" > "$dir/version"
