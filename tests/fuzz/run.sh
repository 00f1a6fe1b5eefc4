#!/usr/bin/env bash
# Runs one fuzz target for a while and says in a line what came of it:
#
#   run.sh BUILD NAME SECONDS|repeatable
#
# A repeatable run takes about half a minute and tries the same inputs every time, so that
# what passed once passes again; only one with a number of seconds looks for new ones.
# What it finds stays below BUILD: corpus/NAME, which the next run goes on from,
# and artifacts/NAME, the inputs that fail.
set -euo pipefail

build=$1 name=$2 seconds=$3
program=$build/tests/fuzz/$name
corpus=$build/corpus/$name artifacts=$build/artifacts/$name log=$build/log/$name
# Where it can be, in memory: a target that damages stores writes many.
temporary=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d)
trap 'rm -rf "$temporary"' EXIT
mkdir -p "$corpus" "$artifacts" "$(dirname "$log")"
touch "$temporary/start"
tests/fuzz/seeds.sh "$name" "$build/seeds/$name"

# How many a repeatable run tries.
case $name in
dates)          runs=200000 ;;
postings)       runs=60000 ;;
corpus)         runs=24000 ;;
text)           runs=12000 ;;
print | store)  runs=3600 ;;
query)          runs=1500 ;;
*)              runs=700 ;;
esac
if [ "$seconds" = repeatable ]; then
	corpus=$temporary/corpus
	mkdir "$corpus"
	amount=(-seed=1 -runs=$runs)
else
	amount=(-max_total_time="$seconds")
fi

# What an input may take: seconds, of which most need thousandths and some a few, on a machine
# that may be busy; bytes.
patience=120
case $name in
corpus) most=8192 ;;
store | print | keys | browse) most=512 ;;
query)  most=1024 ;;
dates)  most=128 ;;
*)      most=2048 ;;
esac

options=(-max_len=$most -timeout=$patience -report_slow_units=$patience -rss_limit_mb=2048 -malloc_limit_mb=1024)
[ ! -f "tests/fuzz/$name.dict" ] || options+=(-dict="tests/fuzz/$name.dict")
export TMPDIR=$temporary ASAN_OPTIONS=${ASAN_OPTIONS:-allocator_may_return_null=0}
export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}

status=0
TIMEFORMAT=%U
cpu=$( { time nice -n 15 "$program" "${options[@]}" "${amount[@]}" \
	-artifact_prefix="$artifacts/" \
	"$corpus" "$build/seeds/$name" "fixtures/fuzz/$name" >"$log" 2>&1; } 2>&1 ) || status=$?

# Those that fail while the inputs are gathered are not counted by libFuzzer.
failed=$(find "$artifacts" -type f ! -name 'slow-*' -newer "$temporary/start" | head -n 1)
[ -z "$failed" ] || [ $status != 0 ] || status=1
executions=$(sed -nE 's/^#([0-9]+)[:\t ].*cov: .*/\1/p' "$log" | tail -n 1)
edges=$("$program" -runs=0 "$corpus" 2>&1 |
	sed -nE 's/^#.*DONE +cov: ([0-9]+) .*/\1/p' || true)
printf '%-9s %9s executions  %5s edges  %5s inputs  %7s s of CPU  %s\n' "$name" \
	"${executions:-0}" "${edges:--}" "$(find "$corpus" -type f | wc -l)" "$cpu" \
	"$([ $status = 0 ] && echo 'no failure' || echo FAILED)"
[ $status != 0 ] || exit 0

grep -E -A 12 'does not hold|ERROR: |runtime error|SUMMARY' "$log" | head -n 40 >&2 || tail "$log" >&2
echo "to repeat it:" >&2
echo "  $program -timeout=$patience ${failed:-# no input was kept, see $log}" >&2
exit 1
