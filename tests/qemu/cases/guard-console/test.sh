# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Rules for two serial ports, at boot: the console stays, and these lines come out of it. The
# others are only planned: samsung-uart of Linux 6.12 oopses when a port is unbound
# (serial_core_unregister_port()).

is "the console keeps its driver" "$(driver platform/13800000.serial)" samsung-uart
is "and has no override" "$(override platform/13800000.serial)" unset
ok "it is refused as what it is" logged 'platform/13800000\.serial: refused: .*console ttySAC0'
is "the port of stdout-path, which is another, keeps its driver" "$(driver platform/13810000.serial)" samsung-uart
ok "it is refused as what it is" logged 'platform/13810000\.serial: refused: .*stdout-path'
earlybind plan -n -r 'platform,138?0000.serial=none' >/run/said
ok "two other ports are not refused" \
	test "$(grep -c '138[23]0000\.serial: would .* unbind from samsung-uart' /run/said)" = 2
earlybind plan -n -r platform,soc=none >/run/said
ok "what the console lies below is refused, too" grep -q 'platform/soc: refused: .*console ttySAC0' /run/said
earlybind plan -n -c '' -r platform,13800000.serial=none/force >/run/said
ok "option force would take it" grep -q '13800000\.serial: would ' /run/said
