#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# make install puts a program that runs, the hooks, pages that man shows and the documents where it is
# told, make uninstall takes all of it away and nothing else; debian/ becomes a package that lintian
# likes, with the same files.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES APPEND ARCH BOARD T
built=$(cd "${O:-build}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# verb VERB: make VERB for a root of its own
verb()
{
	make "$1" ARCH=x86_64 O="$built" DESTDIR="$work/root" PREFIX=/opt/eb
}

# shows PAGE TEXT: man finds the text in it
shows()
{
	MANPAGER=cat MANWIDTH=200 man -l "$1" >"$work/page" && grep -F -e "$2" "$work/page"
}

ok 'make install' verb install
root=$work/root/opt/eb
doc=$root/share/doc/earlybind
ok 'the program runs' "$root/sbin/earlybind" check 'pci,02:00.0=vfio-pci'
ok 'it is the one that is tested' cmp "$root/sbin/earlybind" "$built/x86_64/earlybind"
ok 'man shows earlybind(8)' shows "$root/share/man/man8/earlybind.8" 'DIAGNOSTICS'
ok 'man shows earlybind.conf(5)' shows "$root/share/man/man5/earlybind.conf.5" 'earlybind.d'
ok 'the example has rules' test "$(grep -c '^#[a-z]*,' "$doc/examples/earlybind.conf")" -gt 3
ok 'as it stands it has none' "$root/sbin/earlybind" -R / check "$(grep -v '^#' "$doc/examples/earlybind.conf")"
grep '^#[a-z]*,' "$doc/examples/earlybind.conf" | sed 's/^#//' >"$work/rules"
while IFS= read -r rule; do
	ok "the example $rule is a rule" "$root/sbin/earlybind" check "$rule"
done <"$work/rules"
for document in docs/*.md docs/*.json docs/*.yaml README.md CHANGELOG.md; do
	ok "$document is there" cmp "$document" "$doc/$document"
done
hooks='share/initramfs-tools/hooks/earlybind share/initramfs-tools/scripts/init-top/earlybind
	lib/dracut/modules.d/05earlybind/module-setup.sh lib/dracut/modules.d/05earlybind/earlybind.sh'
for hook in $hooks; do
	ok "$hook is there, and can be run" test -x "$root/$hook"
done
# A folder would take the place of a link of that name.
is 'the archive for rdinit= has one file and no folder' "$(cpio -it --quiet <"$root/lib/earlybind/earlybind.cpio")" earlybind
ok 'which is the program' sh -c "cpio -i --quiet --to-stdout earlybind \
	<'$root/lib/earlybind/earlybind.cpio' | cmp - '$root/sbin/earlybind'"
ok 'the unit starts the program that was installed' grep -qx 'ExecStart=/opt/eb/sbin/earlybind watch -b' \
	"$root/lib/systemd/system/earlybind.service"
touch "$root/sbin/other"
ok 'make uninstall' verb uninstall
is 'nothing is left but what is not ours' "$(cd "$work/root" && find . -type f)" ./opt/eb/sbin/other
ok 'the folder of documents is gone' not test -e "$doc"

# The sources, and nothing that was built
mkdir "$work/copy"
cp -a Makefile COPYING ./*.md applet board debian docs initramfs tests "$work/copy"
cd "$work/copy" || exit 1
# No mirror and no cache: a package is built of what is installed.
ok 'dpkg-buildpackage' env CACHE=/nowhere http_proxy=http://127.0.0.1:9 dpkg-buildpackage -us -uc -b
dpkg-deb -x "$work"/earlybind_*.deb "$work/package"
ok 'the program of the package runs' "$work/package/usr/sbin/earlybind" check 'pci,02:00.0=vfio-pci'
ok 'it is static' not grep -q ld-musl "$work/package/usr/sbin/earlybind"
ok 'it says the same as ours' sh -c "'$work/package/usr/sbin/earlybind' --help >'$work/theirs' &&
	'$built/x86_64/earlybind' --help | cmp - '$work/theirs'"
for page in man8/earlybind.8 man5/earlybind.conf.5; do
	ok "it has $page" test -s "$work/package/usr/share/man/$page.gz"
done
for file in $hooks lib/earlybind/earlybind.cpio; do
	ok "it has $file" test -s "$work/package/usr/$file"
done
unit=$(find "$work/package" -name earlybind.service)
ok 'it has the unit' grep -qx 'ExecStart=/usr/sbin/earlybind watch -b' "$unit"
dpkg-deb -e "$work"/earlybind_*.deb "$work/scripts"
ok 'which it neither enables nor starts' not grep -rqE 'deb-systemd-(helper enable|invoke)' "$work/scripts"
ok 'initrds are made again when it is installed' grep -q 'update-initramfs' "$work/scripts/triggers"
ok 'lintian finds no error and no warning' lintian --allow-root --fail-on error,warning "$work"/earlybind_*.changes
done_testing
