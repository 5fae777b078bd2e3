/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Addresses that others typed, before they become links. */

#include <stdbool.h>

/* May this be written as a link or a URI value: http, https or mailto, printable ASCII, none of the
 * characters that RFC 3986 excludes? What is not is shown as text. */
bool pln_uri_is_link (const char *text);
