/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/page.h"
#include "text/json.h"

#include <string.h>

typedef PlnPage *(*ReadFunc) (PlnSource *, PlnDiagnostics *);

static PlnPage *
read_values (PlnSource *source, PlnDiagnostics *diagnostics)
{
  return pln_page_from_delimited (source, 0, diagnostics);
}

/* A page as one line a piece: "H1:3 title", "I2:5 item", "T:7" and "R:7 cell | ~cell <uri>". */
static char *
show (const PlnPage *page)
{
  GString *out = g_string_new (NULL);

  for (guint p = 0; p < page->pieces->len; p++)
    {
      const PlnPiece *piece = g_ptr_array_index (page->pieces, p);

      if (piece->kind != PLN_PIECE_TABLE)
        g_string_append_printf (out, "%c%d:%d %s%s\n", "HPI"[piece->kind], piece->level, piece->line, piece->cell.struck ? "~" : "",
                                piece->cell.text);
      for (guint r = 0; piece->table && r < piece->table->rows->len; r++)
        {
          const PlnTableRow *row = g_ptr_array_index (piece->table->rows, r);

          g_string_append_printf (out, "R:%d", row->line);
          for (guint c = 0; c < row->cells->len; c++)
            {
              const PlnCell *cell = pln_row_cell (row, (int) c);

              g_string_append_printf (out, "%s%s%s", c > 0 ? " | " : " ", cell->struck ? "~" : "", cell->text);
              for (int k = 0; k < cell->n_links; k++)
                g_string_append_printf (out, " <%s>", cell->links[k].uri);
            }
          g_string_append_c (out, '\n');
        }
    }
  return g_string_free (out, FALSE);
}

static const struct
{
  const char *about;
  ReadFunc read;
  const char *text;
  const char *want;
} cases[] = {
  { "a table inside a list, a link, a struck row, an escaped bar", pln_page_from_markdown,
    "# Meeting\n\n1. Topics\n\n    | topic | time |\n    |---|---|\n    | [A](http://a) b | 5m |\n    | ~~gone~~ | |\n    | x \\| y | 1 |\n",
    "H1:1 Meeting\nI1:3 Topics\nR:5 topic | time\nR:7 A b <http://a> | 5m\nR:8 ~gone | \nR:9 x | y | 1\n" },
  { "nested items, a comment, code and entities", pln_page_from_markdown,
    "- one &amp; two\n  - three <!-- no -->&le; 4\n\n```\ncode\n```\n\nlast\n",
    "I1:1 one & two\nI2:2 three ≤ 4\nP0:8 last\n" },
  { "a ragged and a blank row", pln_page_from_markdown, "|a|b|\n|---|---|\n|1|\n| | |\n|2|3|4|\n", "R:1 a | b\nR:3 1 | \nR:4  | \nR:5 2 | 3 | 4\n" },
  { "tabs with a wiki's HTML in a cell", read_values,
    "Topic\tWho\nA\t<a href=\"http://x\">Ann</a>\nB\t<ol><li>one</li><li>two</li></ol>\n", "R:1 Topic | Who\nR:2 A | Ann <http://x>\nR:3 B | one\ntwo\n" },
  { "angle brackets that are no markup", read_values, "Topic\tWho\n<script>alert(1)</script>\t1 < 2\n", "R:1 Topic | Who\nR:2 <script>alert(1)</script> | 1 < 2\n" },
  { "control characters", read_values, "Topic\tWho\n\x1B[31mred\t\x1F\n", "R:1 Topic | Who\nR:2 \xEF\xBF\xBD[31mred | \xEF\xBF\xBD\n" },
  { "semicolons, quotes over lines, a byte-order mark", read_values, "\xEF\xBB\xBF" "a;b\r\n\"x;\r\ny\";2\r\nz;3\r\n", "R:1 a | b\nR:2 x;\ny | 2\nR:4 z | 3\n" },
  { "spans of rows and columns", pln_page_from_html,
    "<table><tr><th>a</th><th>b</th><th>c</th></tr>\n<tr><td rowspan=\"2\">1</td><td colspan=2>2</td></tr>\n<tr><td>3</td><td>4</td></tr></table>",
    "R:1 a | b | c\nR:2 1 | 2 | 2\nR:3 1 | 3 | 4\n" },
  { "headings, lists and paragraphs", pln_page_from_html, "<h2>Day</h2><p>Hello <b>all</b><script>x</script></p>\n<ul><li>one<ul><li>two</li></ul></li></ul>",
    "H2:1 Day\nP0:1 Hello all\nI1:2 one\nI2:2 two\n" },
  { "an issue form, twice", pln_page_from_issue,
    "Fast joins\n\n### Session description\n\nHow to [join](http://j)\n- quickly\n\n### Duration\n\n30 min\n\n### Preferred slots\n\n_No response_\n\n"
    "### Session description\n\nAgain\n",
    "R:1 Title | Session description | Duration | Preferred slots\nR:1 Fast joins | How to join\nquickly <http://j> | 30 min | \nR:16  | Again\n" },
  { "a row span of the whole world", pln_page_from_html, "<table><tr><td rowspan=\"99999\" colspan=\"99999999999\">x</td></tr></table>", NULL },
};

