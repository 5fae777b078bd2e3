/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The people of a request: those of the base, then those who were added, each with what is wished of them. */

#include "intake/sink.h"
#include "intake/wish.h"

/* Writes them as one value. @given: what the base has under "people", changed in place; what is no array is written
 * as it is. */
void pln_people_write (PlnJsonWriter *writer, JsonNode *given, const PlnHarvest *harvest, const GPtrArray *wishes);

/* Are there any whom the base does not have? */
bool pln_people_are_added (const PlnHarvest *harvest);
