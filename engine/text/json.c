/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "text/json.h"

#include "text/arena.h"
#include "text/encoding.h"
#include "text/scanner.h"

#include <stdlib.h>
#include <string.h>

enum
{
  LARGEST_FILE = 64 << 20, /* bytes */
  DEEPEST = 64,
  MOST_VALUES = 2000000,
  FEW_MEMBERS = 12, /* compared pair by pair; more are sorted */
};

struct _PlnJsonDocument
{
  PlnSource *source;
  PlnArena arena;
  PlnJson *root;
};

/* Containers are held open by their parent pointers, not by recursion: depth costs no stack. */
typedef struct
{
  PlnScanner scanner;
  PlnJsonDocument *document;
  PlnJson *open;           /* innermost container; NULL before and after the root */
  PlnJson *last[DEEPEST];  /* last child of each open container */
  int depth;
  int n_values;
} Parser;

/* -- Equal keys ---------------------------------------------------------------------------------- */

static int
compare_keys (const void *a, const void *b)
{
  const PlnJson *x = *(const PlnJson *const *) a, *y = *(const PlnJson *const *) b;
  int order = strcmp (x->key, y->key);

  return order != 0 ? order : x->index - y->index;
}

static void
report_duplicate (Parser *parser, const PlnJson *first, const PlnJson *second)
{
  g_autofree char *path = pln_json_path (second), *help = NULL;
  int line, column;

  pln_source_locate (parser->document->source, first->key_place.start, &line, &column);
  help = g_strdup_printf ("it stands in line %d already: keep one of them", line);
  pln_diagnostics_add (parser->scanner.diagnostics, PLN_SEVERITY_ERROR, PLN_CODE_JSON_DUPLICATE_KEY,
                       parser->document->source, second->key_place, path, NULL, help,
                       "the key \"%.100s\" stands twice in one object", second->key);
}

static void
check_many_keys (Parser *parser, const PlnJson *object)
{
  g_autofree const PlnJson **members = g_new (const PlnJson *, object->n_children);
  int n = 0, first = 0;

  for (const PlnJson *member = object->child; member; member = member->next)
    members[n++] = member;
  qsort (members, (size_t) n, sizeof *members, compare_keys);
  for (int k = 1; k < n; k++)
    if (strcmp (members[first]->key, members[k]->key) == 0)
      report_duplicate (parser, members[first], members[k]);
    else
      first = k;
}

static void
check_few_keys (Parser *parser, const PlnJson *object)
{
  for (const PlnJson *member = object->child; member; member = member->next)
    for (const PlnJson *before = object->child; before != member; before = before->next)
      if (strcmp (before->key, member->key) == 0)
        {
          report_duplicate (parser, before, member);
          break;
        }
}

/* -- Building the tree ---------------------------------------------------------------------------- */

static PlnJson *
append_node (Parser *parser)
{
  PlnJson *node = pln_arena_take (&parser->document->arena, sizeof *node);

  *node = (PlnJson){ .parent = parser->open };
  if (!parser->open)
    parser->document->root = node;
  else
    {
      PlnJson **last = &parser->last[parser->depth - 1];

      node->index = parser->open->n_children++;
      *(*last ? &(*last)->next : &parser->open->child) = node;
      *last = node;
    }
  return node;
}

static bool
read_key (Parser *parser, PlnJson *node)
{
  PlnScanner *scanner = &parser->scanner;

  if (pln_scanner_peek (scanner) != '"')
    return pln_scanner_unexpected (scanner, "a key in double quotes");
  node->key_place.start = (uint32_t) scanner->at;
  node->key = pln_scanner_string (scanner);
  if (!node->key)
    return false;
  node->key_place.end = (uint32_t) scanner->at;
  if (pln_scanner_peek (scanner) != ':')
    return pln_scanner_unexpected (scanner, "a colon after the key");
  scanner->at++;
  return true;
}

static bool
open_container (Parser *parser, PlnJson *node, char c)
{
  PlnScanner *scanner = &parser->scanner;

  if (parser->depth == DEEPEST)
    return pln_scanner_fault (scanner, PLN_CODE_JSON_LIMIT, scanner->at, scanner->at + 1, NULL, NULL,
                              "nested deeper than %d levels", DEEPEST);
  node->kind = c == '{' ? PLN_JSON_OBJECT : PLN_JSON_ARRAY;
  parser->open = node;
  parser->last[parser->depth++] = NULL;
  scanner->at++;
  return true;
}

