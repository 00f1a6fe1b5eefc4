#!/usr/bin/env bash
# What takes hours: what needs no chance once, and round after round with another seed
# each until the hours are over; beside it fuzzing; what all of it came to at the end.
#
#   tests/soak/run.sh BUILD HOURS [once|rounds]
#
# With the third, that part alone; what is done once takes an hour or two by itself.
# FUZZ_TARGETS names those that are fuzzed; without it, all.  Goes on where something fails.
# BUILD/soak/*.log hold what each printed, and with a failure the command that repeats it.
set -u

build=$1
part=${3:-both}
end=$(($(date +%s) + $(awk -v hours="$2" 'BEGIN { print int(hours * 3600) }')))
logs=$build/soak
export STATEMENTS=$build/statements STATEMENTS_BRAKED=$build/tests/brake/statements

# A round: keys on the grid, keys on a pseudo-terminal, random corpora with ten queries each,
# seconds of a fuzz target.
grid=1000000 pty=100000 corpora=10000 seconds=300
targets=${FUZZ_TARGETS:-$(basename -a -s .c tests/fuzz/fuzz_*.c | sed 's/^fuzz_//')}

# is_over: whether the hours are over.
is_over() {
	[ "$(date +%s)" -ge "$end" ]
}

# run NAME COMMAND...: one of many runs, by the name of its log.
run() {
	local name=$1 result=passed
	shift
	"$@" >"$logs/$name.log" 2>&1 </dev/null || {
		result="FAILED, see $logs/$name.log: $*"
		echo "$name" >>"$logs/failed"
	}
	printf '%s  %-24s %s\n' "$(date +%H:%M:%S)" "$name" "$result"
}

once() {
	run sabotage env BUILD="$build" tests/sabotage/run.sh all
	run mutation tests/mutation/run.sh "$build" 120
	run points-large "$build/tests/fault/harness" soak points
	for layer in store core tui; do
		run "valgrind-$layer" env STATEMENTS_SLOW=1 valgrind -q --error-exitcode=9 --trace-children=yes \
			"$build/tests/$layer/run" --jobs 1
	done
	for compiler in gcc clang; do
		for level in 0 1 2 3; do
			run "$compiler-O$level" make BUILD="$logs/$compiler-O$level" CC=$compiler \
				CFLAGS="-O$level -Werror" check-store check-core check-tui check-cli
		done
	done
}

# round SEED
round() {
	local harness=$build/tests/fault/harness seed=$1
	run "faults-$seed" "$harness" --seed "$seed" all
	run "grid-$seed" env STATEMENTS_SEED="$seed" STATEMENTS_KEYS=$grid \
		"$build/tests/tui/run" --filter 'ui/keeps_its*'
	run "pty-$seed" env STATEMENTS_SEED="$seed" STATEMENTS_KEYS=$pty \
		"$build/tests/pty/run" --filter 'storms/*'
	run "queries-$seed" env STATEMENTS_SEED="$seed" STATEMENTS_CASES=$corpora \
		"$build/tests/core/run" --filter 'random_queries/*'
}

rounds() {
	local seed
	# Far enough apart for no two rounds to try the same corpora.
	for ((seed = $(date +%s); ; seed += corpora)); do
		round "$seed"
		is_over && break
	done
}

fuzzing() {
	local turn
	for ((turn = 1; ; turn++)); do
		for name in $targets; do
			run "fuzz-$name-$turn" tests/fuzz/run.sh "$build/fuzz" "$name" $seconds
			is_over && return
		done
	done
}

# total PATTERN LOGS...: the sum of the numbers before what the pattern tells.
total() {
	local pattern=$1
	shift
	sed -nE "s/.* ([0-9.]+) +$pattern.*/\1/p" "$@" 2>/dev/null |
		awk '{ sum += $1 } END { printf "%.0f", sum }'
}

# passed GLOB...: how many such runs came to their end.
passed() {
	local count=0 log
	for log in "$@"; do
		[ -f "$log" ] && ! grep -qx "$(basename -s .log "$log")" "$logs/failed" && count=$((count + 1))
	done
	echo $count
}

rm -rf "$logs"
mkdir -p "$logs"
touch "$logs/failed"
fuzzing &
[ "$part" = rounds ] || once
[ "$part" = once ] || rounds
wait

echo
for part in points kills power limits signals; do
	sed -nE "s/^$part: //p" "$logs"/faults-*.log "$logs"/points-large.log 2>/dev/null |
		awk -v part=$part '{ tried += $1; struck += $3; failed += $6 }
			END { printf "%s: %d tried, %d faults struck, %d failed\n", part, tried, struck, failed }'
done
echo "keys: $(($(passed "$logs"/grid-*.log) * grid)) on the grid, $(($(passed "$logs"/pty-*.log) * pty)) on a pseudo-terminal"
echo "queries: $(($(passed "$logs"/queries-*.log) * corpora * 10))"
for name in $targets; do
	echo "fuzz $name: $(total executions "$logs"/fuzz-"$name"-*.log) executions," \
		"$(total 's of CPU' "$logs"/fuzz-"$name"-*.log) s of CPU"
done
grep -h -E '^(sabotage|mutation): ' "$logs"/*.log
echo "soak: $(wc -l <"$logs/failed") failed"
[ ! -s "$logs/failed" ]
