#!/bin/sh
# A few whole runs in tmux: another terminal than the one of the other tests,
# with a shell and its job control between.
#
#   STATEMENTS=build/statements tests/e2e/run.sh
set -eu

program=$(realpath "${STATEMENTS:-build/statements}")
corpus=$(realpath statements.yaml)
folder=$(mktemp -d)
server=$folder/tmux
picture=$folder/picture

t() { tmux -S "$server" -f /dev/null "$@"; }

finish() {
	t kill-server 2>/dev/null || :
	rm -rf "$folder"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

look() { t capture-pane -p >"$picture"; }

# see [not] TEXT: until the screen shows it; looks 200 times, ten times a second.
see() {
	wanted=0
	if [ "$1" = not ]; then wanted=1; shift; fi
	for _ in $(seq 200); do
		look
		found=0
		grep -qF -- "$1" "$picture" || found=1
		[ $found = $wanted ] && return 0
		sleep 0.1
	done
	echo "FAIL: never saw ($wanted) '$1' on" >&2
	cat "$picture" >&2
	exit 1
}

keys() { t send-keys "$@"; }

cp "$corpus" "$folder/corpus.yaml"
t new-session -d -x 100 -y 30 \
	"cd '$folder' && XDG_CACHE_HOME='$folder' PS1='ready> ' LC_ALL=C.UTF-8 TERM=screen-256color bash --norc"
see 'ready>'

echo '- browse, search, read, leave'
keys "$program corpus.yaml" Enter
see '11 entries'
keys / standing
see '1 of 11'
keys Enter Enter
see 'It was not erased from the map'
keys Q
see 'ready>'
keys 'echo status $?' Enter
see 'status 0'
keys clear Enter

echo '- stop and go on'
keys "$program corpus.yaml" Enter
see '11 entries'
keys C-z
see 'Stopped'
t resize-window -x 70 -y 20
keys fg Enter
see '11 entries'
see not 'Stopped'

echo '- the editor, and what it changed'
keys Q
see 'ready>'
cat >"$folder/editor" <<'END'
#!/bin/sh
# Changes the file it is given; says how it was called.
echo "$#:$1:$2" >"$0.log"
sed -i 's/Blinken and Sybiha, November 2024/Another title/' "$2"
END
chmod +x "$folder/editor"
keys "clear; VISUAL='$folder/editor' $program corpus.yaml" Enter
see 'November 2024'
keys e
see 'Another title'
grep -q '^2:+[0-9]*:.*corpus.yaml$' "$folder/editor.log"

echo '- a file that changes is read again, and a bad one is told'
sed -i 's/Another title/A third title/' "$folder/corpus.yaml"
see 'A third title'
cp "$folder/corpus.yaml" "$folder/good"
echo 'nonsense: [' >>"$folder/corpus.yaml"
see 'corpus.yaml:'
see 'A third title'
sed 's/A third title/A fourth title/' "$folder/good" >"$folder/corpus.yaml"
see 'A fourth title'
keys Q
see 'ready>'

echo '- a corpus from standard input'
keys 'clear' Enter
keys "cat good | $program -" Enter
see 'A third title'
keys Q
see 'ready>'
keys 'ls -A statements | grep -c input; stty -a' Enter
see ' icanon'
see ' echo '
grep -qx 0 "$picture"
