#!/bin/sh
# Plants faults in a copy of the tree, one after the other, and expects of each that
# the check that is named beside it fails.
#
#   tests/sabotage/run.sh all       each of the table
#   tests/sabotage/run.sh 3         three in turn: others with each commit
#   tests/sabotage/run.sh 1 4       the fifth alone
#
# BUILD is the folder of the build that is copied, to build little anew.
set -eu

build=${BUILD:-build}
tree=$build/sabotage/tree
table=tests/sabotage/table
seconds=120

count=$(grep -c '^name:' "$table")
case ${1:-3} in
all) first=0 wanted=$count ;;
*) first=${2:-$(git rev-list --count HEAD 2>/dev/null || date +%j)} wanted=$1 ;;
esac

# The field $2 of the fault number $1, counted from 0.
field() {
	awk -v n="$1" -v key="$2:" '
		/^name:/ { at++ }
		at == n + 1 && $1 == key { sub(/^[a-z]+: */, ""); print; exit }' "$table"
}

# Runs a check in the copy: its status, with what it printed in a file.
run_check() {
	command=$(echo "$1" | sed -e 's,^R/,build/tests/,' -e 's,^H ,build/tests/fault/harness ,')
	(cd "$tree" && STATEMENTS=build/statements timeout $seconds sh -c "$command" \
		>build/sabotage.log 2>&1 </dev/null)
}

make_tree() {
	(cd "$tree" && make --no-print-directory all test-programs fault-programs >build/make.log 2>&1) || {
		tail -20 "$tree/build/make.log" >&2
		return 1
	}
}

. tests/support/copy_tree.sh
copy_tree "$build" "$tree"
make_tree

found=0 missed=0
i=0
while [ $i -lt "$wanted" ]; do
	number=$(( (first + i) % count ))
	i=$((i + 1))
	name=$(field $number name) file=$(field $number file)
	edit=$(field $number edit) check=$(field $number check)
	if ! run_check "$check"; then
		echo "FAIL $name: the check fails without the fault: $check" >&2
		tail -5 "$tree/build/sabotage.log" >&2
		missed=$((missed + 1))
		continue
	fi
	cp -a "$tree/$file" "$tree/build/kept"
	sed -E -i "$edit" "$tree/$file"
	if cmp -s "$tree/$file" "$tree/build/kept"; then
		echo "FAIL $name: the edit finds nothing in $file" >&2
		missed=$((missed + 1))
	elif ! make_tree; then
		echo "FAIL $name: it does not build" >&2
		missed=$((missed + 1))
	elif run_check "$check"; then
		echo "FAIL $name: not found by $check" >&2
		missed=$((missed + 1))
	else
		echo "  found: $name"
		found=$((found + 1))
	fi
	cp "$tree/build/kept" "$tree/$file"
	make_tree
done
echo "sabotage: $found of $wanted planted faults found"
[ $missed -eq 0 ]
