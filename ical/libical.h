/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* libical, loaded when it is first needed: it and the ICU behind it cost more at start than a whole
 * run of Plenary. Its headers give the types; its functions are called through this table, X(name),
 * and nowhere else.
 *
 * It parses what Plenary writes, before it leaves the program (ical/readback.h), and in tests what the
 * scanner kept of foreign calendars. Never handed to it: files of others as they are, recurrences to
 * expand, names of time zones to look up (3.0 opens whatever path such a name spells). */

#include <glib.h>
#include <libical/ical.h>

#define PLN_LIBICAL_FUNCTIONS(X) \
  X (icalcomponent_count_errors) \
  X (icalcomponent_free) \
  X (icalcomponent_get_first_component) \
  X (icalcomponent_get_first_property) \
  X (icalcomponent_get_next_component) \
  X (icalcomponent_get_next_property) \
  X (icalcomponent_isa) \
  X (icalcomponent_kind_to_string) \
  X (icalparser_parse_string) \
  X (icalproperty_get_property_name_r) \
  X (icalproperty_get_value) \
  X (icalmemory_free_buffer) \
  X (icalvalue_as_ical_string_r) \
  X (icalvalue_get_text) \
  X (icalvalue_isa) \
  X (icalvalue_get_x)

typedef struct
{
#define PLN_LIBICAL_MEMBER(name) __typeof__ (&name) name;
  PLN_LIBICAL_FUNCTIONS (PLN_LIBICAL_MEMBER)
#undef PLN_LIBICAL_MEMBER
} PlnLibical;

#define PLN_LIBICAL_ERROR (pln_libical_error_quark ())
GQuark pln_libical_error_quark (void);
typedef enum
{
  PLN_LIBICAL_ERROR_MISSING,
} PlnLibicalError;

/* Returns: (transfer none) (nullable): for the life of the process; NULL with @error where the
 * library is not installed. Thread-safe. */
const PlnLibical *pln_libical (GError **error);
