/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "text/json.h"

#include <json-glib/json-glib.h>
#include <string.h>

static PlnJsonDocument *
parse_bytes (const char *text, gsize length, PlnDiagnostics *d)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (PlnSource) source = pln_source_new ("f", bytes);

  return pln_json_parse (source, d);
}

static PlnJsonDocument *
parse_valid (const char *text)
{
  g_autoptr (PlnDiagnostics) d = pln_diagnostics_new ();
  PlnJsonDocument *document = parse_bytes (text, strlen (text), d);
  g_autofree char *told = pln_diagnostics_format (d, false, true);

  g_assert_cmpstr (told, ==, "");
  g_assert_nonnull (document);
  return document;
}

static void
test_tree (void)
{
  g_autoptr (PlnJsonDocument) document
    = parse_valid ("{\"a\": [1, -2.5, \"x\\n\\u00e9\\ud83d\\ude00\"], \"b c\": {\"d\": null}, \"e\":true}\n");
  const PlnJson *root = pln_json_document_root (document), *a = pln_json_member (root, "a");
  const PlnJson *d = pln_json_member (pln_json_member (root, "b c"), "d");
  g_autofree char *root_path = pln_json_path (root), *element_path = pln_json_path (a->child->next);
  g_autofree char *d_path = pln_json_path (d);

  g_assert_cmpint (root->kind, ==, PLN_JSON_OBJECT);
  g_assert_cmpint (root->n_children, ==, 3);
  g_assert_cmpint (a->n_children, ==, 3);
  g_assert_cmpint (a->child->integer, ==, 1);
  g_assert_cmpfloat (a->child->next->real, ==, -2.5);
  g_assert_cmpstr (a->child->next->next->string, ==, "x\né😀");
  g_assert_cmpint (d->kind, ==, PLN_JSON_NULL);
  g_assert_true (pln_json_member (root, "e")->boolean);
  g_assert_null (pln_json_member (root, "f"));
  g_assert_cmpstr (root_path, ==, "$");
  g_assert_cmpstr (element_path, ==, "a[1]");
  g_assert_cmpstr (d_path, ==, "[\"b c\"].d");
}

static void
test_places (void)
{
  static const char text[] = "{\"a\": [10, \"xyz\"], \"b\": {} }";
  g_autoptr (PlnJsonDocument) document = parse_valid (text);
  const PlnJson *root = pln_json_document_root (document), *a = root->child, *b = a->next;
  const struct { const PlnJson *node; const char *value, *key; } cases[] = {
    { root, text, NULL }, { a, "[10, \"xyz\"]", "\"a\"" }, { a->child, "10", NULL }, { a->child->next, "\"xyz\"", NULL },
    { b, "{}", "\"b\"" },
  };

  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      PlnPlace v = cases[k].node->place, key = cases[k].node->key_place;
      g_autofree char *value_text = g_strndup (text + v.start, v.end - v.start);
      g_autofree char *key_text = g_strndup (text + key.start, key.end - key.start);

      g_assert_cmpstr (value_text, ==, cases[k].value);
      g_assert_cmpstr (key_text, ==, cases[k].key ? cases[k].key : "");
    }
}

typedef struct
{
  const char *text;
  int code, line, column, length; /* of the place, in bytes */
  const char *message, *advice;   /* advice: part of hint or help, nullable */
} Fault;

