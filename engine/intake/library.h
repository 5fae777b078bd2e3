/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Libraries of the table readers, loaded when the first page of their notation is read: a plan from
 * JSON never pays for them. */

#include <glib.h>
#include <stdbool.h>

/* Loads @file once a process. Thread-safe.
 * @state: static, 0 at first
 * ...: a symbol's name and the address of the function pointer that takes it, again and again, then NULL
 * Returns: whether the library and all of the symbols are there */
bool pln_library_load (const char *file, gsize *state, ...) G_GNUC_NULL_TERMINATED;
