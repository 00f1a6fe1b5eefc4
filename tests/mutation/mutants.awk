# Writes the mutants of the C sources that are given, one a line: file, line, tab, the
# mutated line.  Each is one small mistake: another comparison, another operator, a number one
# too large, a statement that is not there.

BEGIN {
	swap(" < ", " <= "); swap(" > ", " >= "); swap(" == ", " != ")
	swap(" && ", " || "); swap(" + ", " - "); swap("true", "false")
	swap(" += ", " -= "); swap("++", "--"); swap("continue;", "break;")
	from[++rows] = "!"; to[rows] = ""
}

function swap(one, other) {
	from[++rows] = one; to[rows] = other
	from[++rows] = other; to[rows] = one
}

function give(line) {
	if (line != $0)
		printf "%s\t%d\t%s\n", FILENAME, FNR, line
}

FNR == 1 { comment = table = body = 0 }
/^\/\*/ || /^\t+\/\*/ { comment = 1 }
comment { if (/\*\//) comment = 0; next }
# What is no code of a function: directives, declarations, tables.
/^\{/ { body = 1; next }
/^\}/ { body = 0; next }
!body || /^\t(static )?const / || /^\t+\{.*\},?$/ { next }
{
	sub(/\t*\/\*.*\*\/.*$/, "")
	for (i = 1; i <= rows; i++) {
		for (at = 1; (found = index(substr($0, at), from[i])); at += found + length(from[i]) - 1) {
			before = substr($0, 1, at + found - 2)
			after = substr($0, at + found - 1 + length(from[i]))
			if (from[i] == "!" && substr(after, 1, 1) == "=")
				continue
			give(before to[i] after)
		}
	}
	for (at = 1; match(substr($0, at), /[0-9]+/); at += RSTART + RLENGTH - 1) {
		before = substr($0, 1, at + RSTART - 2)
		number = substr($0, at + RSTART - 1, RLENGTH)
		after = substr($0, at + RSTART - 1 + RLENGTH)
		if (before ~ /sizeof\([A-Za-z_]+\[$/)
			continue
		if (before !~ /[A-Za-z_0-9."'\\]$/ && after !~ /^[xa-zA-Z_"']/)
			give(before (number + 1) after)
	}
	# A whole statement: a call, or an assignment to what was declared before; but for
	# what gives memory back, of which other checks know.
	if (!/free\(|_release\(/ && /^\t+[a-z_>.*\[\]-]+(\(.*\)| [-+|&]?= .*|\+\+|--);$/ && !/^\t+return/)
		give("\t;")
}
