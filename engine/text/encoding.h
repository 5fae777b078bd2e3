/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Is an input text that we can read, UTF-8 without NUL? And if not, what is it? */

#include "text/diagnostic.h"

#include <stdbool.h>

/* Returns: false after adding one error that names what the bytes look like: UTF-16, an archive, a
 * PDF, a picture, another encoding (with the place of the first byte that is not UTF-8) */
bool pln_source_is_text (PlnSource *source, PlnDiagnostics *diagnostics);

/* Bytes of a byte order mark at the beginning: 3 or 0. */
size_t pln_source_mark_length (const PlnSource *source);