static char
closer_of (const PlnJson *container)
{
  return container->kind == PLN_JSON_OBJECT ? '}' : ']';
}

static void
close_container (Parser *parser)
{
  PlnJson *container = parser->open;

  parser->scanner.at++;
  container->place.end = (uint32_t) parser->scanner.at;
  if (container->kind == PLN_JSON_OBJECT && container->n_children > FEW_MEMBERS)
    check_many_keys (parser, container);
  else if (container->kind == PLN_JSON_OBJECT)
    check_few_keys (parser, container);
  parser->open = container->parent;
  parser->depth--;
}

/* Reads one value; of containers only the opening, down to the first scalar or an empty one. */
static bool
read_value (Parser *parser)
{
  PlnScanner *scanner = &parser->scanner;

  for (;;)
    {
      PlnJson *node = append_node (parser);
      char c;

      if (++parser->n_values > MOST_VALUES)
        return pln_scanner_fault (scanner, PLN_CODE_JSON_LIMIT, scanner->at, scanner->at, NULL, NULL,
                                  "more than %d values", MOST_VALUES);
      if (parser->open && parser->open->kind == PLN_JSON_OBJECT && !read_key (parser, node))
        return false;
      c = pln_scanner_peek (scanner);
      node->place.start = (uint32_t) scanner->at;
      if (c == '{' || c == '[')
        {
          if (!open_container (parser, node, c))
            return false;
          if (pln_scanner_peek (scanner) == closer_of (node))
            return true;
          continue;
        }
      node->kind = PLN_JSON_STRING;
      if (c == '"' ? !(node->string = pln_scanner_string (scanner)) : !pln_scanner_scalar (scanner, node))
        return false;
      node->place.end = (uint32_t) scanner->at;
      return true;
    }
}

/* After a value stands neither a comma nor the closing bracket. */
static bool
no_comma (Parser *parser, size_t value_end)
{
  PlnScanner *scanner = &parser->scanner;
  const char *container = parser->open->kind == PLN_JSON_OBJECT ? "object" : "array", *gap;
  char c = scanner->text[scanner->at];
  int line, column;

  pln_source_locate (parser->document->source, parser->open->place.start, &line, &column);
  if (scanner->at >= scanner->end)
    return pln_scanner_fault (scanner, PLN_CODE_JSON_SYNTAX, value_end, value_end, NULL, NULL,
                              "the file ends inside the %s that begins in line %d", container, line);
  if (c == '}' || c == ']')
    return pln_scanner_fault (scanner, PLN_CODE_JSON_SYNTAX, scanner->at, scanner->at + 1, NULL, NULL,
                              "'%c' does not close the %s that begins in line %d", c, container, line);
  gap = memchr (scanner->text + value_end, '\n', scanner->at - value_end);
  if (gap && strchr ("\"{[-0123456789tfn", c))
    return pln_scanner_fault (scanner, PLN_CODE_JSON_SYNTAX, value_end - 1, value_end, "a comma is missing after this",
                              NULL, "a comma or '%c' was expected", closer_of (parser->open));
  if (scanner->at == value_end && scanner->text[value_end - 1] == '"')
    return pln_scanner_fault (scanner, PLN_CODE_JSON_SYNTAX, value_end - 1, value_end, NULL,
                              "a double quote inside a text is written \\\"", "a string ends here, in the middle of a word");
  return pln_scanner_unexpected (scanner, parser->open->kind == PLN_JSON_OBJECT ? "a comma or '}'" : "a comma or ']'");
}

/* Closes what ends after a value and reads the comma before the next one. */
static bool
read_after_value (Parser *parser)
{
  PlnScanner *scanner = &parser->scanner;

  while (parser->open)
    {
      size_t value_end = scanner->at, comma;
      char c = pln_scanner_peek (scanner);

      if (c == closer_of (parser->open))
        {
          close_container (parser);
          continue;
        }
      if (c != ',')
        return no_comma (parser, value_end);
      comma = scanner->at++;
      c = pln_scanner_peek (scanner);
      if (c == '}' || c == ']')
        return pln_scanner_fault (scanner, PLN_CODE_JSON_SYNTAX, comma, comma + 1, "remove this comma", NULL,
                                  "nothing follows the comma before '%c'", c);
      return true;
    }
  return true;
}

