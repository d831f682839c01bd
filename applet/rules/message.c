/* SPDX-License-Identifier: GPL-2.0-only */
#include "rules/message.h"

#include "text/out.h"

struct eb_message_line {
	const char *text;
	const char *hint;
};

static const struct eb_message_line eb_message_lines[] EB_PACKED = {
	[EB_MSG_NONE] = { "no error", NULL },
	[EB_MSG_NO_TARGET] = { "this rule has no '='",
			       "a rule is BUS,DEVICE=DRIVER, for example "
			       "platform,12ce0000.i2c=vfio-platform" },
	[EB_MSG_WORD_NOT_HERE] = { "the word '%' is no rule",
				   "it stands alone in driver_override= on the command line, "
				   "in "
				   "bootconfig or in -r" },
	[EB_MSG_NO_BUS] = { "this rule names no bus before its device",
			    "write pci,0000:02:00.0=... or platform,12ce0000.i2c=..." },
	[EB_MSG_BAD_BUS] = { "'%' cannot be the name of a bus",
			     "a bus is a directory of /sys/bus, such as pci, platform, amba" },
	[EB_MSG_NO_SELECTOR] = { "this rule names no device", NULL },
	[EB_MSG_ONLY_EXCEPTIONS] = { "only exceptions: nothing is selected that they could "
				     "be taken from",
				     "name the devices first, then the exceptions: "
				     "pci,01:00.*,!01:00.2=vfio-pci" },
	[EB_MSG_RULE_TOO_LONG] = { "rule longer than 4096 bytes",
				   "split it into several rules" },
	[EB_MSG_TOO_MANY_TERMS] = { "more than 64 devices or conditions in one rule",
				    "split it into several rules" },
	[EB_MSG_TOO_MANY_RULES] = { "more than 4096 rules", NULL },
	[EB_MSG_EMPTY_SELECTOR] = { "nothing between two commas",
				    "remove the comma that is too many" },
	[EB_MSG_EMPTY_TERM] = { "nothing beside '+' or '!'", NULL },
	[EB_MSG_BAD_NAME_BYTE] = { "'%' cannot stand in a device name",
				   "write the name as name[...]" },
	[EB_MSG_CONTROL_IN_NAME] = { "a control byte, '%', in a device name", NULL },
	[EB_MSG_BLANK_IN_NAME] = { "a blank in a device name",
				   "write it as name[...], a path as of[...]; commas take no "
				   "blanks around them" },
	[EB_MSG_SLASH_IN_NAME] = { "'/' cannot stand in a device name",
				   "device-tree paths belong to bus 'of': "
				   "of,/soc/i2c@12ce0000=..." },
	[EB_MSG_DOTS_AS_NAME] = { "'%' is not a device name", NULL },
	[EB_MSG_NAME_TOO_LONG] = { "device name longer than 255 bytes", NULL },
	[EB_MSG_NO_KEYWORD] = { "brackets without a keyword before them",
				"a name with odd bytes is written name[...]" },
	[EB_MSG_UNKNOWN_KEYWORD] = { "'%' is not a selector keyword",
				     "known: name id class path of alias compatible modalias" },
	[EB_MSG_UNCLOSED_BRACKET] = { "'[' without its ']'",
				      "';' and a newline end a rule even inside brackets" },
	[EB_MSG_STRAY_BRACKET] = { "']' without its '['", NULL },
	[EB_MSG_TEXT_AFTER_BRACKET] = { "text after ']'", "after ']' comes ',' or '+' or '='" },
	[EB_MSG_EMPTY_BRACKETS] = { "nothing inside the brackets", NULL },
	[EB_MSG_KEYWORD_OF_PCI] = { "'%' selects PCI devices only",
				    "use it with bus pci or '*'" },
	[EB_MSG_NOT_PCI_ADDRESS] = { "'%' is not a PCI address",
				     "[domain:]bus:device.function in hex, such as "
				     "0000:02:00.0" },
	[EB_MSG_PCI_SWAPPED] = { "'%' is not a PCI address, but what follows '=' is one",
				 "device first, then driver: pci,0000:02:00.0=vfio-pci" },
	[EB_MSG_PCI_DEVICE_RANGE] = { "'%' is not a PCI address: its device number is not "
				      "two digits from 00 to 1f",
				      "[domain:]bus:device.function, such as 0000:82:00.0" },
	[EB_MSG_PCI_FUNCTION] = { "'%' is not a PCI address: its function is not one digit "
				  "from 0 to 7",
				  "[domain:]bus:device.function, such as 0000:04:00.0" },
	[EB_MSG_BAD_ID] = { "'%' is not a PCI id",
			    "id[vendor:device] or id[vendor:device:subvendor:subdevice] in "
			    "hex, each "
			    "may be *: id[8086:1533]" },
	[EB_MSG_BAD_CLASS] = { "'%' is not the beginning of a PCI class",
			       "2 to 6 hex digits: class[02] network, class[0106] SATA, "
			       "class[0c03] USB" },
	[EB_MSG_BAD_PATH] = { "'%' is not a PCI topology path",
			      "BUS_DEVICE.FUNCTION for each step from the root down, such as "
			      "path[00_1c.4-00_00.0]" },
	[EB_MSG_BAD_OF] = { "'%' is not a device-tree path",
			    "a path begins with '/': of[/soc/i2c@12ce0000]; an alias is "
			    "alias[i2c8]" },
	[EB_MSG_GLOB_ALIAS] = { "'%': an alias is matched literally",
				"globs go into paths, such as of,/soc/i2c@*" },
	[EB_MSG_BAD_DRIVER_BYTE] = { "'%' cannot stand in a driver name", NULL },
	[EB_MSG_DRIVER_TOO_LONG] = { "driver name longer than 255 bytes", NULL },
	[EB_MSG_DOTS_AS_DRIVER] = { "'%' is not a driver name", NULL },
	[EB_MSG_EMPTY_OPTION] = { "'/' without an option behind it",
				  "known: keep force group required hold optional final wait "
				  "noiommu noreset" },
	[EB_MSG_UNKNOWN_OPTION] = { "'%' is not an option",
				    "known: keep force group required hold optional final wait "
				    "noiommu noreset" },
	[EB_MSG_OPTION_NEEDS_DRIVER] = { "option '%' needs a driver",
					 "write the driver between '=' and '/'" },
	[EB_MSG_OPTION_TAKES_NO_VALUE] = { "this option takes no value", "only wait[N] does" },
	[EB_MSG_BAD_WAIT] = { "'%' is not a number of seconds from 1 to 3600",
			      "wait, or wait[5]" },
	[EB_MSG_DOUBT_COMMENT] = { "'%' becomes the driver's name, '#' and all",
				   "a comment stands on a line of its own, in a configuration "
				   "file" },
	[EB_MSG_DOUBT_QUOTE] = { "'%' becomes the driver's name, quotes and all",
				 "leave the quotes out" },
	[EB_MSG_EMPTY_VALUE] = { "this parameter is empty", "remove it, or give it a rule" },
	[EB_MSG_NO_RULES] = { "separators only, no rule", NULL },
	[EB_MSG_NO_VALUE] = { "this parameter has no '=' and no rules", NULL },
	[EB_MSG_SOURCE_CUT] = { "this source is longer than 65536 bytes; its rules are not "
				"used",
				NULL },
	[EB_MSG_UNCLOSED_QUOTE] = { "a value of this key has no closing quote and is not used",
				    NULL },
	[EB_MSG_CUT_OFF] = { "the command line was cut off here by the kernel: this may be a "
			     "part "
			     "of a rule and is not used",
			     "shorten it, or move rules to the device tree or a configuration "
			     "file" },
};

_Static_assert(sizeof(eb_message_lines) / sizeof(eb_message_lines[0]) == EB_MSG_COUNT,
	       "every message has its line");

static const struct eb_message_line *eb_message_line(enum eb_message message)
{
	return &eb_message_lines[message < EB_MSG_COUNT ? message : EB_MSG_NONE];
}

const char *eb_message_text(enum eb_message message)
{
	return eb_message_line(message)->text;
}

const char *eb_message_hint(enum eb_message message)
{
	return eb_message_line(message)->hint;
}

enum eb_severity eb_message_severity(enum eb_message message)
{
	switch (message) {
	case EB_MSG_DOUBT_COMMENT:
	case EB_MSG_DOUBT_QUOTE:
	case EB_MSG_EMPTY_VALUE:
	case EB_MSG_NO_RULES:
	case EB_MSG_NO_VALUE:
		return EB_WARNING;
	default:
		return EB_ERROR;
	}
}