static const Fault faults[] = {
  { "", 2, 1, 1, 0, "the file is empty", NULL },
  { " \n", 2, 1, 1, 0, "the file holds nothing but white space", NULL },
  { "{a:1}", 2, 1, 2, 1, "a key in double quotes was expected", "did you mean \"a\"?" },
  { "{'a':1}", 2, 1, 2, 1, "a key in double quotes was expected", "double quotes" },
  { "{\"a\" 1}", 2, 1, 6, 1, "a colon after the key was expected", NULL },
  { "{\"a\":1,}", 2, 1, 7, 1, "nothing follows the comma before '}'", "remove this comma" },
  { "[1,\n2\n,]", 2, 3, 1, 1, "nothing follows the comma before ']'", "remove this comma" },
  { "[1 2]", 2, 1, 4, 1, "a comma or ']' was expected", NULL },
  { "{\"a\":1\n\"b\":2}", 2, 1, 6, 1, "a comma or '}' was expected", "a comma is missing after this" },
  { "[{}\n{}]", 2, 1, 3, 1, "a comma or ']' was expected", "a comma is missing after this" },
  { "[\"He said \"hi\" twice\"]", 2, 1, 11, 1, "a string ends here, in the middle of a word", "\\\"" },
  { "[1}", 2, 1, 3, 1, "'}' does not close the array that begins in line 1", NULL },
  { "{\n\"a\":[1\n", 2, 2, 7, 0, "the file ends inside the array that begins in line 2", NULL },
  { "{\"a\":", 2, 1, 6, 0, "the file ends where a value was expected", NULL },
  { "[True]", 2, 1, 2, 4, "a value was expected", "did you mean true?" },
  { "[None]", 2, 1, 2, 4, "a value was expected", "did you mean null?" },
  { "[NaN]", 2, 1, 2, 3, "a value was expected", "did you mean null?" },
  { "[main]", 2, 1, 2, 4, "a value was expected", "did you mean \"main\"?" },
  { "[1, // one\n2]", 2, 1, 5, 2, "JSON has no comments", "x-" },
  { "{\"a\":017}", 2, 1, 6, 3, "not a number as JSON writes it", "write 17" },
  { "{\"a\":09:00}", 2, 1, 6, 5, "not a number as JSON writes it", "\"09:00\"" },
  { "{\"a\":2022-10-18}", 2, 1, 6, 10, "not a number as JSON writes it", "\"2022-10-18\"" },
  { "[+5]", 2, 1, 2, 2, "not a number as JSON writes it", "write 5" },
  { "[.5]", 2, 1, 2, 2, "not a number as JSON writes it", "write 0.5" },
  { "[5.]", 2, 1, 2, 2, "not a number as JSON writes it", NULL },
  { "[0x10]", 2, 1, 2, 4, "not a number as JSON writes it", NULL },
  { "[30m]", 2, 1, 2, 3, "not a number as JSON writes it", "\"30m\"" },
  { "[-]", 2, 1, 2, 1, "not a number as JSON writes it", NULL },
  { "[1e999]", 3, 1, 2, 5, "a number larger than any that can be held", NULL },
  { "[9223372036854775808]", 3, 1, 2, 19, "a number larger than 64 bits hold", NULL },
  { "[\"\\u0000\"]", 2, 1, 3, 6, "the character U+0000 cannot stand in a text", NULL },
  { "[\"a\\q\"]", 2, 1, 4, 2, "not an escape that JSON has", "\\\\" },
  { "[\"\\u12\"]", 2, 1, 3, 2, "an unfinished escape in a string", NULL },
  { "[\"\\ud800x\"]", 2, 1, 3, 6, "half of a surrogate pair is no character", NULL },
  { "[\"\\udc00\"]", 2, 1, 3, 6, "half of a surrogate pair is no character", NULL },
  { "[\"ab\ncd\"]", 2, 1, 2, 3, "a string does not end on its line", "closing" },
  { "[\"ab", 2, 1, 2, 3, "a string does not end on its line", "closing" },
  { "[\"ab\\", 2, 1, 2, 4, "a string does not end on its line", "closing" },
  { "[\"a\tb\"]", 2, 1, 4, 1, "a control character in a string", "\\t" },
  { "{} {}", 2, 1, 4, 1, "a second document after the end of the first", "its own file" },
  { "[1]]", 2, 1, 4, 1, "something follows after the end of the document", "too many" },
  { "{\"a\":1,\n\"a\":2}", 4, 2, 1, 3, "the key \"a\" stands twice in one object", "line 1" },
  { "{\"a\":1,\"\\u0061\":2}", 4, 1, 8, 8, "the key \"a\" stands twice in one object", "line 1" },
  { "[\"\xFF\"]", 5, 1, 3, 1, "byte 0xFF is not UTF-8 text", "UTF-8" },
  { "\xFF\xFE{", 5, 1, 1, 0, "this is UTF-16 text, not UTF-8 text", "UTF-8" },
  { "PK\x03\x04zip", 5, 1, 1, 0, "this is a ZIP archive (or a spreadsheet, or a text document), not UTF-8 text", NULL },
};

