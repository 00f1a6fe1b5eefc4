# copy_tree BUILD TREE: the sources, and what is built of them in BUILD, so that little is built
# anew; for checks that change sources.
copy_tree() {
	rm -rf "$2"
	mkdir -p "$2/build"
	# With their times, so that what is built stays so.
	git ls-files | cpio -pdm --quiet "$2" 2>/dev/null ||
		git ls-files | tar -cf - -T - | tar -xpf - -C "$2"
	for part in store core tui tests; do
		[ ! -d "$1/$part" ] || cp -a "$1/$part" "$2/build/"
	done
	cp -a "$1"/.tools "$1"/*.a "$2/build/" 2>/dev/null || :
}
