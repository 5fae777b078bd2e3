/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What was written, read back: another hand's parser must find every component and every value that
 * was meant, in order and nothing else, before a calendar leaves the program. */

#include <glib.h>
#include <stdbool.h>

#define PLN_READBACK_ERROR (pln_readback_error_quark ())
GQuark pln_readback_error_quark (void);
typedef enum
{
  PLN_READBACK_ERROR_DIFFERS, /* a defect of the writer */
} PlnReadbackError;

/* @text: the file
 * @lines: of ical/writer, what was meant
 * Returns: false with @error, whose message names the first difference */
bool pln_readback_check (const char *text, const GPtrArray *lines, GError **error);
