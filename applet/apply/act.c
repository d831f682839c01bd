/* SPDX-License-Identifier: GPL-2.0-only */
#include "apply/act.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

#include "apply/explain.h"
#include "apply/klog.h"
#include "apply/modprobe.h"
#include "apply/worker.h"
#include "apply/write.h"
#include "devices/find.h"
#include "system/modules.h"
#include "devices/vfio.h"
#include "text/out.h"

/* Between two looks at a module that somebody else loads, or at a probe that is put off. */
#define EB_LOOK_AGAIN_MS 20
/* How often it is looked again for what the kernel neither binds nor has put off. */
#define EB_LOOKS 10u
/* For all devices together: half a second. */
#define EB_PAUSES 25u

struct eb_actor {
	const struct eb_root *root;
	struct eb_plan *plan;
	struct eb_doing *doing;
	struct eb_orders orders;
	struct eb_klog *klog;
	bool backend_tried;
	bool progress;       /* another device has got its driver, or its verdict */
	unsigned int pauses; /* so far: EB_PAUSES */
	bool hurry;          /* another process has hung: there is no time for them */
	struct eb_circumstances known;
	enum eb_why unfinished; /* what is to be said of items that were not finished */
};

typedef void (*eb_step_fn)(struct eb_actor *actor, struct eb_item *item,
			   struct eb_device *device);

/* The parent reads this after it has killed us: what is written stays written. */
static void eb_doing_now(struct eb_actor *actor, const struct eb_item *item, enum eb_step step)
{
	actor->doing->step = step;
	actor->doing->item = (size_t)(item - actor->plan->items) + 1;
	actor->doing->count++;
}

/* For every item that is open and has @step planned; @again: though it is done already. */
static void eb_each(struct eb_actor *actor, enum eb_step step, bool again, eb_step_fn fn)
{
	struct eb_plan *plan = actor->plan;
	size_t i;

	for (i = 0; i < plan->n_items; i++) {
		struct eb_item *item = &plan->items[i];

		if (item->outcome != EB_PENDING || !(item->steps & (unsigned int)step) ||
		    (!again && (item->done & (unsigned int)step)))
			continue;
		eb_doing_now(actor, item, step);
		fn(actor, item, eb_item_device(plan, item));
	}
	actor->doing->item = 0;
}

static void eb_trouble(struct eb_item *item, enum eb_why why, int error)
{
	item->why = why;
	item->error = -error;
}

static void eb_note_override(struct eb_actor *actor, struct eb_item *item, const char *value)
{
	item->after.override_name =
		eb_override_is_set(value)
			? eb_arena_string(actor->plan->arena, eb_span_of(value))
			: NULL;
	item->after.unknown = false;
}

/* Writes driver_override; what it reads back as then is the state after. */
static int eb_write_override(struct eb_actor *actor, struct eb_item *item,
			     const struct eb_device *device, const char *value)
{
	char path[EB_PATH_MAX], back[EB_OVERRIDE_SIZE];
	int result;

	if (!eb_device_path(path, device->bus, device->name, "/driver_override"))
		return -ENAMETOOLONG;
	item->after.unknown = true;
	result = eb_sysfs_store(actor->root, path, value, back, sizeof(back));
	if (result == 0)
		eb_note_override(actor, item, back);
	return result;
}

/* `bind` or `unbind` of a driver. */
static int eb_order_driver(struct eb_actor *actor, const struct eb_device *device,
			   const char *driver, const char *order)
{
	char path[EB_PATH_MAX];

	if (!eb_driver_path(path, device->bus, driver, order))
		return -ENAMETOOLONG;
	return eb_sysfs_order(actor->root, &actor->orders, path, device->name);
}

static int eb_order_probe(struct eb_actor *actor, const struct eb_device *device)
{
	char path[EB_PATH_MAX];

	if (!eb_path(path, "sys/bus/", device->bus, "/drivers_probe", (char *)NULL))
		return -ENAMETOOLONG;
	return eb_sysfs_order(actor->root, &actor->orders, path, device->name);
}

