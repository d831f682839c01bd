#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# docs/linux,driver-override.yaml: its examples compile, and earlybind understands every string in
# them. Where Debian has the tools of dt-schema, which Debian 13 does not: the schema is one, takes
# its examples, refuses what it should, and the complaints of other schemas are those it quotes.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
earlybind=${O:-build}/host/earlybind
binding=docs/linux,driver-override.yaml
property=linux,driver-override
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The examples of the schema: $work/example.1.dts, ...
awk -v name="$work/example." '
	/^examples:/ { on = 1; next }
	/^\.\.\.$/ { on = 0 }
	!on { next }
	/^  - \|$/ { file = name (++n) ".dts"; print "/dts-v1/;" >file; next }
	{ print >file }' $binding

# strings DTB NODE: what the property holds, one a line
strings()
{
	fdtget -t s "$1" "$2" $property 2>/dev/null | tr ' ' '\n'
}

checks()
{
	"$earlybind" check "$1"
}

n=1
strings=0
while [ -e "$work/example.$n.dts" ]; do
	dtb=$work/example.$n.dtb
	ok "example $n compiles" dtc -q -I dts -O dtb -o "$dtb" "$work/example.$n.dts"
	for rule in $(strings "$dtb" /chosen); do
		ok "example $n: $rule is a rule" checks "$rule"
		strings=$((strings + 1))
	done
	for node in $(fdtget -l "$dtb" /soc 2>/dev/null); do
		for target in $(strings "$dtb" "/soc/$node"); do
			ok "example $n: $target is a target" checks "platform,x=$target"
			strings=$((strings + 1))
		done
	done
	n=$((n + 1))
done
ok 'there are examples' test $n -gt 2
ok 'with the property in them' test $strings -gt 3

# Debian 12 has the package, and then it has to be installed (initramfs/packages).
if ! command -v dt-validate >/dev/null && [ "$(. /etc/os-release; echo "${VERSION_ID:-}")" != 12 ]; then
	echo '# this system has no package dt-schema'
	done_testing
	exit
fi

# Two devices of other schemas, which close their lists of properties.
mkdir "$work/schemas"
cp $binding "$work/schemas"
for way in additional unevaluated; do
	cat >"$work/schemas/$way.yaml" <<-END
		%YAML 1.2
		---
		\$id: http://devicetree.org/schemas/$way.yaml#
		\$schema: http://devicetree.org/meta-schemas/core.yaml#
		title: A device of another binding
		maintainers:
		  - Nobody <nobody@project.invalid>
		properties:
		  compatible:
		    const: test,$way
		  reg:
		    maxItems: 1
		required:
		  - compatible
		  - reg
		${way}Properties: false
	END
done
dt-mk-schema -j "$work/schemas" >"$work/schemas.json" 2>"$work/log"

# validate NODE-OR-CHOSEN TEXT: what dt-validate says about a tree with it
validate()
{
	{
		printf '%s\n' '/dts-v1/;' '/ {' '#address-cells = <1>;' '#size-cells = <1>;' \
			'compatible = "test,board";' 'model = "test";'
		printf '%s {\n%s\n};\n};\n' "$1" "$2"
	} >"$work/tree.dts"
	dtc -q -I dts -O dtb -o "$work/tree.dtb" "$work/tree.dts" &&
		dt-validate -s "$work/schemas.json" "$work/tree.dtb" 2>&1
}

# ours TEXT...: nothing but this schema's own complaints
ours()
{
	validate "$@" | grep -B 1 "From schema: .*/$property.yaml"
}

silent()
{
	output=$("$@")
	printf '%s\n' "$output"
	[ -z "$output" ]
}

# says WORDS COMMAND...
says()
{
	words=$1
	shift
	"$@" >"$work/said"
	cat "$work/said"
	grep -qF -e "$words" "$work/said"
}

# reg NAME: the beginning of a device of that binding
reg()
{
	echo "compatible = \"test,$1\"; reg = <0x1000 0x10>;"
}

ok 'the schema is one' silent dt-doc-validate $binding
ok 'schemas can be processed' test -s "$work/schemas.json"
n=1
while [ -e "$work/example.$n.dtb" ]; do
	dt-validate -s "$work/schemas.json" "$work/example.$n.dtb" >"$work/said" 2>&1
	ok "the schema takes example $n" not grep "/$property.yaml" "$work/said"
	n=$((n + 1))
done
node=device@1000
ok 'takes a target' silent ours $node "$(reg free) $property = \"none/keep\";"
ok 'takes an empty target' silent ours $node "$(reg free) $property = \"\";"
ok 'refuses two targets' says 'too long' ours $node "$(reg free) $property = \"none\", \"x\";"
ok 'refuses a rule as a target' says 'does not match' \
	ours $node "$(reg free) $property = \"platform,x=none\";"
ok 'takes rules' silent ours chosen "$property = \"of,i2c8=none\", \"pci,id[8086:*]=\";"
ok 'refuses a target as a rule' says 'does not match' ours chosen "$property = \"none\";"

# The complaints that the schema announces
ok 'chosen.yaml complains' says "'$property' does not match any of the regexes" \
	validate chosen "$property = \"of,i2c8=none\";"
ok 'a device without a schema gets none' silent \
	validate $node "$(reg free) $property = \"none\";"
ok 'additionalProperties: false complains' \
	says "$node: '$property' does not match any of the regexes" \
	validate $node "$(reg additional) $property = \"none\";"
ok 'unevaluatedProperties: false complains' \
	says "Unevaluated properties are not allowed ('$property' was unexpected)" \
	validate $node "$(reg unevaluated) $property = \"none\";"
done_testing