static void
test_faults (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (faults); k++)
    {
      const Fault *fault = &faults[k];
      g_autoptr (PlnDiagnostics) d = pln_diagnostics_new ();
      g_autoptr (PlnJsonDocument) document = parse_bytes (fault->text, strlen (fault->text), d);
      g_autofree char *shown = g_strescape (fault->text, NULL);
      const PlnDiagnostic *row;
      int line, column;

      g_test_message ("%s", shown);
      g_assert_null (document);
      g_assert_cmpint (d->rows->len, ==, 1);
      row = g_ptr_array_index (d->rows, 0);
      pln_source_locate (row->source, row->place.start, &line, &column);
      g_assert_cmpstr (row->message, ==, fault->message);
      g_assert_cmpint (row->code, ==, fault->code);
      g_assert_cmpint (line, ==, fault->line);
      g_assert_cmpint (column, ==, fault->column);
      g_assert_cmpint (row->place.end - row->place.start, ==, fault->length);
      if (fault->advice)
        g_assert_true ((row->hint && strstr (row->hint, fault->advice)) || (row->help && strstr (row->help, fault->advice)));
    }
}

static void
test_utf16_without_mark (void)
{
  static const char text[] = "{\0\"\0a\0\"\0:\0001\0}\0", nul[] = "{\"abcdefgh\": \0}";
  g_autoptr (PlnDiagnostics) d = pln_diagnostics_new ();
  g_autoptr (PlnJsonDocument) one = parse_bytes (text, sizeof text - 1, d);
  g_autoptr (PlnJsonDocument) two = parse_bytes (nul, sizeof nul - 1, d);
  const PlnDiagnostic *first = g_ptr_array_index (d->rows, 0), *second = g_ptr_array_index (d->rows, 1);

  g_assert_null (one);
  g_assert_null (two);
  g_assert_cmpstr (first->message, ==, "this is UTF-16 text, not UTF-8 text");
  g_assert_cmpstr (second->message, ==, "this is not text: it holds a NUL byte");
}

static void
test_mark (void)
{
  g_autoptr (PlnJsonDocument) document = parse_valid ("\xEF\xBB\xBF{\"a\":1}");

  g_assert_cmpint (pln_json_document_root (document)->child->integer, ==, 1);
}

static void
test_integers (void)
{
  g_autoptr (PlnJsonDocument) document = parse_valid ("[9223372036854775807,-9223372036854775808,-0,0,1E2,30.0]");
  const PlnJson *node = pln_json_document_root (document)->child;

  g_assert_cmpint (node->integer, ==, INT64_MAX);
  g_assert_cmpint ((node = node->next)->integer, ==, INT64_MIN);
  g_assert_cmpint ((node = node->next)->kind, ==, PLN_JSON_INTEGER);
  g_assert_cmpint ((node = node->next)->integer, ==, 0);
  g_assert_cmpint ((node = node->next)->kind, ==, PLN_JSON_REAL);
  g_assert_cmpint ((node = node->next)->kind, ==, PLN_JSON_REAL);
}

static void
append_repeated (GString *text, const char *piece, int n)
{
  for (int k = 0; k < n; k++)
    g_string_append (text, piece);
}

