/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Tables of model/shape -> JSON Schema, draft 2020-12. Named shapes become definitions, in the order
 * in which they are first met. */

#include "model/shape.h"

/* pln_schema_print:
 * @title: of the schema
 * @about: one sentence
 * Returns: (transfer full): indented JSON with a final line end */
char *pln_schema_print (const PlnShape *shape, const char *title, const char *about);
