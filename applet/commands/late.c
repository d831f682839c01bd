/* SPDX-License-Identifier: GPL-2.0-only */
#include "commands/late.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "memory/record.h"

#define EB_UEVENT_GROUP  1 /* the kernel's own; udev sends to group 2 */
#define EB_UEVENT_BUFFER (1 << 20)
#define EB_AGAIN_MS      250 /* until another look at a device that the kernel is not done with */
#define EB_AGAIN_END_MS  1000 /* the last one */
#define EB_AWAY_MAX      7    /* without sysfs each look is twice as late, up to 32 s */

/*
 * Of the kernel's buffer, only what messages lie in it is used. musl's own functions can be
 * cancelled and know of kernels without them, which is 500 bytes more.
 */
int eb_late_open(struct eb_late *late)
{
	const struct sockaddr_nl address = { .nl_family = AF_NETLINK,
					     .nl_groups = EB_UEVENT_GROUP };
	const int size = EB_UEVENT_BUFFER;

	late->fd = (int)syscall(SYS_socket, AF_NETLINK,
				SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK,
				NETLINK_KOBJECT_UEVENT);
	if (late->fd < 0)
		return -errno;
	(void)syscall(SYS_setsockopt, late->fd, SOL_SOCKET, SO_RCVBUFFORCE, &size,
		      sizeof(size));
	if (syscall(SYS_bind, late->fd, &address, sizeof(address)) == 0)
		return 0;
	close(late->fd);
	late->fd = -1;
	return -errno;
}

/* --- the devices --- */

static const char *eb_late_copy(struct eb_late *late, struct eb_span text)
{
	char *copy = late->text + late->used;

	if (text.n >= sizeof(late->text) - late->used)
		return NULL;
	memcpy(copy, text.p, text.n);
	copy[text.n] = '\0';
	late->used += text.n + 1;
	return copy;
}

static void eb_late_forget(struct eb_late *late)
{
	late->n = late->used = 0;
}

static void eb_late_add(struct eb_late *late, const struct eb_event *event)
{
	struct eb_named *named = &late->only[late->n];
	size_t i;

	for (i = 0; i < late->n; i++) {
		if (!eb_span_is(event->name, late->only[i].name) ||
		    !eb_span_is(event->bus, late->only[i].bus))
			continue;
		/* It may have been taken away and be there again: not known for its driver. */
		if (late->driver[i] && !eb_span_is(event->driver, late->driver[i]))
			late->driver[i] = NULL;
		return;
	}
	if (late->n < EB_LATE_MAX) {
		named->bus = eb_late_copy(late, event->bus);
		named->name = eb_late_copy(late, event->name);
		late->driver[late->n] = event->driver.p ? eb_late_copy(late, event->driver)
							: NULL;
		late->until[late->n] = 0;
		if (named->bus && named->name && (late->driver[late->n] || !event->driver.p)) {
			late->n++;
			return;
		}
	}
	late->all = true;
	eb_late_forget(late);
}

/* The driver that has a device is the one that the last run left it with. */
static bool eb_late_is_known(const struct eb_session *session, const struct eb_event *event)
{
	const struct eb_device *device =
		eb_devices_get(&session->devices, event->bus, event->name);
	const char *driver;

	if (!event->driver.p || !device || !device->claim)
		return false;
	driver = session->plan.items[device->claim - 1].after.driver;
	return driver && eb_span_is(event->driver, driver);
}

/* The path of @attribute of the event's device; false when it is too long. */
static bool eb_late_path(char *path, const struct eb_event *event, const char *attribute)
{
	char bus[EB_NAME_MAX + 1], name[EB_NAME_MAX + 1];
	struct eb_out to_bus = eb_out_on(bus, sizeof(bus));
	struct eb_out to_name = eb_out_on(name, sizeof(name));

	eb_out_span(&to_bus, event->bus);
	eb_out_span(&to_name, event->name);
	return eb_device_path(path, bus, name, attribute);
}

