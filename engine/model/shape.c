/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/shape.h"

#include <string.h>

/* Past so many errors a file is not what it should be; further ones are counted only. */
#define ENOUGH_ERRORS 5000

/* Keys of an object that are looked at one by one; no table has more. */
#define MOST_KEYS 64

static void
tell (PlnFaults *faults, PlnCode code, const PlnJson *node, PlnPlace place, const char *hint, const char *help,
      const char *message)
{
  g_autofree char *path = faults->diagnostics->n_errors < ENOUGH_ERRORS ? pln_json_path (node) : NULL;

  pln_diagnostics_add (faults->diagnostics, PLN_SEVERITY_ERROR, code, faults->source, place, path, hint, help, "%s",
                       message);
}

void
pln_faults_add (PlnFaults *faults,
                PlnCode code,
                const PlnJson *node,
                bool at_key,
                const char *hint,
                const char *help,
                const char *format,
                ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_hash_table_add (faults->bad, (gpointer) node);
  tell (faults, code, node, at_key ? node->key_place : node->place, hint, help, message);
}

static const char *
found (const PlnJson *node)
{
  if (node->kind == PLN_JSON_REAL)
    return "a number with a fraction or an exponent";
  return pln_json_kind_name (node->kind);
}

static bool
has_kind (const PlnShape *shape, const PlnJson *node)
{
  switch (shape->kind)
    {
    case PLN_SHAPE_TEXT:
      return node->kind == PLN_JSON_STRING;
    case PLN_SHAPE_INTEGER:
      return node->kind == PLN_JSON_INTEGER;
    case PLN_SHAPE_BOOLEAN:
      return node->kind == PLN_JSON_BOOLEAN;
    case PLN_SHAPE_LIST:
      return node->kind == PLN_JSON_ARRAY;
    case PLN_SHAPE_MAP:
    case PLN_SHAPE_OBJECT:
      return node->kind == PLN_JSON_OBJECT;
    case PLN_SHAPE_EITHER:
      for (int k = 0; shape->choices[k]; k++)
        if (has_kind (shape->choices[k], node))
          return true;
      return false;
    }
  return false;
}

/* What the author may have meant by a value of another kind. Returns: (transfer full) (nullable) */
static char *
hint_for_kind (const PlnShape *shape, const PlnJson *node)
{
  if (node->kind == PLN_JSON_STRING && strlen (node->string) < 40)
    {
      if (shape->kind == PLN_SHAPE_INTEGER && *node->string
          && strspn (node->string, "0123456789") == strlen (node->string))
        return g_strdup_printf ("did you mean %s, without quotes?", node->string);
      if (shape->kind == PLN_SHAPE_BOOLEAN
          && (g_str_equal (node->string, "true") || g_str_equal (node->string, "false")))
        return g_strdup_printf ("did you mean %s, without quotes?", node->string);
      if (shape->kind == PLN_SHAPE_LIST && has_kind (shape->of, node))
        return g_strdup_printf ("did you mean [\"%s\"]?", node->string);
    }
  if (shape->kind == PLN_SHAPE_LIST && node->kind != PLN_JSON_NULL && has_kind (shape->of, node))
    return g_strdup ("put it in [ ]");
  return NULL;
}

static bool
check_kind (const PlnShape *shape, const PlnJson *node, PlnFaults *faults)
{
  g_autofree char *hint = NULL;

  if (has_kind (shape, node))
    return true;
  hint = hint_for_kind (shape, node);
  pln_faults_add (faults, PLN_CODE_WRONG_TYPE, node, false, hint,
                  node->kind == PLN_JSON_NULL ? "leave the key out instead" : shape->help, "expected %s, found %s",
                  shape->what, found (node));
  return false;
}

/* "must, high, normal, low" */
static char *
join_words (const char *const *words)
{
  return g_strjoinv (", ", (char **) words);
}

static void
check_words (const PlnShape *shape, const PlnJson *node, PlnFaults *faults)
{
  g_autofree char *all = NULL;
  g_autofree char *hint = NULL;
  g_autofree char *help = NULL;
  const char *near;

  if (g_strv_contains (shape->words, node->string))
    return;
  near = pln_did_you_mean (node->string, shape->words, (int) g_strv_length ((char **) shape->words));
  hint = near ? g_strdup_printf ("did you mean \"%s\"?", near) : NULL;
  all = join_words (shape->words);
  help = g_strdup_printf ("one of: %s", all);
  pln_faults_add (faults, PLN_CODE_OUT_OF_RANGE, node, false, hint, help, "\"%s\" is not %s", node->string, shape->what);
}

static void
tell_unreadable (const PlnShape *shape, const PlnJson *node, PlnFaults *faults)
{
  g_autofree char *meant = shape->mends ? shape->mends (node->string) : NULL;
  g_autofree char *hint = meant ? g_strdup_printf ("did you mean \"%s\"?", meant) : NULL;

  pln_faults_add (faults, shape->code, node, false, hint, shape->help, "\"%s\" is not %s", node->string, shape->what);
}

static void
check_text (const PlnShape *shape, const PlnJson *node, PlnFaults *faults)
{
  if (shape->words)
    check_words (shape, node, faults);
  else if (shape->reads && !shape->reads (node->string))
    tell_unreadable (shape, node, faults);
}

static bool
is_among (const int *only, gint64 value)
{
  for (; *only; only++)
    if (*only == value)
      return true;
  return false;
}

static void
check_integer (const PlnShape *shape, const PlnJson *node, PlnFaults *faults)
{
  if (shape->only ? is_among (shape->only, node->integer)
                  : node->integer >= shape->least && node->integer <= shape->most)
    return;
  pln_faults_add (faults, PLN_CODE_OUT_OF_RANGE, node, false, NULL, shape->help,
                  "%" G_GINT64_FORMAT " is not %s", (gint64) node->integer, shape->what);
}

