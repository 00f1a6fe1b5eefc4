#!/usr/bin/env bash
# Makes fixtures/fuzz/NAME anew: of all that was found and of what is there, the
# fewest small inputs that reach as much of the code.  Files whose names have a
# dash were put there by hand, each for a fault that was mended, and stay.
#
#   keep.sh BUILD NAME...
set -euo pipefail

build=$1
shift
temporary=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d)
trap 'rm -rf "$temporary"' EXIT
export TMPDIR=$temporary
for name; do
	kept=fixtures/fuzz/$name
	mkdir -p "$temporary/$name" "$temporary/short" "$kept" "$build/corpus/$name"
	# What is long for what it shows stays out.
	find "$build/corpus/$name" "$build/seeds/$name" "$kept" -type f -size -2k \
		-exec cp -t "$temporary/short" {} + 2>/dev/null || true
	nice -n 15 "$build/tests/fuzz/$name" -merge=1 -set_cover_merge=1 -use_counters=0 \
		"$temporary/$name" "$temporary/short" >/dev/null 2>&1
	find "$kept" -type f ! -name '*-*' -delete
	find "$temporary/$name" -type f ! -name '*-*' -exec cp -t "$kept" {} +
	rm -rf "$temporary/short"
	echo "$kept: $(ls "$kept" | wc -l) inputs, $(du -bs "$kept" | cut -f1) bytes"
done
