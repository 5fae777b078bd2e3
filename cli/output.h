/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Results written whole or not at all.
 *
 * A regular file is replaced at one moment: a nameless file beside it (O_TMPFILE) is written, synced,
 * linked and renamed over the old one, so that a crash, a full disk or a kill leaves the old one
 * intact and no stray behind. Its mode and owner stay; a symbolic link stays one, its target is
 * replaced. What is no regular file (a pipe, a terminal, /dev/full) is written to directly. */

#include <glib.h>
#include <stdbool.h>

/* @path: "-" is standard output
 * Returns: false after telling why on standard error */
bool pln_output_write (const char *path, GBytes *bytes);

/* Says early what would fail after minutes of planning: a directory that does not exist, a path that
 * is a directory.
 * @path: (nullable)
 * Returns: false after telling why on standard error */
bool pln_output_is_possible (const char *path);

/* Are both paths the same existing file?
 * @a: (nullable)
 * @b: (nullable) */
bool pln_output_is_same_file (const char *a, const char *b);
