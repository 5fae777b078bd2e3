/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "text/encoding.h"

#include <string.h>

typedef struct
{
  const char *magic;
  size_t length;
  const char *what;
} Signature;

static const Signature signatures[] = {
  { "\xFF\xFE", 2, "UTF-16 text" },
  { "\xFE\xFF", 2, "UTF-16 text" },
  { "PK\x03\x04", 4, "a ZIP archive (or a spreadsheet, or a text document)" },
  { "%PDF-", 5, "a PDF document" },
  { "\x1F\x8B", 2, "a gzip archive" },
  { "\x89PNG", 4, "a picture" },
  { "\xFF\xD8\xFF", 3, "a picture" },
  { "\x7F""ELF", 4, "a program" },
};

/* UTF-16 without a mark: text of Western languages has a zero in every second byte. */
static bool
looks_like_utf16 (const PlnSource *source)
{
  size_t n = MIN (source->length & ~(size_t) 1, 64), zeros[2] = { 0, 0 };

  for (size_t at = 0; at < n; at++)
    zeros[at % 2] += source->text[at] == '\0';
  return n >= 4 && ((zeros[0] == 0 && 4 * zeros[1] >= n) || (zeros[1] == 0 && 4 * zeros[0] >= n));
}

static const char *
recognize (const PlnSource *source)
{
  for (size_t k = 0; k < G_N_ELEMENTS (signatures); k++)
    if (source->length >= signatures[k].length
        && memcmp (source->text, signatures[k].magic, signatures[k].length) == 0)
      return signatures[k].what;
  return looks_like_utf16 (source) ? "UTF-16 text" : NULL;
}

bool
pln_source_is_text (PlnSource *source, PlnDiagnostics *diagnostics)
{
  const char *what = recognize (source), *end;
  PlnPlace place;

  if (what)
    {
      pln_diagnostics_add (diagnostics, PLN_SEVERITY_ERROR, PLN_CODE_NOT_UTF8, source, (PlnPlace){ 0, 0 }, NULL, NULL,
                           strcmp (what, "UTF-16 text") == 0 ? "save the file as UTF-8" : NULL,
                           "this is %s, not UTF-8 text", what);
      return false;
    }
  if (g_utf8_validate_len (source->text, source->length, &end))
    return true;
  place.start = (uint32_t) (end - source->text);
  place.end = place.start + 1;
  if (*end == '\0')
    pln_diagnostics_add (diagnostics, PLN_SEVERITY_ERROR, PLN_CODE_NOT_UTF8, source, place, NULL, NULL, NULL,
                         "this is not text: it holds a NUL byte");
  else
    pln_diagnostics_add (diagnostics, PLN_SEVERITY_ERROR, PLN_CODE_NOT_UTF8, source, place, NULL, NULL,
                         "save the file as UTF-8", "byte 0x%02X is not UTF-8 text", (unsigned char) *end);
  return false;
}

size_t
pln_source_mark_length (const PlnSource *source)
{
  return source->length >= 3 && memcmp (source->text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}
