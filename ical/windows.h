/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Names of zones as Windows and Outlook write them ("Pacific Standard Time"), by ICU's copy of the table
 * that Unicode keeps. ICU is loaded when the first such name is asked for; without it every name is
 * unknown. */

#include <glib.h>

/* Returns: (transfer full) (nullable): the IANA name that stands for the whole world's use of @name */
char *pln_windows_zone_name (const char *name);
