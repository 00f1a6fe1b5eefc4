#!/usr/bin/env bash
# How many small mistakes the tests would find: makes them one after the other in a copy of
# the tree, and expects that the unit tests fail.
#
#   tests/mutation/run.sh BUILD all|N [FILE...]
#
# N: so many of them, spread over the files, others with each commit.  Fails where fewer than
# WANTED per cent are found.  BUILD/mutation/survivors tells those that were not;
# some of these change nothing that matters.
set -eu

build=$1 amount=$2
shift 2
wanted=80 seconds=30
tree=$build/mutation/tree
here=$PWD
[ $# -gt 0 ] || set -- store/edtf.c core/parse.c core/safe.c core/wrap.c core/highlight.c

. tests/support/copy_tree.sh
mkdir -p "$build/mutation"
copy_tree "$build" "$tree"
: >"$build/mutation/survivors"
awk -f tests/mutation/mutants.awk "$@" >"$build/mutation/all"
total=$(wc -l <"$build/mutation/all")
case $amount in
all) amount=$total ;;
esac
first=$(($(git rev-list --count HEAD 2>/dev/null || date +%j) % total))
awk -v n="$amount" -v total="$total" -v first="$first" '
	int((NR + first) * n / total) != int((NR + first - 1) * n / total)' \
	"$build/mutation/all" >"$build/mutation/tried"

# judge FILE: builds the tests of its layer and runs those of the same name, then all.
judge() {
	local layer=${1%/*} suite=${1##*/}
	make --no-print-directory "build/tests/$layer/run" >build/mutant.log 2>&1 || { echo unbuilt; return; }
	for filter in "${suite%.c}/*" '*'; do
		timeout $seconds "build/tests/$layer/run" --filter "$filter" >build/mutant.log 2>&1 </dev/null ||
			{ echo found; return; }
	done
	echo survived
}

cd "$tree"
for file; do
	[ "$(judge "$file")" = survived ] || { echo "FAIL $file: its tests fail without a mistake" >&2; exit 1; }
done
while IFS=$'\t' read -r file number line; do
	cp -a "$file" build/kept
	LINE=$line awk -v n="$number" 'NR == n { print ENVIRON["LINE"]; next } { print }' build/kept >"$file"
	result=$(judge "$file")
	echo "$result $file"
	[ $result != survived ] || printf '%s:%s:%s\n' "$file" "$number" "$line" >>"$here/$build/mutation/survivors"
	cp build/kept "$file"
done <"$here/$build/mutation/tried" >build/results
awk -v wanted=$wanted '
	$1 != "unbuilt" { made[$2]++; all++ }
	$1 == "found" { found[$2]++; allfound++ }
	END {
		for (file in made)
			printf "  %-20s %d of %d found\n", file, found[file], made[file]
		printf "mutation: %d of %d mistakes found\n", allfound, all
		if (100 * allfound < wanted * all)
			print "FAIL mutation: " wanted " % are wanted"
		exit 100 * allfound < wanted * all
	}' build/results