/* The name of the bound driver in @buf, or NULL. */
static const char *eb_bound_driver(const struct eb_root *root, const struct eb_device *device,
				   char *buf, size_t size)
{
	char path[EB_PATH_MAX];

	if (!eb_device_path(path, device->bus, device->name, "/driver") ||
	    eb_root_link_name(root, path, buf, size) <= 0)
		return NULL;
	return buf;
}

static bool eb_is_there(const struct eb_root *root, const struct eb_device *device)
{
	char path[EB_PATH_MAX];

	return eb_device_path(path, device->bus, device->name, "") &&
	       eb_root_exists(root, path) != -ENOENT;
}

/* Has the driver that folder or file? */
static bool eb_driver_has(const struct eb_root *root, const struct eb_device *device,
			  struct eb_span driver, const char *file)
{
	char path[EB_PATH_MAX], name[EB_NAME_MAX + 1];
	struct eb_out out = eb_out_on(name, sizeof(name));

	eb_out_span(&out, driver);
	return eb_driver_path(path, device->bus, name, file) && eb_root_exists(root, path) == 0;
}

/* The driver that the rule wants, as the table of drivers has it; NULL for none and clear. */
static struct eb_driver *eb_wanted(const struct eb_actor *actor, const struct eb_item *item,
				   const struct eb_device *device)
{
	if (item->rule->target.aim != EB_AIM_BIND)
		return NULL;
	return eb_devices_driver(actor->plan->devices, eb_span_of(device->bus), item->driver);
}

/* --- phase 1: overrides --- */

static void eb_do_override(struct eb_actor *actor, struct eb_item *item,
			   struct eb_device *device)
{
	char value[EB_NAME_MAX + 1];
	struct eb_out out = eb_out_on(value, sizeof(value));
	int result;

	eb_out_span(&out, item->driver);
	result = eb_write_override(actor, item, device, value);
	item->done |= EB_STEP_OVERRIDE;
	if (result == 0)
		return;
	eb_trouble(item, EB_WHY_WRITE_FAILED, result);
	item->steps = EB_STEP_OVERRIDE;
}

/* --- phase 2: unbind --- */

static void eb_do_unbind(struct eb_actor *actor, struct eb_item *item, struct eb_device *device)
{
	char driver[EB_NAME_MAX + 1];
	int result = eb_order_driver(actor, device, device->driver, "/unbind");

	item->done |= EB_STEP_UNBIND;
	if (!eb_bound_driver(actor->root, device, driver, sizeof(driver))) {
		if (actor->plan->since)
			item->had_ms = (unsigned int)(eb_now_ms() - actor->plan->since) + 1;
		return;
	}
	eb_trouble(item, EB_WHY_STILL_BOUND, result);
	item->steps &= ~(unsigned int)(EB_STEP_LOAD | EB_STEP_PROBE | EB_STEP_STANDARD);
}

/* --- phase 3: modules --- */

/* It is looked at while a device is bound; so it is set before the driver's module is loaded.
 */
static bool eb_noiommu_switch_on(struct eb_actor *actor)
{
	char back[8];

	if (actor->known.noiommu)
		return true;
	if (eb_root_exists(actor->root, "sys/module/vfio") < 0)
		(void)eb_modprobe(actor->root, "vfio", NULL);
	actor->known.noiommu =
		eb_sysfs_store(actor->root, EB_NOIOMMU_MODE, "1", back, sizeof(back)) == 0 &&
		back[0] == 'Y';
	return actor->known.noiommu;
}

/* True when an item that wants @driver carries @option. */
static bool eb_asked_for(const struct eb_actor *actor, const struct eb_driver *driver,
			 enum eb_option option)
{
	size_t i;

	for (i = 0; i < actor->plan->n_items; i++) {
		const struct eb_item *item = &actor->plan->items[i];

		if (item->outcome == EB_PENDING &&
		    (item->rule->target.options & (unsigned int)option) &&
		    eb_span_is(item->driver, driver->name))
			return true;
	}
	return false;
}

static bool eb_is_vfio_platform(const struct eb_driver *driver)
{
	return strcmp(driver->name, "vfio-platform") == 0;
}

static void eb_do_noiommu(struct eb_actor *actor, struct eb_item *item,
			  struct eb_device *device)
{
	(void)device;
	if (eb_wants_noiommu(actor->plan, item) && !eb_noiommu_switch_on(actor))
		eb_trouble(item, EB_WHY_NO_NOIOMMU, 0);
}

