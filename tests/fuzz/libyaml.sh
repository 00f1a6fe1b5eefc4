#!/usr/bin/env bash
# Makes an instrumented libyaml, without which a fuzzer sees nothing of how the
# corpus is read:
#
#   libyaml.sh FOLDER FLAG...     FOLDER/libyaml.a, compiled with these flags
#
# The source is Debian's, fetched by apt with lists of its own below FOLDER, so
# that the system stays as it is.  Where it cannot be had this says so, and
# the distribution's library is taken.
set -euo pipefail

folder=$1
shift
[ ! -f "$folder/libyaml.a" ] || exit 0
mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial" "$folder/objects"
folder=$(cd "$folder" && pwd)
log=$folder/log

give_up() {
	cat >&2 <<-END
	WARNING: $1 (see $log).
	WARNING: the fuzzer gets the distribution's libyaml, into which it cannot look.
	END
	exit 0
}

fetch() {
	local release
	release=$(. /etc/os-release && echo "${VERSION_CODENAME:-stable}")
	printf 'deb-src http://deb.debian.org/debian %s main\n' "$release" >"$folder/sources.list"
	local options=(
		-o "Dir::Etc::SourceList=$folder/sources.list" -o Dir::Etc::SourceParts=/dev/null
		-o "Dir::State::Lists=$folder/lists" -o "Dir::Cache=$folder/cache"
		-o APT::Sandbox::User=root -o Acquire::Retries=2 -o Acquire::http::Timeout=20
	)
	apt-get "${options[@]}" update &&
		(cd "$folder" && apt-get "${options[@]}" source --download-only libyaml)
}

command -v apt-get >/dev/null 2>&1 || give_up "there is no apt-get to fetch libyaml's source with"
fetch >"$log" 2>&1 || give_up "libyaml's source cannot be fetched"
mkdir -p "$folder/source"
tar -xf "$folder"/libyaml_*.orig.tar.* --strip-components=1 -C "$folder/source" ||
	give_up "libyaml's source cannot be unpacked"

version=$(basename "$folder"/libyaml_*.orig.tar.* | sed -E 's/^libyaml_([0-9.]+)\.orig.*/\1/')
IFS=. read -r major minor patch <<<"$version"
for file in "$folder"/source/src/*.c; do
	clang -O1 -g "$@" -I"$folder/source/include" -DYAML_DECLARE_STATIC \
		-DYAML_VERSION_STRING="\"$version\"" -DYAML_VERSION_MAJOR="$major" \
		-DYAML_VERSION_MINOR="$minor" -DYAML_VERSION_PATCH="$patch" \
		-c -o "$folder/objects/$(basename "$file" .c).o" "$file"
done >>"$log" 2>&1 || give_up "libyaml cannot be compiled"
ar rcs "$folder/libyaml.a" "$folder"/objects/*.o
echo "  libyaml $version is instrumented"
