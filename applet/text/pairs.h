/* SPDX-License-Identifier: GPL-2.0-only */
/* In place of what applet/pack.awk makes: nothing is packed. */
static const unsigned char eb_pairs[128][2] = { { 0, 0 } };