/* What the kernel would load for the device, or all of that, should it be in several modules.
 */
static void eb_load_for(const struct eb_actor *actor, const struct eb_device *device)
{
	char modalias[EB_PATH_MAX];

	if (eb_modalias(actor->root, device, modalias, sizeof(modalias)))
		(void)eb_modprobe(actor->root, modalias, NULL);
}

/* Once for all devices that have the same one. */
static void eb_load_own(const struct eb_actor *actor, struct eb_driver *driver,
			const struct eb_device *device)
{
	if (eb_same(driver->tried_in, device->module) ||
	    eb_driver_has(actor->root, device, eb_span_of(driver->name), ""))
		return;
	driver->tried_in = device->module;
	eb_load_for(actor, device);
}

static void eb_do_load(struct eb_actor *actor, struct eb_item *item, struct eb_device *device)
{
	struct eb_driver *driver = eb_wanted(actor, item, device);
	bool noreset;

	item->done |= EB_STEP_LOAD;
	if (!driver || driver->tried)
		return;
	if (item->own_module) {
		eb_load_own(actor, driver, device);
		return;
	}
	driver->tried = true;
	noreset = eb_is_vfio_platform(driver) && eb_asked_for(actor, driver, EB_OPT_NORESET);
	(void)eb_modprobe(actor->root, driver->name, noreset ? "reset_required=0" : NULL);
}

/*
 * The driver of a variant's module is registered under another spelling of its name than was
 * guessed: "qat_vfio_pci", but "mlx5-vfio-pci".
 */
static void eb_do_rename(struct eb_actor *actor, struct eb_item *item, struct eb_device *device)
{
	char name[EB_NAME_MAX + 1], *copy;

	if (!eb_span_is(item->rule->target.driver, "vfio") ||
	    !eb_vfio_registered_name(actor->root, device, item->driver, name, sizeof(name)) ||
	    eb_span_is(item->driver, name))
		return;
	copy = eb_arena_string(actor->plan->arena, eb_span_of(name));
	if (!copy)
		return;
	item->driver = eb_span_of(copy);
	eb_do_override(actor, item, device);
}

/* --- phase 4: probe --- */

/* The former override, which may name another driver, has an effect from the next bind on. */
static void eb_bind_former(struct eb_actor *actor, struct eb_item *item,
			   struct eb_device *device)
{
	const char *former = device->former_driver;
	bool other = device->former_override && !eb_same(device->former_override, former);

	if (other)
		(void)eb_write_override(actor, item, device, former);
	(void)eb_order_driver(actor, device, former, "/bind");
	if (other)
		eb_do_override(actor, item, device);
}

/*
 * The kernel shows a driver from the beginning of the probe on (drivers/base/dd.c:
 * really_probe). `bind` waits for its end, then finds the device busy. While a driver is at its
 * first devices, which is while its module loads, it has no such file yet, nor `uevent`
 * (drivers/base/bus.c: bus_add_driver).
 */
static void eb_await_probe(struct eb_actor *actor, struct eb_item *item,
			   const struct eb_device *device)
{
	char driver[EB_NAME_MAX + 1];

	item->done |= EB_STEP_PROBE;
	while (eb_order_driver(actor, device, device->driver, "/bind") == -ENOENT &&
	       !eb_driver_has(actor->root, device, item->driver, "/uevent") &&
	       eb_bound_driver(actor->root, device, driver, sizeof(driver))) {
		actor->doing->step = EB_STEP_LOAD;
		(void)poll(NULL, 0, EB_LOOK_AGAIN_MS);
	}
}

