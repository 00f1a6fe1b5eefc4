#!/usr/bin/env bash
# Makes the inputs that a fuzz target begins with:
#
#   seeds.sh NAME FOLDER
#
# Each line of tests/fuzz/NAME.seeds is one, with the escapes of printf(1); the
# target `corpus` has the shipped corpus and the fixtures too.
set -euo pipefail

name=$1 folder=$2
mkdir -p "$folder"
count=0
while IFS= read -r line; do
	case $line in '' | '#!'*) continue ;; esac
	count=$((count + 1))
	printf '%b' "$line" >"$folder/seed-$(printf '%03d' "$count")"
done <"tests/fuzz/$name.seeds"
if [ "$name" = corpus ]; then
	cp statements.yaml fixtures/*.yaml "$folder"
fi
