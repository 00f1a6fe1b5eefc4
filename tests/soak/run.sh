#!/bin/sh
# What takes hours, one after the other, with the counts at the end.
#
#   tests/soak/run.sh BUILD [TIMES]
#
# Goes on where something fails; BUILD/soak/*.log hold what each printed.
set -u

build=$1
times=${2:-1}
logs=$build/soak
rm -rf "$logs"
mkdir -p "$logs"
export STATEMENTS="$build/statements"
failed=0

# run NAME COMMAND...
run() {
	name=$1
	shift
	printf '%s  %-20s ' "$(date +%H:%M:%S)" "$name"
	if "$@" >"$logs/$name.log" 2>&1; then
		echo passed
	else
		echo "FAILED: $*"
		failed=$((failed + 1))
	fi
}

for time in $(seq "$times"); do
	seed=$(( $(date +%s) + time ))
	run "points-$time" "$build/tests/fault/harness" --seed "$seed" soak points
	run "kills-$time" "$build/tests/fault/harness" --seed "$seed" soak kills
	run "power-$time" "$build/tests/fault/harness" --seed "$seed" soak power
	run "limits-$time" "$build/tests/fault/harness" --seed "$seed" soak limits signals
	run "terminal-$time" env STATEMENTS_SEED="$seed" STATEMENTS_KEYS=10000000 \
		"$build/tests/pty/run" --filter 'storms/*'
	run "queries-$time" env STATEMENTS_SEED="$seed" STATEMENTS_CASES=100000 \
		"$build/tests/core/run" --filter 'random_queries/*'
done
run sabotage env BUILD="$build" tests/sabotage/run.sh all
if command -v valgrind >/dev/null 2>&1; then
	for layer in store core tui; do
		run "valgrind-$layer" valgrind -q --error-exitcode=9 --trace-children=yes \
			"$build/tests/$layer/run" --jobs 1
	done
fi
for compiler in gcc clang; do
	command -v $compiler >/dev/null 2>&1 || continue
	for level in 0 1 2 3; do
		run "$compiler-O$level" make BUILD="$build/soak/$compiler-O$level" CC=$compiler \
			CFLAGS="-O$level -Werror" check-store check-core check-tui check-cli
	done
done

echo
grep -h -E '^(points|kills|power|limits|signals|sabotage): |Synthesis' "$logs"/*.log
echo "soak: $failed failed"
[ $failed -eq 0 ]