static void
test_depth (void)
{
  static const struct { int levels; bool valid; } cases[] = { { 64, true }, { 65, false }, { 100000, false } };

  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    for (int object = 0; object < 2; object++)
      {
        g_autoptr (GString) text = g_string_new (NULL);
        g_autoptr (PlnDiagnostics) d = pln_diagnostics_new ();
        g_autoptr (PlnJsonDocument) document = NULL;

        append_repeated (text, object ? "{\"a\":" : "[", cases[k].levels);
        g_string_append (text, "1");
        append_repeated (text, object ? "}" : "]", cases[k].levels);
        document = parse_bytes (text->str, text->len, d);
        g_assert_true ((document != NULL) == cases[k].valid);
        if (!document)
          g_assert_cmpint (((PlnDiagnostic *) g_ptr_array_index (d->rows, 0))->code, ==, PLN_CODE_JSON_LIMIT);
      }
}

static void
test_large (void)
{
  static const char *const pieces[] = { "1,", "[],", "\"a\\u0041\"," };
  g_autoptr (GString) title = g_string_new ("{\"title\":\""), keys = g_string_new ("{");
  gint64 begin = g_get_monotonic_time ();

  append_repeated (title, "01234567", 131072);
  g_string_append (title, "\"}");
  g_autoptr (PlnJsonDocument) titled = parse_valid (title->str);
  g_assert_cmpint (strlen (pln_json_document_root (titled)->child->string), ==, 1 << 20);

  g_string_insert (title, 20, "x");
  g_autoptr (PlnDiagnostics) longer = pln_diagnostics_new ();
  g_autoptr (PlnJsonDocument) refused = parse_bytes (title->str, title->len, longer);
  g_assert_null (refused);
  g_assert_cmpint (((PlnDiagnostic *) g_ptr_array_index (longer->rows, 0))->code, ==, PLN_CODE_JSON_LIMIT);

  for (int k = 0; k < 400000; k++)
    g_string_append_printf (keys, "\"key%d\":%d,", k, k);
  g_string_append (keys, "\"key7\":0,\"last\":0}");
  g_autoptr (PlnDiagnostics) d = pln_diagnostics_new ();
  g_autoptr (PlnJsonDocument) keyed = parse_bytes (keys->str, keys->len, d);
  g_assert_null (keyed);
  g_assert_cmpint (d->n_errors, ==, 1);

  for (gsize k = 0; k < G_N_ELEMENTS (pieces); k++)
    {
      g_autoptr (GString) array = g_string_new ("[");
      g_autoptr (PlnDiagnostics) limit = pln_diagnostics_new ();
      g_autoptr (PlnJsonDocument) document = NULL;

      append_repeated (array, pieces[k], 5000000);
      g_string_append (array, "0]");
      document = parse_bytes (array->str, array->len, limit);
      g_assert_null (document);
      g_assert_cmpint (limit->n_errors, ==, 1);
    }
  g_test_message ("%.2f s", (double) (g_get_monotonic_time () - begin) / 1e6);
  /* Generous, since sanitizers and busy machines are slow; quadratic work would take hours. */
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 60 * G_USEC_PER_SEC);
}

static void
assert_equal_trees (const PlnJson *ours, JsonNode *theirs)
{
  switch (ours->kind)
    {
    case PLN_JSON_NULL:
      g_assert_true (JSON_NODE_HOLDS_NULL (theirs));
      break;
    case PLN_JSON_BOOLEAN:
      g_assert_true (json_node_get_value_type (theirs) == G_TYPE_BOOLEAN);
      g_assert_cmpint (ours->boolean, ==, json_node_get_boolean (theirs));
      break;
    case PLN_JSON_INTEGER:
      g_assert_true (json_node_get_value_type (theirs) == G_TYPE_INT64);
      g_assert_cmpint (ours->integer, ==, json_node_get_int (theirs));
      break;
    case PLN_JSON_REAL:
      g_assert_true (json_node_get_value_type (theirs) == G_TYPE_DOUBLE);
      g_assert_cmpfloat_with_epsilon (ours->real, json_node_get_double (theirs), 1e-9 * ABS (ours->real));
      break;
    case PLN_JSON_STRING:
      g_assert_cmpstr (ours->string, ==, json_node_get_string (theirs));
      break;
    case PLN_JSON_ARRAY:
      g_assert_cmpint (ours->n_children, ==, json_array_get_length (json_node_get_array (theirs)));
      for (const PlnJson *child = ours->child; child; child = child->next)
        assert_equal_trees (child, json_array_get_element (json_node_get_array (theirs), (guint) child->index));
      break;
    case PLN_JSON_OBJECT:
      g_assert_cmpint (ours->n_children, ==, json_object_get_size (json_node_get_object (theirs)));
      for (const PlnJson *child = ours->child; child; child = child->next)
        {
          JsonNode *member = json_object_get_member (json_node_get_object (theirs), child->key);

          g_assert_nonnull (member);
          assert_equal_trees (child, member);
        }
      break;
    }
}