static void
test_cases (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[k].text, strlen (cases[k].text));
      g_autoptr (PlnSource) source = pln_source_new ("page", bytes);
      g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
      g_autoptr (PlnPage) page = cases[k].read (source, diagnostics);
      g_autofree char *got = show (page);

      g_test_message ("%s", cases[k].about);
      if (cases[k].want)
        g_assert_cmpstr (got, ==, cases[k].want);
      else
        g_assert_cmpint (strlen (got), <, 10000);
    }
}

/* -- Tables that others wrote ---------------------------------------------------------------------- */

static PlnSource *
load (const char *path)
{
  char *text;
  gsize length;
  g_autoptr (GBytes) bytes = NULL;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return NULL;
  bytes = g_bytes_new_take (text, length);
  return pln_source_new (path, bytes);
}

static const PlnTableRow *
row_at (const PlnPage *page, int64_t line)
{
  for (guint p = 0; p < page->pieces->len; p++)
    {
      const PlnPiece *piece = g_ptr_array_index (page->pieces, p);

      for (guint r = 0; piece->table && r < piece->table->rows->len; r++)
        if (((PlnTableRow *) g_ptr_array_index (piece->table->rows, r))->line == line)
          return g_ptr_array_index (piece->table->rows, r);
    }
  return NULL;
}

static bool
has_cell (const PlnTableRow *row, const char *text)
{
  for (guint c = 0; row && c < row->cells->len; c++)
    if (strcmp (pln_row_cell (row, (int) c)->text, text) == 0)
      return true;
  return false;
}

static void
check_page (const char *folder, const PlnJson *expected, int *n_rows, int *n_right)
{
  g_autofree char *path = g_build_filename (folder, expected->key, NULL);
  g_autoptr (PlnSource) source = load (path);
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (PlnPage) page = NULL;

  g_assert_nonnull (source);
  page = pln_page_from_markdown (source, diagnostics);
  for (const PlnJson *want = expected->child; want; want = want->next)
    {
      const PlnTableRow *row = row_at (page, pln_json_member (want, "line")->integer);
      bool right = has_cell (row, pln_json_member (want, "topic")->string) && has_cell (row, pln_json_member (want, "timebox")->string)
                   && has_cell (row, pln_json_member (want, "presenter")->string);

      (*n_rows)++;
      *n_right += right;
      if (!right)
        g_test_message ("%s:%d", expected->key, (int) pln_json_member (want, "line")->integer);
    }
}

static void
test_others (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("PLENARY_SHARED") ? g_getenv ("PLENARY_SHARED") : "../shared", "data", "tables", "tc39", NULL);
  g_autofree char *path = g_build_filename (folder, "expected.json", NULL);
  g_autoptr (PlnSource) source = load (path);
  g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
  g_autoptr (PlnJsonDocument) document = NULL;
  int n_rows = 0, n_right = 0;

  if (!source)
    {
      g_test_skip ("the tables that others wrote are not here");
      return;
    }
  document = pln_json_parse (source, diagnostics);
  for (const PlnJson *file = pln_json_document_root (document)->child; file; file = file->next)
    check_page (folder, file, &n_rows, &n_right);
  g_test_message ("%d of %d rows with their line, topic, length and presenter", n_right, n_rows);
  g_assert_cmpint (n_rows, >, 700);
  g_assert_cmpint (n_right * 1000, >=, n_rows * 995);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/page/cases", test_cases);
  g_test_add_func ("/page/others", test_others);
  return g_test_run ();
}