static void eb_do_probe(struct eb_actor *actor, struct eb_item *item, struct eb_device *device)
{
	char driver[EB_NAME_MAX + 1];
	int result;

	/* A consumer is not given to another driver, and may be bound again in the end. */
	if (item->leader) {
		item->done |= EB_STEP_PROBE;
		return;
	}
	if (item->rule->target.aim == EB_AIM_BIND &&
	    eb_is_named(device->driver, item->driver)) {
		eb_await_probe(actor, item, device);
		return;
	}
	/* A driver that has just been registered has probed its devices already. */
	if ((item->done & EB_STEP_LOAD) &&
	    eb_bound_driver(actor->root, device, driver, sizeof(driver)))
		return;
	/* Of several drivers that match, the kernel need not choose the one it had. */
	if (item->rule->target.aim == EB_AIM_CLEAR && device->former_driver)
		eb_bind_former(actor, item, device);
	item->done |= EB_STEP_PROBE;
	if (item->rule->target.aim == EB_AIM_CLEAR &&
	    eb_bound_driver(actor->root, device, driver, sizeof(driver)))
		return;
	result = eb_order_probe(actor, device);
	item->deferred = result == -EINVAL;
	if (result < 0 && !item->deferred && item->why == EB_WHY_NONE)
		eb_trouble(item, EB_WHY_NOT_ASKED, result);
}

static void eb_do_standard(struct eb_actor *actor, struct eb_item *item,
			   struct eb_device *device)
{
	char driver[EB_NAME_MAX + 1];

	if (eb_bound_driver(actor->root, device, driver, sizeof(driver)))
		return;
	item->done |= EB_STEP_STANDARD;
	eb_load_for(actor, device);
}

/* --- phase 5: verify, by what sysfs shows and not by what the writes returned --- */

static void eb_look(struct eb_actor *actor, struct eb_item *item, struct eb_device *device)
{
	char path[EB_PATH_MAX], driver[EB_OVERRIDE_SIZE];
	bool stale = item->after.unknown;
	int n = -ENAMETOOLONG;

	driver[0] = '\0';
	if (eb_device_path(path, device->bus, device->name, "/driver"))
		n = eb_root_link_name(actor->root, path, driver, sizeof(driver));
	item->after.driver = n > 0 ? eb_arena_string(actor->plan->arena, eb_span_of(driver))
				   : NULL;
	item->after.gone = n == -ENOENT && !eb_is_there(actor->root, device);
	item->after.unknown = n < 0 && n != -ENOENT;
	if (stale && !item->after.gone &&
	    eb_device_path(path, device->bus, device->name, "/driver_override")) {
		int m = eb_root_attribute(actor->root, path, driver, sizeof(driver));

		if (m >= 0 && !item->after.unknown)
			eb_note_override(actor, item, driver);
		else
			item->after.unknown = true;
	}
}

/*
 * The kernel takes a device out of its list when it binds it or tries again, and not when a
 * probe that somebody asked for fails: what is listed may be of a driver before this one.
 */
static bool eb_is_put_off(struct eb_actor *actor, struct eb_item *item,
			  const struct eb_device *device)
{
	struct eb_arena *arena = actor->plan->arena;

	item->kernel = eb_deferred_reason(actor->klog, actor->root, arena, device);
	if (item->kernel && !item->deferred && eb_klog_has_error(actor->klog, arena, device))
		item->kernel = NULL;
	if (item->kernel || item->deferred)
		item->supplier = eb_missing_supplier(actor->root, arena, device);
	return item->kernel || item->supplier;
}

/*
 * What is to be said of a device that drivers_probe answers with EINVAL for, and that is not
 * known to be put off: pins or DMA could not be set up, before the driver had a say
 * (drivers/base/dd.c:really_probe).
 */
static void eb_judge_barred(struct eb_actor *actor, struct eb_item *item,
			    const struct eb_device *device)
{
	if (!eb_driver_shares_group(item->driver))
		item->sharer = eb_vfio_sharer(actor->root, actor->plan->arena, device);
	if (item->sharer)
		item->why = EB_WHY_SHARED_GROUP;
	else if (!actor->klog->no_deferred && actor->pauses >= EB_LOOKS)
		item->why = EB_WHY_BARRED;
	item->deferred = item->why == EB_WHY_NONE;
}

/* True when it is told why it has no driver, or nothing will tell. */
static bool eb_is_told(struct eb_actor *actor, const struct eb_item *item,
		       const struct eb_device *device)
{
	return actor->hurry || actor->pauses == EB_PAUSES || actor->klog->no_deferred ||
	       (!item->deferred && eb_klog_has_error(actor->klog, actor->plan->arena, device));
}

