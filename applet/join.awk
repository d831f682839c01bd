# SPDX-License-Identifier: GPL-2.0-only
#
# join.awk: makes one file of the sources, in the conventions of BusyBox.
#
#     awk -v path='DIR DIR...' -f join.awk SOURCE... >earlybind.c
#
# Sources, and the headers that they include with "", are looked for in the folders of path, in
# order. A header comes where it is first needed. The last source has main(), and the //config:
# block, which goes to the head. Exported functions become static, main() is left out, and so are
# functions that then nobody calls: only the host's program and tests do.

BEGIN {
	n_folders = split(path, folders)
	# What decides about #ifdef and #ifndef; other conditionals stay.
	value["ENABLE_EARLYBIND"] = 1
	value["EB_HAVE_DTB"] = 0
	n = split("ctype dirent errno fcntl grp inttypes libgen limits netdb paths poll pwd setjmp signal " \
		"stdarg stdbool stddef stdint stdio stdlib string strings sys/ioctl sys/mman sys/param " \
		"sys/resource sys/socket sys/stat sys/time sys/types sys/wait termios time unistd", names)
	for (i = 1; i <= n; i++)
		seen["<" names[i] ".h>"] = 1 # by libbb.h
	for (i = 1; i < ARGC; i++)
		add(ARGV[i])
	while (drop_unused())
		;
	print_all()
}

function fail(why)
{
	print "join.awk: " why >"/dev/stderr"
	exit 1
}

# Appends a file to body[], behind the headers that it is the first to need.
function add(name,   lines, i, n)
{
	if (name in seen)
		return
	seen[name] = 1
	n = read_file(name, lines)
	for (i = 1; i <= n; i++)
		if (lines[i] ~ /^#include /)
			include(substr(lines[i], 10))
	put("")
	put("/* === " name " === */")
	put("")
	if (name == ARGV[ARGC - 1])
		i = take_head(lines, n)
	else
		i = 1
	for (moved = 0; i <= n; i++)
		if (lines[i] !~ /^#include /)
			put(local(lines[i]))
}

function include(what)
{
	if (what ~ /^"/)
		add(substr(what, 2, length(what) - 2))
	else if (!(what in seen))
		system_headers = system_headers "#include " what "\n"
	seen[what] = 1
}

# The lines of a file without those that only a file of its own needs: the licence, the guard of
# a header, and what BusyBox would never compile. Returns how many.
function read_file(name, lines,   i, n, text, result, words, depth, known, dead, guard)
{
	for (i = 1; i <= n_folders; i++) {
		result = (getline text <(folders[i] "/" name))
		if (result >= 0)
			break
	}
	if (result <= 0)
		fail(name ": nothing there")
	n = depth = known = dead = 0
	guard = ""
	for (; result > 0; result = (getline text <(folders[i] "/" name))) {
		split(text, words)
		if (text ~ /^#if/) {
			depth++
			if (words[1] != "#if" && words[2] in value && !known) {
				known = depth
				dead = value[words[2]] == (words[1] == "#ifndef")
				continue
			}
			if (depth == 1 && words[2] ~ /^EB_[A-Z_]*_H$/) {
				guard = words[2]
				continue
			}
		} else if (words[1] == "#else" && depth == known) {
			dead = !dead
			continue
		} else if (words[1] == "#endif") {
			if (depth-- == known) {
				known = dead = 0
				continue
			}
			if (!depth && guard != "")
				continue
		}
		if (dead || text ~ /SPDX-License-Identifier/ || (words[1] == "#define" && words[2] == guard))
			continue
		lines[++n] = text
	}
	close(folders[i] "/" name)
	return n
}

# The first comment and the // blocks, which BusyBox wants before all else. Returns where the rest
# begins.
function take_head(lines, n,   i)
{
	for (i = 1; i <= n && lines[i] !~ /^ \*\//; i++)
		about = about lines[i] "\n"
	for (i++; i <= n && (lines[i] ~ /^\/\// || lines[i] == ""); i++)
		blocks = blocks lines[i] "\n"
	return i
}

# An exported function, made local; the lines that its parameters go on in keep their places.
function local(text,   columns)
{
	if (text ~ /^[a-z][a-z0-9_ ]* \**eb_[a-z0-9_]+\(/ && text !~ /^(static|typedef) /) {
		moved = text !~ /[;)]$/
		return "static " text
	}
	if (text ~ /^int earlybind_main\(.*;$/)
		sub(/;$/, " MAIN_EXTERNALLY_VISIBLE;", text)
	if (!moved)
		return text
	moved = text !~ /[;)]$/
	match(text, /^[\t ]*/)
	columns = 7 + gsub(/\t/, "", text) * 7 + RLENGTH
	sub(/^ */, "", text)
	return substr("\t\t\t\t\t\t\t\t\t\t", 1, int(columns / 8)) substr("       ", 1, columns % 8) text
}

# Never two empty lines
function put(text)
{
	if (text != "" || (n_body && body[n_body] != ""))
		body[++n_body] = text
}

# The name of the function that is declared or defined from line i of body[] on
function function_at(i,   text)
{
	text = body[i]
	if (text !~ /^static / || !match(text, /eb_[a-z0-9_]+\(/) || text ~ /=/)
		return ""
	return substr(text, RSTART, RLENGTH - 1)
}

# Takes out all functions whose name stands nowhere but where they are declared and defined, with
# the comment above. Returns how many lines these were.
function drop_unused(   i, n, name, uses, text, from, to, dropped)
{
	for (i = 1; i <= n_body; i++) {
		name = function_at(i)
		if (name != "")
			uses[name]--
		text = body[i]
		while (match(text, /eb_[a-z0-9_]+/)) {
			uses[substr(text, RSTART, RLENGTH)]++
			text = substr(text, RSTART + RLENGTH)
		}
	}
	for (i = 1; i <= n_body; i++) {
		name = function_at(i)
		if (name == "" || uses[name])
			continue
		for (to = i; body[to] !~ /;$/ && body[to] != "{"; to++)
			;
		if (body[to] == "{")
			while (body[to] != "}")
				to++
		from = i
		# A comment may be about those that follow, too.
		if (body[i - 1] ~ /\*\/$/ && body[to + 1] == "")
			while (body[from] !~ /^\/\*/)
				from--
		for (; from <= to; from++) {
			body[from] = "\034"
			dropped++
		}
	}
	n = n_body
	n_body = 0
	for (i = 1; i <= n; i++)
		if (body[i] != "\034")
			put(body[i])
	return dropped
}

function print_all(   i)
{
	print "/* vi: set sw=8 ts=8: */"
	printf "%s", about
	print " *"
	print " * Made of many files by join.awk, of earlybind's own tree: changes belong there."
	print " *"
	print " * Licensed under GPLv2, see file LICENSE in this source tree."
	print " */"
	printf "%s", blocks
	print "#include \"libbb.h\""
	printf "%s\n", system_headers
	for (i = 1; i < n_body || body[i] != ""; i++)
		print body[i]
}
