/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/agenda-keys.h"
#include "text/json.h"

#include <string.h>

typedef struct
{
  PlnSource *source;
  PlnDiagnostics *diagnostics;
  PlnZone *zone; /* in which times without an offset are read */
} Reader;

static bool read_object (Reader *reader, const PlnJson *object, const PlnAgendaTable *table, void *row);

/* Always false, so that a reader can return it. */
static bool G_GNUC_PRINTF (4, 5)
complain (Reader *reader, PlnCode code, const PlnJson *node, const char *format, ...)
{
  g_autofree char *path = pln_json_path (node);
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  pln_diagnostics_add (reader->diagnostics, PLN_SEVERITY_ERROR, code, reader->source, node->place, path, NULL, NULL,
                       "%s", message);
  return false;
}

static bool
expect (Reader *reader, const PlnJson *node, PlnJsonKind kind)
{
  if (node->kind == kind)
    return true;
  return complain (reader, PLN_CODE_AGENDA_TYPE, node, "expected %s, found %s", pln_json_kind_name (kind),
                   pln_json_kind_name (node->kind));
}

/* -- Single values ------------------------------------------------------------------------------- */

static bool
read_text (Reader *reader, const PlnJson *node, char **text)
{
  if (!expect (reader, node, PLN_JSON_STRING))
    return false;
  *text = g_strdup (node->string);
  return true;
}

static bool
read_texts (Reader *reader, const PlnJson *node, char ***texts)
{
  bool good = true;
  int n = 0;

  if (!expect (reader, node, PLN_JSON_ARRAY))
    return false;
  g_strfreev (*texts);
  *texts = g_new0 (char *, (gsize) node->n_children + 1);
  for (const PlnJson *child = node->child; child; child = child->next)
    if (read_text (reader, child, &(*texts)[n]))
      n++;
    else
      good = false;
  return good;
}

static bool
read_count (Reader *reader, const PlnJson *node, int *count)
{
  if (!expect (reader, node, PLN_JSON_INTEGER))
    return false;
  if (node->integer < 0 || node->integer > G_MAXINT)
    return complain (reader, PLN_CODE_AGENDA_RANGE, node, "expected a number from 0 to %d", G_MAXINT);
  *count = (int) node->integer;
  return true;
}

static bool
read_amount (Reader *reader, const PlnJson *node, gint64 *amount)
{
  if (!expect (reader, node, PLN_JSON_INTEGER))
    return false;
  if (node->integer < -PLN_AGENDA_AMOUNT_MAX || node->integer > PLN_AGENDA_AMOUNT_MAX)
    return complain (reader, PLN_CODE_AGENDA_RANGE, node, "no plan costs that much");
  *amount = node->integer;
  return true;
}

static bool
read_flag (Reader *reader, const PlnJson *node, bool *flag)
{
  if (!expect (reader, node, PLN_JSON_BOOLEAN))
    return false;
  *flag = node->boolean;
  return true;
}

static bool
read_moment (Reader *reader, const PlnJson *node, PlnMoment *moment)
{
  if (!expect (reader, node, PLN_JSON_STRING))
    return false;
  return pln_moment_parse (node->string, reader->zone, moment)
         || complain (reader, PLN_CODE_AGENDA_TIME, node,
                      "expected a time such as 2022-10-18T09:00:00-07:00, found \"%s\"", node->string);
}

static bool
read_date (Reader *reader, const PlnJson *node, int *days)
{
  if (!expect (reader, node, PLN_JSON_STRING))
    return false;
  return pln_date_parse (node->string, days)
         || complain (reader, PLN_CODE_AGENDA_TIME, node, "expected a date such as 2022-10-18, found \"%s\"",
                      node->string);
}

static bool
read_stamp (Reader *reader, const PlnJson *node, gint64 *seconds)
{
  g_autoptr (GDateTime) time = NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  if (!expect (reader, node, PLN_JSON_STRING))
    return false;
  time = g_date_time_new_from_iso8601 (node->string, utc);
  if (!time || g_date_time_to_unix (time) < 0)
    return complain (reader, PLN_CODE_AGENDA_TIME, node, "expected a time such as 2022-10-11T17:00:00Z, found \"%s\"",
                     node->string);
  *seconds = g_date_time_to_unix (time);
  return true;
}

static bool
read_zone (Reader *reader, const PlnJson *node, PlnZone **zone)
{
  PlnZone *named;

  if (!expect (reader, node, PLN_JSON_STRING))
    return false;
  named = pln_zone_new (node->string);
  if (!named)
    return complain (reader, PLN_CODE_BAD_ZONE, node, "\"%s\" is no time zone of this system", node->string);
  g_clear_pointer (zone, pln_zone_unref);
  *zone = named;
  return true;
}

