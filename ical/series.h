/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* A recurring event -> instances in the window: rules, exceptions, what replaces single instances or all from
 * one on. */

#include "ical/event.h"

/* pln_series_add_one:
 * @master: (nullable): instances without one stand for themselves
 * @instances: [n_instances]: what replaces instances of it, by time, each instance once
 * Adds a row for each instance to the report. */
void pln_series_add_one (PlnIcsReading *reading, const PlnEvent *master, const PlnEvent **instances, int n_instances);

/* The instances of one event by itself as rows of @kind, but none of which there is a doubt.
 * @instances: [n_instances]: those of its UID among them that replace instances of it take them out */
void pln_series_add_sure (PlnIcsReading *reading,
                          const PlnEvent *event,
                          const PlnEvent *instances,
                          int n_instances,
                          PlnBusyKind kind);
