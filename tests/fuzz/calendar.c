/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A calendar -> busy time, as merged rows and as instances: in order, in the window, each with its origin. */

#include "ical/busy.h"
#include "ical/value.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check (const PlnBusyReport *report)
{
  const PlnBusyOptions *options = &report->options;
  gint64 ends[PLN_BUSY_N_KINDS] = { G_MININT64, G_MININT64, G_MININT64, G_MININT64 };

  for (guint k = 0; k < report->rows->len; k++)
    {
      const PlnBusyRow *row = &g_array_index (report->rows, PlnBusyRow, k);

      g_assert_true (row->start <= row->end && row->start < options->to && row->end >= options->from);
      g_assert_cmpint (row->origin->line, >, 0);
      g_assert_true (k == 0 || row->start >= g_array_index (report->rows, PlnBusyRow, k - 1).start);
      if (options->instances)
        continue;
      /* Merged rows of a kind do not even touch. */
      g_assert_true (row->kind != PLN_BUSY_FREE && row->start < row->end && row->start > ends[row->kind]);
      ends[row->kind] = row->end;
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  gint64 from = pln_wall_new (2024, 3, 30);

  for (int instances = 0; instances < 2; instances++)
    {
      PlnBusyOptions options = {
        .from = from,
        .to = from + 2 * PLN_DAY_SECONDS,
        .timezone = "Europe/Berlin",
        .owner_email = "wil@example.org",
        .instances = instances == 1,
      };
      g_autoptr (PlnBusyReport) report = pln_busy_report_new (&options);
      g_autoptr (PlnIcs) ics = pln_ics_scan ("a.ics", bytes, report->warnings, NULL);

      if (ics == NULL)
        return 0;
      pln_busy_report_add (report, ics);
      pln_busy_report_finish (report);
      check (report);
    }
  return 0;
}
