#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# dracut sources this in pre-udev. The boot never depends on it.

/sbin/earlybind || :
