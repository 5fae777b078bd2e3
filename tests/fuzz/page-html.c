/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Any bytes as a page of html: every piece is valid text with a line of the page, every row a table's. */

#include "page-check.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  pln_fuzz_page (data, size, pln_page_from_html);
  return 0;
}