bool eb_late_can_be(const struct eb_session *session, const struct eb_event *event)
{
	char path[EB_PATH_MAX];

	return eb_late_path(path, event, "/driver_override") &&
	       eb_root_exists(&session->root, path) == 0;
}

void eb_late_note(struct eb_late *late, const struct eb_session *session,
		  const struct eb_event *event)
{
	char path[EB_PATH_MAX];

	if (late->all || eb_late_is_known(session, event))
		return;
	/* Most events are about devices that have none. Asking does not block. */
	if (!eb_late_can_be(session, event))
		return;
	if (eb_late_path(path, event, "/of_node/linux,driver-override") &&
	    eb_root_exists(&session->root, path) == 0)
		late->sources = true;
	else if (!eb_rules_reach(&session->rules, event->bus, event->name))
		return;
	if (!late->n)
		late->since = eb_now_ms();
	eb_late_add(late, event);
}

/* One message; false when there is none. */
static bool eb_late_receive(struct eb_late *late, const struct eb_session *session)
{
	struct sockaddr_nl from = { 0 };
	socklen_t length = sizeof(from);
	struct eb_event event;
	char buf[EB_EVENT_SIZE];
	long n = syscall(SYS_recvfrom, late->fd, buf, sizeof(buf) - 1, 0, &from, &length);

	/*
	 * The queue was full. The kernel adds to it again when it has been read to its end
	 * (net/netlink/af_netlink.c:netlink_rcv_wake).
	 */
	if (n < 0 && errno == ENOBUFS)
		late->all = true;
	else if (n < 0 && errno != EINTR)
		return false;
	/* Others than the kernel may send to this group, when they have CAP_SYS_ADMIN. */
	if (n > 0 && from.nl_pid == 0 && eb_event_parse(&event, buf, (size_t)n))
		eb_late_note(late, session, &event);
	return true;
}

bool eb_late_wait(struct eb_late *late, struct eb_session *session, int timeout_ms)
{
	struct pollfd waiting = { late->fd, POLLIN, 0 };
	int again_ms = EB_AGAIN_MS << late->away;
	bool sysfs;

	if ((late->n || late->all) && (timeout_ms < 0 || timeout_ms > again_ms))
		timeout_ms = again_ms;
	(void)poll(&waiting, 1, timeout_ms);
	if (!eb_find_has_sysfs(&session->root))
		eb_root_follow(&session->root);
	sysfs = eb_find_has_sysfs(&session->root);
	if (sysfs)
		late->away = 0;
	else if (late->away < EB_AWAY_MAX)
		late->away++;
	while (eb_late_receive(late, session))
		;
	/* On its way to the new root: it will be there again. */
	late->all |= !sysfs;
	return sysfs && (late->n || late->all);
}

/* --- the run --- */

/* Takes number @i out. */
static void eb_late_drop(struct eb_late *late, size_t i)
{
	late->n--;
	late->only[i] = late->only[late->n];
	late->driver[i] = late->driver[late->n];
	late->until[i] = late->until[late->n];
	if (!late->n)
		eb_late_forget(late);
}

static const struct eb_device *eb_late_device(const struct eb_late *late,
					      const struct eb_session *session, size_t i)
{
	return eb_devices_get(&session->devices, eb_span_of(late->only[i].bus),
			      eb_span_of(late->only[i].name));
}

/* That a driver took a device is no news where the record has it: others have done it. */
static void eb_late_drop_known(struct eb_late *late, const struct eb_session *session)
{
	size_t i;

	for (i = late->n; i-- > 0;)
		if (late->driver[i] &&
		    eb_record_has(session->record, eb_span_of(late->only[i].bus),
				  eb_span_of(late->only[i].name), eb_span_of(late->driver[i])))
			eb_late_drop(late, i);
}

