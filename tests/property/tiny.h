/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Tiny requests at random, from a seed: what a brute force can plan whole. Mostly up to three items,
 * at most five; up to eight starts a block; every feature of the format that bears on a plan comes up
 * and most contradict each other now and then. The same number gives the same text everywhere.
 *
 * Planner tests use it like this:
 *
 *   g_autofree char *text = pln_tiny_request (number, &features);
 *   g_autoptr (PlnMeeting) meeting = pln_tiny_meeting (text);
 *   g_autoptr (PlnAgenda) previous = pln_tiny_previous (number, meeting, &features); // often NULL
 */

#include "model/agenda.h"

#include <stdint.h>

#define PLN_TINY_FEATURES(X) \
  X (ROOMS, "several rooms") \
  X (TRANSFER, "transfer") \
  X (STARTS, "starts") \
  X (OFF_GRID, "blocks off the grid") \
  X (DAYLIGHT, "daylight saving") \
  X (ROOM_BUSY, "room unavailable") \
  X (ROOM_FIT, "rooms, needs, size") \
  X (BUSY, "hard windows") \
  X (AVAILABLE, "available") \
  X (SOFT, "soft windows") \
  X (COMFORT, "comfort") \
  X (ROLES, "roles") \
  X (HISTORY, "history") \
  X (MUST, "must") \
  X (SHORTEN, "shorter lengths") \
  X (PARTS, "parts") \
  X (POSITION, "position") \
  X (FIXED_START, "fixed start") \
  X (FIXED_ROOM, "fixed room") \
  X (WITHIN, "within") \
  X (PREFER, "prefer") \
  X (AVOID, "avoid") \
  X (ORDER, "after and before") \
  X (SOFT_ORDER, "soft after and before") \
  X (FOLLOWS, "follows") \
  X (SAME_DAY, "same_day") \
  X (DIFFERENT_DAY, "different_day") \
  X (APART, "apart") \
  X (PARALLEL, "avoid_parallel") \
  X (OPTIONAL, "optional") \
  X (MERGED, "same_as") \
  X (ROUND, "round") \
  X (CLOSED, "closed") \
  X (CLUSTER, "clusters") \
  X (WEIGHTS, "weights") \
  X (PREVIOUS, "earlier agenda")

typedef enum
{
#define PLN_TINY_ENUM(name, text) PLN_TINY_##name,
  PLN_TINY_FEATURES (PLN_TINY_ENUM)
#undef PLN_TINY_ENUM
    PLN_TINY_N_FEATURES
} PlnTinyFeature;

/* A bit a feature. */
typedef uint64_t PlnTinyFeatures;

const char *pln_tiny_feature_name (PlnTinyFeature feature);

/* The request's JSON. @features: (out): what it uses. Returns: (transfer full) */
char *pln_tiny_request (uint64_t number, PlnTinyFeatures *features);

/* The meeting of a request that must be valid; says why on stderr and aborts otherwise.
 * Returns: (transfer full) */
PlnMeeting *pln_tiny_meeting (const char *text);

/* An earlier agenda for about a third of the numbers: random, of this request or of another that
 * shares ids and dates with it; written and read again. Returns: (transfer full) (nullable) */
PlnAgenda *pln_tiny_previous (uint64_t number, const PlnMeeting *meeting, PlnTinyFeatures *features);

/* A plan of the meeting that means nothing: items on grid points anywhere, holders by lot; all parts of
 * a topic or none. Returns: (transfer full) */
PlnDraft *pln_tiny_draft (uint64_t number, const PlnMeeting *meeting);

/* Takes the options that such tests share off the command line, and leaves GLib's: --from and --count say which
 * numbers. @more: (nullable): a test's own, ended by { NULL } */
void pln_tiny_parse (int *argc, char ***argv, int *from, int *count, const GOptionEntry *more);