static bool
read_status (Reader *reader, const PlnJson *node, PlnStatus *status)
{
  const char *names[] = { pln_status_name (PLN_STATUS_OPTIMAL), pln_status_name (PLN_STATUS_FEASIBLE),
                          pln_status_name (PLN_STATUS_INFEASIBLE), pln_status_name (PLN_STATUS_UNKNOWN) };

  if (!expect (reader, node, PLN_JSON_STRING))
    return false;
  for (int k = 0; k < (int) G_N_ELEMENTS (names); k++)
    if (strcmp (names[k], node->string) == 0)
      {
        *status = (PlnStatus) k;
        return true;
      }
  return complain (reader, PLN_CODE_AGENDA_STATUS, node,
                   "expected optimal, feasible, infeasible or unknown, found \"%s\"", node->string);
}

static bool
read_version (Reader *reader, const PlnJson *node)
{
  if (!expect (reader, node, PLN_JSON_INTEGER))
    return false;
  return node->integer == 1
         || complain (reader, PLN_CODE_BAD_VERSION, node, "version %" G_GINT64_FORMAT " of the format is unknown here",
                      node->integer);
}

static bool
read_kind (Reader *reader, const PlnJson *node)
{
  if (!expect (reader, node, PLN_JSON_STRING))
    return false;
  return strcmp (node->string, "agenda") == 0
         || complain (reader, PLN_CODE_NO_AGENDA, node, "expected an agenda, found \"%s\"", node->string);
}

/* -- Arrays and maps ----------------------------------------------------------------------------- */

/* An inner list of LISTS: the one key of its table takes the whole array. */
static bool
read_list (Reader *reader, const PlnJson *array, const PlnAgendaTable *table, void *row)
{
  const PlnAgendaKey *key = &table->keys[0];
  char *rows;
  bool good = true;
  int n = 0;

  if (!expect (reader, array, PLN_JSON_ARRAY))
    return false;
  rows = g_malloc0_n ((gsize) array->n_children + 1, key->rows->size);
  *(void **) pln_agenda_member (key, row) = rows;
  *pln_agenda_count (key, row) = array->n_children;
  for (const PlnJson *child = array->child; child; child = child->next, n++)
    good = read_object (reader, child, key->rows, rows + (size_t) n * key->rows->size) && good;
  return good;
}

static bool
read_rows (Reader *reader, const PlnJson *node, const PlnAgendaKey *key, void *row)
{
  char *rows;
  bool good = true;
  int n = 0;

  if (!expect (reader, node, key->kind == PLN_KEY_MAP ? PLN_JSON_OBJECT : PLN_JSON_ARRAY))
    return false;
  rows = g_malloc0_n ((gsize) node->n_children + 1, key->rows->size);
  *(void **) pln_agenda_member (key, row) = rows;
  *pln_agenda_count (key, row) = node->n_children;
  for (const PlnJson *child = node->child; child; child = child->next, n++)
    {
      void *element = rows + (size_t) n * key->rows->size;

      if (key->kind == PLN_KEY_MAP)
        *(char **) element = g_strdup (child->key);
      good = (key->kind == PLN_KEY_LISTS ? read_list : read_object) (reader, child, key->rows, element) && good;
    }
  return good;
}

static bool
read_holders (Reader *reader, const PlnJson *node, const PlnAgendaKey *key, void *row)
{
  PlnDuty *duties;
  bool good = true;
  int n = 0;

  if (!expect (reader, node, PLN_JSON_OBJECT))
    return false;
  duties = g_new0 (PlnDuty, (gsize) node->n_children + 1);
  *(PlnDuty **) pln_agenda_member (key, row) = duties;
  *pln_agenda_count (key, row) = node->n_children;
  for (const PlnJson *child = node->child; child; child = child->next, n++)
    {
      duties[n].role = g_strdup (child->key);
      if (child->kind != PLN_JSON_NULL)
        good = read_text (reader, child, &duties[n].person) && good;
    }
  return good;
}

/* -- Objects ------------------------------------------------------------------------------------- */

static bool
read_value (Reader *reader, const PlnJson *node, const PlnAgendaKey *key, void *row)
{
  void *member = pln_agenda_member (key, row);

  switch (key->kind)
    {
    case PLN_KEY_VERSION:
      return read_version (reader, node);
    case PLN_KEY_KIND:
      return read_kind (reader, node);
    case PLN_KEY_TEXT:
      return read_text (reader, node, member);
    case PLN_KEY_TEXTS:
      return read_texts (reader, node, member);
    case PLN_KEY_COUNT:
      return read_count (reader, node, member);
    case PLN_KEY_AMOUNT:
      return read_amount (reader, node, member);
    case PLN_KEY_FLAG:
      return read_flag (reader, node, member);
    case PLN_KEY_MOMENT:
      return read_moment (reader, node, member);
    case PLN_KEY_DATE:
      return read_date (reader, node, member);
    case PLN_KEY_STAMP:
      return read_stamp (reader, node, member);
    case PLN_KEY_ZONE:
      return true; /* read first of all: see pln_agenda_read() */
    case PLN_KEY_STATUS:
      return read_status (reader, node, member);
    case PLN_KEY_OBJECT:
      return read_object (reader, node, key->rows, row);
    case PLN_KEY_ROWS:
    case PLN_KEY_LISTS:
    case PLN_KEY_MAP:
      return read_rows (reader, node, key, row);
    case PLN_KEY_HOLDERS:
      return read_holders (reader, node, key, row);
    }
  return false;
}