/*
 * The kernel shows a driver from the beginning of a probe on, which may yet be put off. `bind`
 * waits for its end.
 */
static void eb_look_in_the_end(struct eb_actor *actor, struct eb_item *item,
			       struct eb_device *device)
{
	eb_klog_refresh(actor->klog);
	eb_look(actor, item, device);
	if (!item->after.driver)
		return;
	(void)eb_order_driver(actor, device, item->after.driver, "/bind");
	eb_look(actor, item, device);
}

/*
 * A driver whose own probe defers leaves no trace in what drivers_probe returns, success
 * (drivers/base/dd.c:__device_attach_driver). The list of deferred devices tells, but not while
 * the kernel tries them all again, as it does whenever a device is bound
 * (deferred_probe_work_func).
 */
static void eb_look_for_deferral(struct eb_actor *actor, struct eb_item *item,
				 struct eb_device *device)
{
	unsigned int looks = EB_LOOKS;

	/* Something that it was put off for may have come. */
	if (item->deferred && !eb_is_put_off(actor, item, device) && !actor->hurry) {
		eb_klog_refresh(actor->klog);
		eb_do_probe(actor, item, device);
		eb_look(actor, item, device);
	}
	while (!item->after.driver && !eb_is_put_off(actor, item, device)) {
		if (!looks-- || eb_is_told(actor, item, device)) {
			if (item->deferred)
				eb_judge_barred(actor, item, device);
			return;
		}
		actor->pauses++;
		actor->doing->count++;
		(void)poll(NULL, 0, EB_LOOK_AGAIN_MS);
		eb_look_in_the_end(actor, item, device);
	}
	item->deferred = !item->after.driver;
}

/*
 * True when VFIO has the device, or the kernel will give it to VFIO later, and there is a real
 * IOMMU for it.
 */
static bool eb_wants_backend(const struct eb_actor *actor, const struct eb_item *item)
{
	if (item->outcome == EB_BOUND)
		return item->node && !eb_text_behind(item->node, "noiommu");
	return item->outcome == EB_ARMED && item->deferred && eb_driver_is_vfio(item->driver) &&
	       eb_has_iommu(actor->root);
}

/* VFIO opens a group that has a real IOMMU through this module; BusyBox has no softdeps. */
static void eb_load_iommu_backend(struct eb_actor *actor, const struct eb_item *item)
{
	if (actor->backend_tried || !eb_wants_backend(actor, item))
		return;
	actor->backend_tried = true;
	if (eb_root_exists(actor->root, "sys/module/vfio_iommu_type1") < 0)
		(void)eb_modprobe(actor->root, "vfio_iommu_type1", NULL);
}

static void eb_verify(struct eb_actor *actor, struct eb_item *item, struct eb_device *device)
{
	const struct eb_driver *wanted = eb_wanted(actor, item, device);
	struct eb_arena *arena = actor->plan->arena;
	bool registered;

	if (item->outcome != EB_PENDING)
		return;
	eb_look(actor, item, device);
	registered = !wanted || wanted->registered ||
		     eb_driver_has(actor->root, device, item->driver, "");
	if (registered && item->rule->target.aim == EB_AIM_BIND && !item->after.driver &&
	    (item->done & (EB_STEP_LOAD | EB_STEP_PROBE)))
		eb_look_for_deferral(actor, item, device);
	eb_plan_judge(item, registered);
	if (item->outcome == EB_BOUND)
		item->node = eb_vfio_node(actor->root, arena, device, item->after.driver,
					  eb_group_number(actor->plan->devices, device));
	eb_load_iommu_backend(actor, item);
	if (item->outcome == EB_FAILED) {
		item->kernel = eb_klog_about(actor->klog, arena, device);
		if (item->why == EB_WHY_NOT_BOUND)
			eb_explain(&actor->known, item, device);
	}
}

/* --- phase 6: undo what failed --- */

static const char *eb_or_empty(const char *text)
{
	return text ? text : "";
}

/*
 * Gives the device the driver that it had, should it have none now. While it is bound, the
 * override is the name of that driver: the former one need not match it, as it has an effect
 * only from the next bind on.
 */
