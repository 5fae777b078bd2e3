/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* A view under construction: private to audience.c, which copies the heading and the days, and
 * audience-below.c, which copies what stands below them. What an audience sees is listed key by key,
 * so that a key added to the agenda is seen by nobody until somebody says by whom. */

#include "model/audience.h"

typedef struct
{
  const PlnAgenda *from;
  PlnAudience audience;
  const char *person; /* nullable: keep only what concerns them */
  GHashTable *taken;  /* ids and topics of open items, which no closed item may be given */
  GHashTable *seen;   /* people of what is kept; values none */
  int n_closed;
} PlnView;

/* Closed items and topics as they are, notes, action items. */
static inline bool
pln_view_has_closed (const PlnView *view)
{
  return view->audience != PLN_AUDIENCE_PUBLIC;
}

/* Why something is as it is: that tells when people are free. */
static inline bool
pln_view_has_reasons (const PlnView *view)
{
  return view->audience == PLN_AUDIENCE_CHAIRS;
}

/* A shallow copy of @n elements; NULL where there are none. */
static inline void *
pln_view_copy_array (const void *array, size_t size, int n)
{
  return n > 0 ? g_memdup2 (array, size * (gsize) n) : NULL;
}

/* Requesters are ids or what somebody typed, which may be an address: only chairs see what stands
 * behind its "@". They are seen. @requesters: (nullable). Returns: (transfer full), never NULL */
char **pln_view_copy_requesters (PlnView *view, char **requesters);

/* Copies what was not placed, terms, warnings, conflicts, action items and calendars. */
void pln_view_copy_below (PlnView *view, PlnAgenda *to);
