/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/verify.h"

/* What an agenda costs is not added up where it is built but asked of the judge. */

/* Is the term a wish of somebody that was missed, rather than a price of time or of duties? */
static bool
is_wish (PlnTerm term)
{
  switch (term)
    {
    case PLN_TERM_PREFER:
    case PLN_TERM_AVOID:
    case PLN_TERM_SOFT_UNAVAILABLE:
    case PLN_TERM_OPTIONAL:
    case PLN_TERM_ORDER:
    case PLN_TERM_PARALLEL:
    case PLN_TERM_CLUSTER:
    case PLN_TERM_COMFORT:
      return true;
    default:
      return false;
    }
}

static void
build_warning (const PlnCharge *charge, PlnWarning *out)
{
  out->kind = g_strdup (pln_term_name (charge->term));
  out->item = g_strdup (charge->items[0]);
  out->person = g_strdup (charge->people[0]);
  out->text = g_strdup (charge->text);
}

void
pln_agenda_take_score (PlnAgenda *agenda, const PlnMeeting *meeting, const PlnAgenda *previous)
{
  g_autoptr (PlnVerdict) verdict = pln_verify (meeting, agenda, previous);
  guint n = verdict->charges->len;

  agenda->has_score = true;
  agenda->cost = verdict->cost;
  agenda->has_terms = true;
  agenda->terms = g_new0 (PlnTermRow, n);
  agenda->warnings = g_new0 (PlnWarning, n);
  for (guint k = 0; k < n; k++)
    {
      const PlnCharge *charge = verdict->charges->pdata[k];
      PlnTermRow *row = &agenda->terms[agenda->n_terms++];

      *row = (PlnTermRow){ g_strdup (pln_term_name (charge->term)), charge->cost, g_strdupv (charge->items),
                           g_strdupv (charge->people), g_strdup (charge->text) };
      if (is_wish (charge->term))
        build_warning (charge, &agenda->warnings[agenda->n_warnings++]);
    }
}