static void eb_give_back(struct eb_actor *actor, struct eb_item *item, struct eb_device *device)
{
	const char *before = item->before.driver;
	char driver[EB_NAME_MAX + 1];

	actor->doing->undone = item->undoing = true;
	if (before && !eb_bound_driver(actor->root, device, driver, sizeof(driver))) {
		if (device->has_override)
			(void)eb_write_override(actor, item, device, before);
		(void)eb_order_driver(actor, device, before, "/bind");
	}
	if (device->has_override &&
	    (item->after.unknown ||
	     !eb_same(item->after.override_name, item->before.override_name)))
		(void)eb_write_override(actor, item, device,
					eb_or_empty(item->before.override_name));
	eb_look(actor, item, device);
	item->given_back = before && eb_is_named(item->after.driver, eb_span_of(before));
}

/* What fails together with others is put back to what it was, suppliers before consumers or
 * after. */
static void eb_undo_unbind(struct eb_actor *actor, struct eb_item *item,
			   struct eb_device *device)
{
	const char *now;

	/* What could not be read once may have a driver of ours all the same. */
	if (item->take_back && item->after.unknown && !item->stuck)
		eb_look(actor, item, device);
	now = item->after.driver;
	if (!item->take_back || item->after.gone || item->stuck || !now ||
	    strcmp(now, eb_or_empty(item->before.driver)) == 0)
		return;
	actor->doing->undone = item->undoing = true;
	(void)eb_order_driver(actor, device, now, "/unbind");
}

/*
 * A device that had a driver gets it back, with its former override. One that had none keeps
 * the override: no driver that the rule does not name shall get it.
 */
static void eb_undo(struct eb_actor *actor, struct eb_item *item, struct eb_device *device)
{
	/* To write to a device that hangs is to hang. */
	if (item->after.gone || item->stuck)
		return;
	if (item->take_back ||
	    (item->outcome == EB_FAILED && !item->after.unknown && item->before.driver &&
	     !(item->rule->target.options & EB_OPT_HOLD))) {
		eb_give_back(actor, item, device);
		actor->progress |= item->given_back;
	}
}

/* A consumer is not probed before its supplier has its driver again. */
static void eb_undo_again(struct eb_actor *actor, struct eb_item *item,
			  struct eb_device *device)
{
	char driver[EB_NAME_MAX + 1];

	if (item->before.driver &&
	    !eb_bound_driver(actor->root, device, driver, sizeof(driver)))
		eb_undo(actor, item, device);
}

/* True when the device may be bound now, though it was not, or was and is no longer. */
static bool eb_is_open_again(const struct eb_actor *actor, const struct eb_item *item)
{
	/* What is not finished is not gone on with. */
	if (item->take_back || item->leader || actor->unfinished)
		return false;
	if (item->outcome == EB_CLEARED)
		return item->deferred;
	return actor->doing->undone && item->rule->target.aim == EB_AIM_BIND &&
	       (item->outcome == EB_BOUND || (item->outcome == EB_ARMED && item->deferred));
}

/* The probe was put off for the sake of a device that has a driver again by now. */
static void eb_ask_again(struct eb_actor *actor, struct eb_item *item, struct eb_device *device)
{
	char driver[EB_NAME_MAX + 1];

	if (!eb_is_open_again(actor, item) ||
	    eb_bound_driver(actor->root, device, driver, sizeof(driver)))
		return;
	item->outcome = EB_PENDING;
	item->why = EB_WHY_NONE;
	item->kernel = item->supplier = NULL;
	eb_klog_refresh(actor->klog);
	eb_do_probe(actor, item, device);
	eb_verify(actor, item, device);
	actor->progress |= item->after.driver || item->outcome == EB_FAILED;
}

/* What the undoing of one device did to another shows only when all is done. */
static void eb_undo_verify(struct eb_actor *actor, struct eb_item *item,
			   struct eb_device *device)
{
	const char *was = item->after.driver;

