# SPDX-License-Identifier: GPL-2.0-only
#
# pack.awk: copies sources, with the sentences in them packed, to a third of the program's text.
#
#     awk -v to=DIR -v pairs=HEADER [-v unpack=1] -f pack.awk SOURCE...
#
# Packed are the literals that are direct arguments of the functions named below, which
# eb_out_str() reads in the end, those of a declaration with the word EB_PACKED, and all of a
# header. Byte-pair encoding: the two bytes that stand together most often become one byte from
# 0x80 on, 128 times. A packed literal is still a literal: to nothing but eb_out_str() does it
# matter whether a source is packed.

BEGIN {
	split("eb_out_str eb_out_all eb_complain eb_complain_to eb_usage_error eb_letter_error eb_report_word eb_print", names)
	for (i in names)
		says[names[i]] = 1
	for (i = 32; i < 127; i++)
		code[sprintf("%c", i)] = i
	code["\\n"] = 10
	code["\t"] = 9
	code["\\\""] = 34
	code["\\\\"] = 92
	for (i in code)
		text_of[code[i]] = i
	text_of[34] = "\\\""
	text_of[92] = "\\\\"
	for (i = 1; i < ARGC; i++)
		read_source(ARGV[i])
	if (unpack)
		read_pairs()
	else
		find_pairs()
	for (i = 1; i < ARGC; i++)
		write_source(ARGV[i])
	if (!unpack)
		write_pairs()
}

# Splits a file into pieces: piece[file, 2n] stays, piece[file, 2n + 1] is what stands between
# the quotes of a literal to pack.
function read_source(file,   line, all, n)
{
	all = ""
	while ((getline line <file) > 0)
		all = all line "\n"
	close(file)
	if (all == "")
		fail(file ": nothing there")
	n = 0
	depth = 0 # of parentheses inside a call that says something; 0: outside
	declared = file ~ /\.h$/
	while (match(all, /"([^"\\\n]|\\.)*"|\/\*|\/\/[^\n]*|'([^'\\]|\\.)*'|[A-Za-z_][A-Za-z_0-9]*|[();]/)) {
		word = substr(all, RSTART, RLENGTH)
		if (word == "/*") {
			RLENGTH = index(substr(all, RSTART + 2), "*/") + 3
			word = ""
		}
		stays = substr(all, 1, RSTART + RLENGTH - 1)
		all = substr(all, RSTART + RLENGTH)
		if (word ~ /^"/ && (depth == 1 || declared)) {
			piece[file, n] = piece[file, n] substr(stays, 1, length(stays) - length(word)) "\""
			piece[file, n + 1] = codes_of(substr(word, 2, length(word) - 2))
			n += 2
			piece[file, n] = "\""
			continue
		}
		piece[file, n] = piece[file, n] stays
		if (word == "(" && (depth || called))
			depth++
		else if (word == ")" && depth)
			depth--
		called = word in says && !depth
		if (word == "EB_PACKED")
			declared = 1
		else if (word == ";")
			declared = file ~ /\.h$/
	}
	piece[file, n] = piece[file, n] all
	last[file] = n
}

# "a\n" -> "<97><10>"
function codes_of(literal,   codes, c)
{
	codes = ""
	while (literal != "") {
		c = substr(literal, 1, 1)
		if (unpack && literal ~ /^\\[0-7]/) {
			codes = codes "<" substr(literal, 2, 1) * 64 + substr(literal, 3, 1) * 8 + substr(literal, 4, 1) ">"
			literal = substr(literal, 5)
			continue
		}
		if (c == "\\")
			c = substr(literal, 1, 2)
		if (!(c in code))
			fail("no such escape is packed: " c)
		codes = codes "<" code[c] ">"
		literal = substr(literal, length(c) + 1)
	}
	return codes
}

function find_pairs(   all, i, n, k, a, b, parts, count, pair, best)
{
	all = ""
	for (pair in piece)
		if (piece[pair] ~ /^</ && !(piece[pair] in seen)) {
			seen[piece[pair]] = 1
			all = all piece[pair] "<0>"
		}
	for (k = 128; k < 256; k++) {
		n = split(substr(all, 2), parts, /[<>]+/)
		split("", count)
		best = ""
		for (i = 1; i < n - 1; i++) {
			if (parts[i] == 0 || parts[i + 1] == 0)
				continue
			pair = "<" parts[i] "><" parts[i + 1] ">"
			count[pair]++
			# Of three equal bytes two are one pair.
			if (parts[i] == parts[i + 1] && parts[i] == parts[i + 2])
				i++
		}
		for (pair in count)
			if (best == "" || count[pair] > count[best] || (count[pair] == count[best] && pair < best))
				best = pair
		first[k] = first[k] best
		gsub(best, "<" k ">", all)
	}
}

function pack(codes,   k)
{
	for (k = 128; k < 256; k++)
		if (unpack)
			gsub("<" 383 - k ">", first[383 - k], codes)
		else
			gsub(first[k], "<" k ">", codes)
	return codes
}

function literal_of(codes,   parts, n, i, literal)
{
	literal = ""
	n = split(substr(codes, 2), parts, /[<>]+/)
	for (i = 1; i < n; i++)
		literal = literal (parts[i] in text_of ? text_of[parts[i]] : sprintf("\\%o", parts[i]))
	return literal
}

function write_source(file,   n, target)
{
	target = file
	sub(/^.*(applet|usage|packed)\//, to "/", target)
	for (n = 0; n <= last[file]; n++)
		printf "%s", n % 2 ? literal_of(pack(piece[file, n])) : piece[file, n] >target
	close(target)
}

function write_pairs(   k, pair)
{
	print "/* Made by pack.awk: what the bytes from 0x80 on stand for. */" >pairs
	print "static const unsigned char eb_pairs[128][2] = {" >pairs
	for (k = 128; k < 256; k++) {
		split(first[k], pair, /[<>]+/)
		print "\t{ " pair[2] ", " pair[3] " }," >pairs
	}
	print "};" >pairs
}

function read_pairs(   line, k, pair)
{
	k = 128
	while ((getline line <pairs) > 0)
		if (line ~ /^\t/) {
			split(line, pair, /[^0-9]+/)
			first[k++] = "<" pair[2] "><" pair[3] ">"
		}
}

function fail(why)
{
	print "pack.awk: " why >"/dev/stderr"
	exit 1
}
