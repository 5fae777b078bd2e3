/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What holds for a page whatever it was read from. */

#include "intake/page.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

typedef PlnPage *(*PlnFuzzReader) (PlnSource *, PlnDiagnostics *);

static void
check_cell (const PlnCell *cell)
{
  g_assert_true (g_utf8_validate (cell->text, -1, NULL));
  for (int k = 0; k < cell->n_links; k++)
    g_assert_true (g_utf8_validate (cell->links[k].uri, -1, NULL));
}

static void
check_piece (const PlnPiece *piece)
{
  if (piece->kind != PLN_PIECE_TABLE)
    {
      check_cell (&piece->cell);
      g_assert_cmpint (piece->cell.text[0], !=, '\0');
    }
  for (guint r = 0; piece->table && r < piece->table->rows->len; r++)
    {
      const PlnTableRow *row = g_ptr_array_index (piece->table->rows, r);

      for (guint c = 0; c < row->cells->len; c++)
        check_cell (pln_row_cell (row, (int) c));
    }
}

static inline void
pln_fuzz_page (const uint8_t *data, size_t size, PlnFuzzReader read)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (PlnSource) source = pln_source_new ("page", bytes);
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (PlnPage) page = read (source, diagnostics);

  for (guint p = 0; page && p < page->pieces->len; p++)
    check_piece (g_ptr_array_index (page->pieces, p));
}