/* What stands for a key that is absent. */
static bool
read_absent (Reader *reader, const PlnJson *object, const PlnAgendaKey *key, void *row)
{
  void *member = pln_agenda_member (key, row);

  if (key->required)
    return complain (reader, PLN_CODE_AGENDA_KEY, object, "the key \"%s\" is missing", key->name);
  if (key->kind == PLN_KEY_TEXT && key->fallback)
    *(char **) member = g_strdup (key->fallback);
  else if (key->kind == PLN_KEY_TEXTS)
    *(char ***) member = g_new0 (char *, 1);
  else if (key->kind == PLN_KEY_STAMP)
    *(gint64 *) member = -1;
  return true;
}

static bool
read_object (Reader *reader, const PlnJson *object, const PlnAgendaTable *table, void *row)
{
  bool good = true;

  if (!expect (reader, object, PLN_JSON_OBJECT))
    return false;
  for (int k = 0; k < table->n_keys; k++)
    {
      const PlnAgendaKey *key = &table->keys[k];
      const PlnJson *node = pln_json_member (object, key->name);

      if (!node)
        good = read_absent (reader, object, key, row) && good;
      else if (node->kind != PLN_JSON_NULL || !key->nullable)
        {
          good = read_value (reader, node, key, row) && good;
          if (key->flag)
            *(bool *) ((char *) row + key->flag) = true;
        }
    }
  return good;
}

/* What no single key can say. */
static bool
check_whole (Reader *reader, const PlnJson *root, PlnAgenda *agenda)
{
  bool has_plan = agenda->status == PLN_STATUS_OPTIMAL || agenda->status == PLN_STATUS_FEASIBLE;

  for (int k = 0; k < agenda->n_people; k++)
    if (!agenda->people[k].name)
      agenda->people[k].name = g_strdup (agenda->people[k].id);
  if (has_plan && !agenda->has_score)
    return complain (reader, PLN_CODE_AGENDA_TYPE, pln_json_member (root, "score"),
                     "an agenda whose status is %s has a score", pln_status_name (agenda->status));
  return true;
}

PlnAgenda *
pln_agenda_read (const char *name, GBytes *bytes, PlnDiagnostics *diagnostics)
{
  g_autoptr (PlnSource) source = pln_source_new (name, bytes);
  g_autoptr (PlnJsonDocument) document = pln_json_parse (source, diagnostics);
  g_autoptr (PlnAgenda) agenda = NULL;
  const PlnJson *root, *zone;
  Reader reader = { source, diagnostics, NULL };
  bool good;

  if (!document)
    return NULL;
  root = pln_json_document_root (document);
  if (root->kind != PLN_JSON_OBJECT)
    {
      complain (&reader, PLN_CODE_NO_AGENDA, root, "an agenda is an object, found %s", pln_json_kind_name (root->kind));
      return NULL;
    }
  agenda = pln_agenda_new_empty ();
  zone = pln_json_member (root, "timezone");
  good = zone ? read_zone (&reader, zone, &agenda->zone) : true;
  if (!agenda->zone)
    agenda->zone = pln_zone_new ("UTC");
  reader.zone = agenda->zone;
  good = read_object (&reader, root, &pln_agenda_table, agenda) && good;
  if (!good || !check_whole (&reader, root, agenda))
    return NULL;
  return g_steal_pointer (&agenda);
}

bool
pln_bytes_are_agenda (GBytes *bytes)
{
  g_autoptr (PlnSource) source = pln_source_new ("", bytes);
  g_autoptr (PlnDiagnostics) unheard = pln_diagnostics_new ();
  g_autoptr (PlnJsonDocument) document = pln_json_parse (source, unheard);
  const PlnJson *root, *kind;

  if (!document)
    return false;
  root = pln_json_document_root (document);
  if (root->kind != PLN_JSON_OBJECT)
    return false;
  kind = pln_json_member (root, "kind");
  return pln_json_member (root, "status")
         || (kind && kind->kind == PLN_JSON_STRING && strcmp (kind->string, "agenda") == 0);
}