	if (item->stuck || item->after.gone)
		return;
	if (actor->doing->undone)
		eb_look(actor, item, device);
	item->undoing = false;
	if (item->leader) {
		eb_plan_judge(item, true);
	} else if (item->take_back) {
		eb_plan_judge_undo(item);
	} else if (item->outcome == EB_FAILED) {
		item->given_back = item->before.driver && item->after.driver &&
				   strcmp(item->after.driver, item->before.driver) == 0;
	} else if (was && !item->after.driver) {
		item->outcome = EB_PENDING;
		item->why = EB_WHY_NONE;
		eb_verify(actor, item, device);
	}
}

/* For every device that something was done to, whatever its outcome by now. */
static void eb_each_touched(struct eb_actor *actor, enum eb_step step, eb_step_fn fn)
{
	struct eb_plan *plan = actor->plan;
	size_t i;

	for (i = 0; i < plan->n_items; i++) {
		struct eb_item *item = &plan->items[i];

		if (!item->steps)
			continue;
		eb_doing_now(actor, item, step);
		fn(actor, item, eb_item_device(plan, item));
	}
	actor->doing->item = 0;
}

/* Until nobody gets anything by it any more: what depends on what is not known. */
static void eb_undo_in_turn(struct eb_actor *actor)
{
	actor->progress = false;
	eb_each_touched(actor, EB_STEP_UNDO, eb_undo);
	while (actor->progress) {
		actor->progress = false;
		eb_each_touched(actor, EB_STEP_UNDO, eb_undo_again);
	}
}

static void eb_undo_failed(struct eb_actor *actor)
{
	do {
		(void)eb_plan_take_back(actor->plan);
		eb_each_touched(actor, EB_STEP_UNDO, eb_undo_unbind);
		eb_undo_in_turn(actor);
		eb_each_touched(actor, EB_STEP_VERIFY, eb_ask_again);
	} while (actor->progress);
	eb_each_touched(actor, EB_STEP_UNDO, eb_undo_verify);
}

static struct eb_actor eb_actor_on(const struct eb_root *root, struct eb_plan *plan,
				   struct eb_doing *doing, struct eb_klog *klog)
{
	/* Not what the process before this one has read. */
	eb_klog_refresh(klog);
	return (struct eb_actor){ .root = root,
				  .plan = plan,
				  .doing = doing,
				  .klog = klog,
				  .known = { .root = root, .noiommu = plan->devices->noiommu },
				  .hurry = doing->count > 0,
				  .orders.fd = -1 };
}

void eb_act(const struct eb_root *root, struct eb_plan *plan, struct eb_doing *doing,
	    struct eb_klog *klog)
{
	struct eb_actor actor = eb_actor_on(root, plan, doing, klog);

	eb_each(&actor, EB_STEP_OVERRIDE, false, eb_do_override);
	eb_each(&actor, EB_STEP_UNBIND, false, eb_do_unbind);
	eb_each(&actor, EB_STEP_PROBE, true, eb_do_noiommu);
	eb_each(&actor, EB_STEP_LOAD, false, eb_do_load);
	eb_each(&actor, EB_STEP_LOAD, true, eb_do_rename);
	eb_each(&actor, EB_STEP_PROBE, false, eb_do_probe);
	eb_each(&actor, EB_STEP_STANDARD, false, eb_do_standard);
	eb_each_touched(&actor, EB_STEP_VERIFY, eb_verify);
	eb_undo_failed(&actor);
}

static void eb_settle_one(struct eb_actor *actor, struct eb_item *item,
			  struct eb_device *device)
{
	if (item->outcome != EB_PENDING)
		return;
	eb_verify(actor, item, device);
	/* Registering a driver probes its devices: nothing more had to be done for this one. */
	if (!(item->steps & ~item->done) || item->outcome == EB_BOUND)
		return;
	item->outcome = EB_FAILED;
	if (item->why != EB_WHY_BLOCKED)
		item->why = actor->unfinished;
}

void eb_act_settle(const struct eb_root *root, struct eb_plan *plan, struct eb_doing *doing,
		   struct eb_klog *klog, enum eb_why why)
{
	struct eb_actor actor = eb_actor_on(root, plan, doing, klog);

	actor.unfinished = why;
	eb_each_touched(&actor, EB_STEP_VERIFY, eb_settle_one);
	/* The process that was killed has changed more than it could look at. */
	doing->undone = true;
	eb_undo_failed(&actor);
}