static void
append_random_string (GString *out, GRand *random, int number)
{
  static const char *const pieces[] = { "a", " ", "é", "日", "😀", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\ud83d\\ude00", "\\u0001" };

  g_string_append_printf (out, "\"%d-", number);
  for (int n = g_rand_int_range (random, 0, 8); n > 0; n--)
    g_string_append (out, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
  g_string_append_c (out, '"');
}

static void
append_random_value (GString *out, GRand *random, int depth)
{
  static const char *const scalars[] = { "true", "false", "null", "0", "-1", "123456789012", "1.5", "-2e3", "0.125E-2", "[]", "{ }" };
  int kind = g_rand_int_range (random, 0, depth > 5 ? 2 : 4), n = g_rand_int_range (random, 1, 20);

  if (kind == 0)
    g_string_append (out, scalars[g_rand_int_range (random, 0, G_N_ELEMENTS (scalars))]);
  else if (kind == 1)
    append_random_string (out, random, depth);
  else
    {
      g_string_append (out, kind == 2 ? "[ " : "{\n");
      for (int k = 0; k < n; k++)
        {
          if (kind == 3)
            {
              append_random_string (out, random, k);
              g_string_append (out, " : ");
            }
          append_random_value (out, random, depth + 1 + n / 4);
          g_string_append (out, k + 1 < n ? " ,\t" : "");
        }
      g_string_append_c (out, kind == 2 ? ']' : '}');
    }
}

/* Every control character that json-glib writes comes back as it was. */
static void
test_mend (void)
{
  for (char c = 1; c < 0x20; c++)
    {
      const char text[] = { 'a', c, 'b', '\0' };
      g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);
      g_autofree char *generated = json_to_string (node, FALSE);
      g_autoptr (GString) written = g_string_new (generated);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (PlnSource) source = NULL;
      g_autoptr (PlnDiagnostics) diagnostics = pln_diagnostics_new ();
      g_autoptr (PlnJsonDocument) document = NULL;

      pln_json_mend (written);
      bytes = g_bytes_new (written->str, written->len);
      source = pln_source_new ("a.json", bytes);
      document = pln_json_parse (source, diagnostics);
      g_assert_nonnull (document);
      g_assert_cmpstr (pln_json_document_root (document)->string, ==, text);
    }
}

static void
test_like_json_glib (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20221018);

  for (int k = 0; k < 3000; k++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (JsonParser) parser = json_parser_new ();
      g_autoptr (PlnJsonDocument) document = NULL;
      g_autoptr (GError) error = NULL;

      append_random_value (text, random, 0);
      json_parser_load_from_data (parser, text->str, (gssize) text->len, &error);
      g_assert_no_error (error);
      document = parse_valid (text->str);
      assert_equal_trees (pln_json_document_root (document), json_parser_get_root (parser));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/tree", test_tree);
  g_test_add_func ("/json/places", test_places);
  g_test_add_func ("/json/faults", test_faults);
  g_test_add_func ("/json/utf16-without-mark", test_utf16_without_mark);
  g_test_add_func ("/json/mark", test_mark);
  g_test_add_func ("/json/integers", test_integers);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/large", test_large);
  g_test_add_func ("/json/like-json-glib", test_like_json_glib);
  g_test_add_func ("/json/mend", test_mend);
  return g_test_run ();
}
