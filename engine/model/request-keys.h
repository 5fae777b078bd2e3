/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The keys of the request file (spec/meeting-format.md section 1) as tables of model/shape. */

#include "model/shape.h"

extern const PlnShape pln_request_shape;

#define PLN_WEIGHT_MAX 10000000

/* Far beyond any real meeting; they keep a hostile request from taking all memory and time. */
#define PLN_COUNT_MAX 100000  /* people, topics, items */
#define PLN_ROOMS_MAX 1000
#define PLN_DAYS_MAX 1000
#define PLN_FITS_MAX 20000000   /* topics x rooms */
#define PLN_MEMBERS_MAX 5000000 /* people named by topics and roles, groups written out */
#define PLN_MINUTES_MAX 1000000

/* [A-Za-z0-9][A-Za-z0-9._-]* */
bool pln_id_is_valid (const char *text);

#define PLN_DURATION_HELP "write 30, \"30 min\", \"1h15\", \"PT30M\", \"3x30 min\" or {\"preferred\": 60, \"min\": 30}"
