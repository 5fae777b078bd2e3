/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/agenda-keys.h"

#include <string.h>

PlnAgenda *
pln_agenda_new_empty (void)
{
  PlnAgenda *agenda = g_new0 (PlnAgenda, 1);

  g_atomic_ref_count_init (&agenda->refs);
  agenda->stamp = -1;
  return agenda;
}

PlnAgenda *
pln_agenda_ref (PlnAgenda *agenda)
{
  g_return_val_if_fail (agenda != NULL, NULL);
  g_atomic_ref_count_inc (&agenda->refs);
  return agenda;
}

void
pln_agenda_unref (PlnAgenda *agenda)
{
  if (!agenda || !g_atomic_ref_count_dec (&agenda->refs))
    return;
  pln_agenda_row_clear (&pln_agenda_table, agenda);
  g_free (agenda);
}

const char *
pln_status_name (PlnStatus status)
{
  static const char *const names[] = { "optimal", "feasible", "infeasible", "unknown" };

  return names[status];
}

PlnOutcome
pln_agenda_outcome (const PlnAgenda *agenda)
{
  static const PlnOutcome outcomes[] = { PLN_OUTCOME_OPTIMAL, PLN_OUTCOME_FEASIBLE, PLN_OUTCOME_INFEASIBLE,
                                         PLN_OUTCOME_UNKNOWN };

  g_return_val_if_fail (agenda != NULL, PLN_OUTCOME_UNKNOWN);
  return outcomes[agenda->status];
}

const char *
pln_agenda_stopped (const PlnAgenda *agenda)
{
  g_return_val_if_fail (agenda != NULL, NULL);
  return agenda->stopped;
}

/* Every text enters with its NUL, so that no two triples give the same bytes; an absent salt is an
 * empty one. */
char *
pln_agenda_item_uid (const char *agenda_id, const char *item_id, const char *salt)
{
  g_autoptr (GChecksum) hash = g_checksum_new (G_CHECKSUM_SHA256);
  const char *texts[] = { "plenary", agenda_id, item_id, salt ? salt : "" };

  for (size_t k = 0; k < G_N_ELEMENTS (texts); k++)
    g_checksum_update (hash, (const guchar *) texts[k], (gssize) strlen (texts[k]) + 1);
  return g_strdup_printf ("%.32s@plenary", g_checksum_get_string (hash));
}

int
pln_agenda_n_items (const PlnAgenda *agenda)
{
  int n = 0;

  for (int day = 0; day < agenda->n_days; day++)
    for (int block = 0; block < agenda->days[day].n_blocks; block++)
      n += agenda->days[day].blocks[block].n_items;
  return n;
}
