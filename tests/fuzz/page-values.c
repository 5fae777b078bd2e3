/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Any bytes as a page of values: every piece is valid text with a line of the page, every row a table's. */

#include "page-check.h"

static PlnPage *
read_values (PlnSource *source, PlnDiagnostics *diagnostics)
{
  return pln_page_from_delimited (source, 0, diagnostics);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  pln_fuzz_page (data, size, read_values);
  return 0;
}
