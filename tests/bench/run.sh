#!/bin/sh
# The benchmark: makes corpora, loads them, measures, and prints one table.
#
#   make bench                                    10,000, 100,000 and 1,000,000 entries
#   make bench BENCH_SIZES='10000 10000000'       these
#   make bench-instructions                       instructions of a fixed script of keys
#
# What it makes lies in build/bench; corpora are kept between runs.  The table goes to
# tests/bench/RESULTS.md too, an extract for the README to standard output.
set -eu
LC_ALL=C.UTF-8
export LC_ALL

build=${BUILD:-build}
tools=$build/tests/bench
work=$build/bench
figures=$work/figures.tsv
STATEMENTS=$build/statements
export STATEMENTS
mkdir -p "$work"

note() { echo "$(date +%T) $*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }
# record ENTRIES COMMAND...: keeps the figures that COMMAND prints, with the number of
# entries (0: any) before them; ends the run where it fails.
record() {
	entries=$1
	shift
	"$@" >"$work/part.tsv"
	sed "s/^/$entries	/" "$work/part.tsv" >>"$figures"
}
# mib NAME FILE: the size of FILE as a figure.
mib() { stat -c %s "$2" | awk -v name="$1" '{ v = $1 / 1048576; printf "%s\t%.3f\t%.3f\t1\n", name, v, v }'; }

# corpus SIZE: a corpus of that size, if there is none of this generator.
corpus() {
	[ -n "$(find "$work/$1.yaml" -newer tests/bench/generate.c 2>/dev/null)" ] && return
	note "$1 entries: generating"
	"$tools/generate" "$1" >"$work/$1.part"
	mv "$work/$1.part" "$work/$1.yaml"
}

load() {
	note "$1 entries: loading, three times"
	record "$1" "$tools/texts" "$work/$1.yaml" "$work/$1.texts" "$work/$1.values"
	record "$1" "$tools/clocked" 3 \
		load "$STATEMENTS" load -o "$work/$1.db" "$work/$1.yaml" -- \
		pass "$tools/libyaml_pass" "$work/$1.yaml" -- \
		sql.load "$tools/plain_sql" "$work/$1.texts" "$work/$1.values" "$work/$1.sql"
	record "$1" mib size.store "$work/$1.db"
	record "$1" mib size.sql "$work/$1.sql"
	# What waits to be written would disturb what is measured next.
	sync
}

start() {
	size=$1
	note "$size entries: starting"
	set -- start.11 'newest first' "$STATEMENTS" --store "$work/11.db" -- \
		start 'newest first' "$STATEMENTS" --store "$work/$size.db"
	! have less || set -- "$@" -- start.less '# statements' less README.md
	! have tig || set -- "$@" -- start.tig 'commit' tig log
	record "$size" "$tools/starting" 200 "$@"
}

# The words that are typed, line by line through the same texts.
search_lines() {
	size=$1
	note "$size entries: searching line by line"
	if have rg; then
		set --
		for word in $("$tools/typing" --words); do
			set -- "$@" rg rg -c "$word" "$work/$size.texts" --
		done
		record "$size" "$tools/clocked" 5 "$@"
	fi
	if have fzf; then
		record "$size" "$tools/clocked" 3 \
			fzf sh -c "fzf --filter=government <'$work/$size.texts'"
	fi
}

measure() {
	corpus "$1"
	load "$1"
	start "$1"
	note "$1 entries: typing"
	record "$1" "$tools/typing" "$work/$1.db" 12 2
	search_lines "$1"
	note "$1 entries: answers and SQL"
	record "$1" "$tools/answers" "$work/$1.db" "$work/$1.sql"
}

reading() {
	note 'texts of 1 MiB'
	"$tools/long_texts" >"$work/long.yaml"
	"$STATEMENTS" load -o "$work/long.db" "$work/long.yaml" >/dev/null
	record 0 "$tools/reading" "$work/long.db" 200
}

# version NAME COMMAND...: the first number that it says, or that there is none.
version() {
	name=$1
	shift
	if have "$1"; then
		echo "$name $("$@" 2>/dev/null | head -n 1 | grep -oE '[0-9]+(\.[0-9]+)+|[0-9]+' | head -n 1)"
	else
		echo "$name absent"
	fi
}
list() { paste -sd, | sed 's/,/, /g'; }

machine() {
	libraries=$(for library in sqlite3 yaml-0.1 libutf8proc ncursesw; do
		echo "$library $(pkg-config --modversion "$library" 2>/dev/null)"
	done | list)
	others=$({
		version rg rg --version
		version fzf fzf --version
		version less less --version
		version tig tig --version
	} | list)
	cat <<END
- $(date -u +'%Y-%m-%d %H:%M UTC'), version $(git describe --always --dirty 2>/dev/null || echo unknown)
- $cpu, $(nproc) cores, $memory; Linux $(uname -r); load average at the start $load_average
- $(${CC:-cc} --version | head -n 1), \`${CFLAGS:-}\`; $libraries
- beside it: $others
END
	if awk -v load="$load_average" -v cores="$(nproc)" 'BEGIN { exit load < cores / 4 }'; then
		printf '\n**The machine was busy with other work: what is told of times is no result.**\n'
	fi
}

results() {
	cat <<END
# How fast it is

Written by \`make bench\`; run it again to see what holds on your machine.  One run on:

$(machine)

Corpora are those of \`generate.c\`: words, speakers and topics by Zipf, dates over 16 years.
Times are of a clock on the wall.  *Key to painted answer* is measured from outside, on a
pseudo-terminal of 48 × 160: from writing the key to reading the last byte of the frame
whose echo line names the whole query typed so far, each key sent as soon as the answer
to the one before is there, while that is still being counted.  *Cold* means that the file was
dropped from the page cache by \`posix_fadvise\`.  SQL runs in the same process as what it
stands beside, on a database of the same texts with an FTS5 index (\`plain_sql.c\`);
\`rg -c\` looks through a file of the same texts, a line each, after the typing.  Loads,
starts and SQL take turns with what they stand beside.  n is the number of repetitions; a
yardstick is told by its median.  Where targets are for 1,000,000 entries and more, smaller
corpora are not judged.

$("$tools/report" "$figures")

$(cat tests/bench/NOTES.md)
END
}

extract() {
	cat <<END
\`make bench\` generates corpora, loads and browses them, and measures what a user waits for,
beside other programs on the same texts.  Of one run on $cpu,
$(nproc) cores, $memory (all figures, and how they were taken: \`tests/bench/RESULTS.md\`):

END
	"$tools/report" "$figures" extract
}

bench() {
	cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
	memory=$(awk '/^MemTotal/ { printf "%.1f GiB", $2 / 1048576 }' /proc/meminfo)
	load_average=$(cut -d' ' -f1 /proc/loadavg)
	: >"$figures"
	"$STATEMENTS" load -o "$work/11.db" statements.yaml >/dev/null
	reading
	for wanted; do
		measure "$wanted"
	done
	results >tests/bench/RESULTS.md
	cat tests/bench/RESULTS.md
	printf '\nFor the README:\n\n'
	extract
}

# --- instructions ---

# counter PROGRAM: makes $work/counted, which runs PROGRAM under what counts.
counter() {
	if have valgrind; then
		cat <<END
#!/bin/sh
exec valgrind -q --tool=callgrind --callgrind-out-file='$work/counted.out' '$1' "\$@"
END
	elif have perf; then
		cat <<END
#!/bin/sh
exec perf stat -x, -e instructions:u -o '$work/counted.out' '$1' "\$@"
END
	else
		echo 'neither valgrind nor perf is installed' >&2
		exit 1
	fi >"$work/counted"
	chmod +x "$work/counted"
}

# millions WHAT LESS: a line of the table with what was counted, less LESS; leaves it in
# $millions.
millions() {
	if have valgrind; then
		millions=$(sed -nE 's/^(summary|totals): //p' "$work/counted.out" | head -n 1)
	else
		millions=$(sed -nE 's/^([0-9]+),.*instructions.*/\1/p' "$work/counted.out")
	fi
	[ "$millions" ] || { echo 'nothing was counted' >&2; exit 1; }
	millions=$((millions / 1000000))
	echo "| $1 | $((millions - $2)) |"
}

# Exact but for the last line: how many frames show the counts while they grow is a
# matter of time.
instructions() {
	store=$work/10000.db
	corpus 10000
	echo '| instructions, 10,000 entries | millions |'
	echo '| --- | ---: |'
	counter "$STATEMENTS"
	"$work/counted" load -o "$store" "$work/10000.yaml" >/dev/null
	millions 'load' 0
	counter "$tools/answers"
	"$work/counted" "$store" >/dev/null
	millions 'first page of every query, counts and facets of frequent words' 0
	counter "$STATEMENTS"
	"$tools/starting" 1 start 'newest first' "$work/counted" --store "$store" >/dev/null
	millions 'start to first frame, and end' 0
	started=$millions
	STATEMENTS=$work/counted "$tools/typing" "$store" 1 1 patient >/dev/null
	millions 'every query typed, and moved through' "$started"
}

case ${1:-} in
instructions) instructions ;;
*) bench "$@" ;;
esac