static bool
read_end (Parser *parser)
{
  PlnScanner *scanner = &parser->scanner;
  char c = pln_scanner_peek (scanner);

  if (scanner->at >= scanner->end)
    return true;
  if (c == '{' || c == '[')
    return pln_scanner_fault (scanner, PLN_CODE_JSON_SYNTAX, scanner->at, scanner->at + 1, NULL,
                              "a file holds one value: put the second one into its own file",
                              "a second document after the end of the first");
  return pln_scanner_fault (scanner, PLN_CODE_JSON_SYNTAX, scanner->at, scanner->at + 1, NULL,
                            c == '}' || c == ']' ? "a bracket too many, or one closed too early" : NULL,
                            "something follows after the end of the document");
}

static bool
parse (Parser *parser)
{
  PlnScanner *scanner = &parser->scanner;

  if (pln_scanner_peek (scanner) == '\0')
    return pln_scanner_fault (scanner, PLN_CODE_JSON_SYNTAX, 0, 0, NULL, NULL,
                              scanner->end == 0 ? "the file is empty" : "the file holds nothing but white space");
  do
    if (!read_value (parser) || !read_after_value (parser))
      return false;
  while (parser->open);
  return read_end (parser);
}

PlnJsonDocument *
pln_json_parse (PlnSource *source, PlnDiagnostics *diagnostics)
{
  g_autoptr (PlnJsonDocument) document = NULL;
  int n_errors = pln_diagnostics_n_errors (diagnostics);
  Parser parser = { 0 };

  if (source->length > LARGEST_FILE)
    {
      pln_diagnostics_add (diagnostics, PLN_SEVERITY_ERROR, PLN_CODE_JSON_LIMIT, source, (PlnPlace){ 0, 0 }, NULL,
                           NULL, NULL, "the file is larger than %d MiB", LARGEST_FILE >> 20);
      return NULL;
    }
  if (!pln_source_is_text (source, diagnostics))
    return NULL;
  document = g_new0 (PlnJsonDocument, 1);
  document->source = pln_source_ref (source);
  parser.document = document;
  parser.scanner = (PlnScanner){ source, diagnostics, &document->arena, source->text,
                                 pln_source_mark_length (source), source->length };
  if (!parse (&parser) || pln_diagnostics_n_errors (diagnostics) > n_errors)
    return NULL;
  return g_steal_pointer (&document);
}

void
pln_json_document_free (PlnJsonDocument *document)
{
  if (!document)
    return;
  pln_source_unref (document->source);
  pln_arena_clear (&document->arena);
  g_free (document);
}

/* -- Reading the tree ----------------------------------------------------------------------------- */

PlnSource *
pln_json_document_source (const PlnJsonDocument *document)
{
  return document->source;
}

const PlnJson *
pln_json_document_root (const PlnJsonDocument *document)
{
  return document->root;
}

const PlnJson *
pln_json_member (const PlnJson *object, const char *key)
{
  for (const PlnJson *member = object->child; member; member = member->next)
    if (member->key && strcmp (member->key, key) == 0)
      return member;
  return NULL;
}

static bool
is_plain_key (const char *key)
{
  if (!*key)
    return false;
  for (; *key; key++)
    if (!g_ascii_isalnum (*key) && *key != '_' && *key != '-')
      return false;
  return true;
}

static void
append_step (GString *path, const PlnJson *node)
{
  if (!node->key)
    g_string_append_printf (path, "[%d]", node->index);
  else if (is_plain_key (node->key))
    g_string_append_printf (path, "%s%s", path->len > 0 ? "." : "", node->key);
  else
    {
      g_autofree char *quoted = g_strescape (node->key, NULL);

      g_string_append_printf (path, "[\"%s\"]", quoted);
    }
}

char *
pln_json_path (const PlnJson *node)
{
  const PlnJson *steps[DEEPEST + 1];
  GString *path = g_string_new (NULL);
  int n = 0;

  for (; node->parent; node = node->parent)
    steps[n++] = node;
  if (n == 0)
    g_string_append_c (path, '$');
  while (n > 0)
    append_step (path, steps[--n]);
  return g_string_free (path, FALSE);
}

const char *
pln_json_kind_name (PlnJsonKind kind)
{
  static const char *const names[] = {
    "null", "true or false", "a whole number", "a number", "a string", "an array", "an object",
  };

  return names[kind];
}