/* The kernel heeded the override of an earlier try since: the device had no driver then. */
static void eb_late_credit(const struct eb_late *late, struct eb_session *session)
{
	size_t i;

	for (i = 0; i < late->n; i++) {
		const struct eb_device *device = eb_late_device(late, session, i);
		struct eb_item *item;

		if (!late->until[i] || !device || !device->claim)
			continue;
		item = &session->plan.items[device->claim - 1];
		if (item->outcome != EB_BOUND || item->changed)
			continue;
		item->changed = true;
		item->before.driver = NULL;
	}
}

bool eb_late_run(struct eb_late *late, struct eb_session *session, unsigned int timeout_ms)
{
	enum eb_worker_end end;

	session->arena.used = session->mark;
	eb_session_restart(session);
	session->n_blocked = session->n_stuck = 0;
	eb_session_read_record(session);
	eb_late_drop_known(late, session);
	if (!late->n && !late->all)
		return false;
	session->only = late->only;
	session->n_only = late->all ? 0 : late->n;
	session->since = late->all ? 0 : late->since;
	end = eb_run(session, timeout_ms);
	session->n_only = 0;
	session->since = 0;
	if (session->act || !session->planned)
		eb_close_items(session, end);
	eb_late_credit(late, session);
	return true;
}

static bool eb_is_undecided(const struct eb_item *item)
{
	return item->outcome == EB_FAILED && !item->after.gone &&
	       (item->why == EB_WHY_OTHER_DRIVER ||
		((item->why == EB_WHY_NOT_BOUND || item->why == EB_WHY_NO_IOMMU) &&
		 !item->kernel));
}

/*
 * A PCI device is announced before the kernel lets drivers have it: until then drivers_probe
 * does nothing, and that with success (drivers/pci/bus.c:pci_bus_add_device), and where there
 * is a device tree it has no IOMMU group. And of two that probe at the same time, the kernel
 * may have chosen the other driver just before the override was written.
 */
static bool eb_late_is_undecided(const struct eb_late *late, const struct eb_session *session,
				 size_t i)
{
	const struct eb_device *device = eb_late_device(late, session, i);

	return device && device->claim &&
	       eb_is_undecided(&session->plan.items[device->claim - 1]);
}

/* A run for all devices found them, maybe without an event. */
static void eb_late_add_undecided(struct eb_late *late, const struct eb_session *session)
{
	size_t i;

	for (i = 0; i < session->plan.n_items && !late->all; i++) {
		const struct eb_item *item = &session->plan.items[i];
		const struct eb_device *device = eb_item_device(&session->plan, item);
		struct eb_event event = { 0 };

		if (!device || !eb_is_undecided(item))
			continue;
		event.bus = eb_span_of(device->bus);
		event.name = eb_span_of(device->name);
		eb_late_add(late, &event);
	}
}

void eb_late_done(struct eb_late *late, const struct eb_session *session)
{
	unsigned long long now = eb_now_ms();
	bool all = late->all;
	size_t i;

	late->all = false;
	if (all && !late->n)
		late->since = now;
	if (all)
		eb_late_add_undecided(late, session);
	/* More than are kept: all once more, and for as long. */
	if (late->all) {
		if (!late->all_until)
			late->all_until = now + EB_AGAIN_END_MS;
		late->all = now < late->all_until;
	}
	if (!late->all)
		late->all_until = 0;
	for (i = late->n; i-- > 0;) {
		if (!late->until[i])
			late->until[i] = now + EB_AGAIN_END_MS;
		if (now >= late->until[i] || !eb_late_is_undecided(late, session, i))
			eb_late_drop(late, i);
		else
			late->driver[i] = NULL;
	}
}

bool eb_late_keeps(const struct eb_late *late, const struct eb_device *device)
{
	size_t i;

	for (i = 0; i < late->n; i++)
		if (eb_same(late->only[i].name, device->name) &&
		    eb_same(late->only[i].bus, device->bus))
			return true;
	return false;
}
