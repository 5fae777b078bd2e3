/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What the author of a text that does not read may have meant: "9:00" -> "09:00". Each gives a text
 * that reads, or NULL where it would only be a guess. Returns: (transfer full) (nullable) */

#include <glib.h>

char *pln_mend_clock (const char *text);     /* "9:00", "9.30", "0900", "9am", "1:15 pm" */
char *pln_mend_date (const char *text);      /* "2022-3-1", "2022/03/01" */
char *pln_mend_date_time (const char *text); /* "2022-10-18 9:00" */
char *pln_mend_id (const char *text);        /* "Wil O'Mullane" */