static int
find_key (const PlnShape *shape, const char *name)
{
  for (int k = 0; k < shape->n_keys; k++)
    if (strcmp (shape->keys[k].name, name) == 0)
      return k;
  return -1;
}

/* A key of another choice of the same value: it stands beside keys that exclude it. */
static bool
is_excluded_key (const PlnShape *either, const char *name)
{
  for (int k = 0; either && either->choices[k]; k++)
    if (either->choices[k]->kind == PLN_SHAPE_OBJECT && find_key (either->choices[k], name) >= 0)
      return true;
  return false;
}

static void
tell_unknown_key (const PlnShape *shape, const PlnShape *either, const PlnJson *member, PlnFaults *faults)
{
  const char *names[MOST_KEYS];
  const char *near;
  g_autofree char *hint = NULL;
  g_autofree char *all = NULL;
  g_autofree char *help = NULL;
  int n = 0;

  if (is_excluded_key (either, member->key))
    {
      pln_faults_add (faults, PLN_CODE_CONTRADICTION, member, true, NULL, either->help,
                      "\"%s\" cannot stand beside the other keys here", member->key);
      return;
    }
  for (; n < shape->n_keys && n < MOST_KEYS - 1; n++)
    names[n] = shape->keys[n].name;
  names[n] = NULL;
  near = pln_did_you_mean (member->key, names, n);
  hint = near ? g_strdup_printf ("did you mean \"%s\"?", near) : NULL;
  all = join_words (names);
  help = g_strdup_printf ("keys here: %s; keys of your own begin with x-", all);
  pln_faults_add (faults, PLN_CODE_UNKNOWN_KEY, member, true, hint, help, "unknown key \"%s\"", member->key);
}

static bool
is_missing (const PlnShapeKey *key, const PlnJson *value)
{
  return !value
         || (value->kind == PLN_JSON_ARRAY && value->n_children == 0 && key->shape->kind == PLN_SHAPE_LIST
             && key->shape->empty == PLN_EMPTY_ABSENT);
}

/* What the object says else is still good. */
static void
tell_missing_key (const PlnShapeKey *key, const PlnJson *empty, const PlnJson *node, PlnFaults *faults)
{
  const PlnJson *at = empty ? empty : node;
  PlnPlace place = at->place;
  g_autofree char *message = g_strdup_printf (empty ? "\"%s\" must not be empty" : "the required key \"%s\" is missing",
                                              key->name);

  /* Of an object that may be long the opening brace is enough. */
  if (!empty)
    place.end = place.start + 1;
  tell (faults, PLN_CODE_MISSING_KEY, at, place, NULL, key->about, message);
}

static void
check_object (const PlnShape *shape, const PlnShape *either, const PlnJson *node, PlnFaults *faults)
{
  const PlnJson *values[MOST_KEYS] = { NULL };

  for (const PlnJson *member = node->child; member; member = member->next)
    {
      int k = find_key (shape, member->key);

      if (k >= 0)
        {
          values[k] = member;
          pln_shape_check (shape->keys[k].shape, member, faults);
        }
      else if (!g_str_has_prefix (member->key, "x-"))
        tell_unknown_key (shape, either, member, faults);
    }
  for (int k = 0; k < shape->n_keys; k++)
    if (shape->keys[k].required && is_missing (&shape->keys[k], values[k]))
      tell_missing_key (&shape->keys[k], values[k], node, faults);
}

static int
count_known_keys (const PlnShape *shape, const PlnJson *node)
{
  int n = 0;

  for (const PlnJson *member = node->child; member; member = member->next)
    n += find_key (shape, member->key) >= 0;
  return n;
}

/* The first choice of the value's kind; of objects the first with the most of its keys. */
static const PlnShape *
choose (const PlnShape *either, const PlnJson *node)
{
  const PlnShape *best = NULL;
  int best_keys = -1;

  for (int k = 0; either->choices[k]; k++)
    {
      int n = has_kind (either->choices[k], node) ? count_known_keys (either->choices[k], node) : -1;

      if (n > best_keys)
        {
          best = either->choices[k];
          best_keys = n;
        }
    }
  return best;
}

static void
check_children (const PlnShape *shape, const PlnJson *node, PlnFaults *faults)
{
  if (node->n_children == 0 && shape->kind == PLN_SHAPE_LIST && shape->empty == PLN_EMPTY_REFUSED)
    pln_faults_add (faults, PLN_CODE_OUT_OF_RANGE, node, false, NULL, shape->help, "expected %s, found an empty list",
                    shape->what);
  for (const PlnJson *child = node->child; child; child = child->next)
    if (faults->diagnostics->n_errors < ENOUGH_ERRORS)
      pln_shape_check (shape->of, child, faults);
}

static void
check_value (const PlnShape *shape, const PlnShape *either, const PlnJson *node, PlnFaults *faults)
{
  switch (shape->kind)
    {
    case PLN_SHAPE_TEXT:
      check_text (shape, node, faults);
      break;
    case PLN_SHAPE_INTEGER:
      check_integer (shape, node, faults);
      break;
    case PLN_SHAPE_BOOLEAN:
      break;
    case PLN_SHAPE_LIST:
    case PLN_SHAPE_MAP:
      check_children (shape, node, faults);
      break;
    case PLN_SHAPE_OBJECT:
      check_object (shape, either, node, faults);
      break;
    case PLN_SHAPE_EITHER:
      check_value (choose (shape, node), shape, node, faults);
      break;
    }
}

void
pln_shape_check (const PlnShape *shape, const PlnJson *node, PlnFaults *faults)
{
  if (check_kind (shape, node, faults))
    check_value (shape, NULL, node, faults);
}
