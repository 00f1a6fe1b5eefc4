#!/bin/sh
# How much of core and store the tests run: lines, and branches taken at least once.
#
#   tests/coverage/run.sh BUILD [GCOV]
#
# BUILD was built with --coverage and its tests have run.  Prints the figures and writes
# BUILD/reasons, each branch that was never taken with the reason that
# tests/coverage/reasons gives.  Fails below what is wanted, or below what was reached once
# (tests/coverage/reached, which only rises) by more than SLACK.
set -eu

build=$1
gcov=${2:-gcov}
wanted_lines=92 wanted_branches=80
slack=0.5	# what runs in another order on another day

here=$(pwd)
work=$build/gcov
rm -rf "$work"
mkdir -p "$work"
for layer in store core; do
	# It looks for the sources where it stands.
	ln -s "$here/$layer" "$work/$layer"
	for data in "$build/$layer"/*.gcda; do
		(cd "$work" && "$gcov" -b -c -o "$here/$build/$layer" "$here/$data" >>"$layer.txt" 2>/dev/null) || :
	done
done

: >"$work/figures"
for layer in store core; do
	awk -v layer="$layer" '
		/^$/ { ours = 0 }
		/^File / { ours = $0 ~ ("\047(.*/)?" layer "/[a-z0-9_]+\\.[ch]\047") }
		ours && /^Lines executed:/ { split($0, p, /[:% ]+/); n = $NF; lines += n; ran += n * p[3] / 100 }
		ours && /^Taken at least once:/ { split($0, p, /[:% ]+/); n = $NF; branches += n; taken += n * p[5] / 100 }
		END { printf "%s %.1f %.1f %d %d\n", layer, 100 * ran / lines, 100 * taken / branches, lines, branches }
	' "$work/$layer.txt" >>"$work/figures"
done

# FILE:LINE of each branch that no test took, with the line.
for source in "$work"/*.gcov; do
	awk '/^ *[-0-9#=*]+:/ { split($0, p, ":"); line = p[2] + 0; text = $0; sub(/^[^:]*:[^:]*:/, "", text) }
	     /^ *-: +0:Source:/ { file = $0; sub(/.*Source:/, "", file) }
	     /^branch .*(taken 0|never executed)/ { if (file ~ /^(store|core)\//) print file ":" line ":" text }
	' "$source"
done | sort -t: -k1,1 -k2,2n -u >"$build/uncovered"

awk -v wl=$wanted_lines -v wb=$wanted_branches -v slack=$slack '
	NR == FNR { if ($1 !~ /^#/) { l[$1] = $2; b[$1] = $3 } next }
	{
		printf "  %-6s lines %5.1f %% of %d, branches %5.1f %% of %d (reached before: %s, %s)\n", $1, $2, $4, $3, $5, l[$1], b[$1]
		if ($2 < wl || $3 < wb) { print "FAIL " $1 ": lines " wl " % and branches " wb " % are wanted"; bad = 1 }
		if ($2 < l[$1] - slack || $3 < b[$1] - slack) { print "FAIL " $1 ": less than was reached before"; bad = 1 }
		if ($2 > l[$1] + slack || $3 > b[$1] + slack) print "  " $1 " has risen: write it to tests/coverage/reached"
	}
	END { exit bad }' tests/coverage/reached "$work/figures" || result=1

# Each with its reason.
awk -F'\t' '
	NR == FNR { if ($0 !~ /^(#|$)/) { pattern[++rows] = $1; reason[rows] = $2 } next }
	{
		for (i = 1; i <= rows && $0 !~ pattern[i]; i++)
			;
		why = i <= rows ? reason[i] : "no reason is given"
		count[i]++
		said[i] = why
		print why ": " $0 >out
	}
	END { for (i = 1; i <= rows + 1; i++) if (count[i]) printf "  %4d branches, %s\n", count[i], said[i] }
' out="$build/reasons" tests/coverage/reasons "$build/uncovered"
echo "  branches that no unit test takes: $build/reasons"
exit ${result:-0}
