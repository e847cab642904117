#!/bin/bash
# Fails when a program that is to be the server alone holds or calls anything to
# decrypt with.
# Usage: check_serve.sh NM PROGRAM
set -euo pipefail
symbols=$("$1" "$2" | awk '{print $NF}')
if ! grep -q 'hearth6server' <<< "$symbols"; then
  echo "$2 holds nothing of the server: the check would say nothing"
  exit 1
fi
if grep -E 'crypto_(aead|box|scalarmult|pwhash|secret)' <<< "$symbols" | sort -u; then
  echo "the server alone holds or calls the above; it may have nothing that decrypts."
  exit 1
fi
