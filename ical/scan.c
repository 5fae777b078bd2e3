/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ical/scan.h"

#include "ical/lines.h"
#include "ical/property.h"

#include <string.h>

#define ARENA_BLOCK (64 * 1024)

struct _PlnIcs
{
  char *file;
  char *text; /* the file; lines are unfolded and cut in place */
  GPtrArray *blocks; /* of memory for components and properties */
  size_t block_used;
  PlnIcsComponent *root;
};

/* One open BEGIN. */
typedef struct
{
  const char *name;
  PlnIcsComponent *component; /* NULL: what is in it is of no use */
  PlnIcsComponent *last_child;
  PlnIcsProperty *last;
  int line;
} Level;

typedef struct
{
  PlnIcs *ics;
  PlnIcsWarnings *warnings;
  PlnIcsLines lines;
  Level levels[PLN_ICS_MAX_DEPTH + 1];
  int depth;
  int n_components;
  bool has_something; /* a component with times was there */
} Scan;

G_DEFINE_QUARK (pln-ics-error, pln_ics_error)

static const struct
{
  const char *name;
  PlnIcsKind kind;
} kinds[] = {
  { "VCALENDAR", PLN_ICS_VCALENDAR },
  { "VEVENT", PLN_ICS_VEVENT },
  { "VFREEBUSY", PLN_ICS_VFREEBUSY },
  { "VAVAILABILITY", PLN_ICS_VAVAILABILITY },
  { "AVAILABLE", PLN_ICS_AVAILABLE },
  { "VTIMEZONE", PLN_ICS_VTIMEZONE },
  { "STANDARD", PLN_ICS_STANDARD },
  { "DAYLIGHT", PLN_ICS_DAYLIGHT },
};

static void *
allocate (PlnIcs *ics, size_t size)
{
  char *block;

  if (ics->blocks->len == 0 || ics->block_used + size > ARENA_BLOCK)
    {
      g_ptr_array_add (ics->blocks, g_malloc0 (ARENA_BLOCK));
      ics->block_used = 0;
    }
  block = g_ptr_array_index (ics->blocks, ics->blocks->len - 1);
  ics->block_used += size;
  return block + ics->block_used - size;
}

/* -- Properties ------------------------------------------------------------------------------------ */

/* Without these the time of a component is not what its author said. */
static bool
name_matters (PlnIcsName name)
{
  switch (name)
    {
    case PLN_ICS_DTSTART:
    case PLN_ICS_DTEND:
    case PLN_ICS_DURATION:
    case PLN_ICS_RRULE:
    case PLN_ICS_RDATE:
    case PLN_ICS_RECURRENCE_ID:
    case PLN_ICS_FREEBUSY:
    case PLN_ICS_UID:
    case PLN_ICS_TZID:
      return true;
    default:
      return false;
    }
}

static void
drop_line (Scan *scan, Level *level, int name, const PlnIcsLine *line, const char *why)
{
  if (name_matters ((PlnIcsName) name))
    level->component->is_cut = true;
  pln_ics_warn (scan->warnings, scan->ics->file, line->line, "%s left out: %s", pln_ics_name_text ((PlnIcsName) name), why);
}

static void
garbled (Scan *scan, Level *level, const PlnIcsLine *line)
{
  level->component->is_garbled = true;
  pln_ics_warn (scan->warnings, scan->ics->file, line->line, "not a line of iCalendar; it is not read");
}

static void
take_property (Scan *scan, PlnIcsLine *line)
{
  Level *level = &scan->levels[scan->depth];
  size_t length = strcspn (line->text, ";:");
  PlnIcsProperty *property;
  int name;

  if (level->component == NULL)
    return;
  if (line->text[length] == '\0')
    {
      garbled (scan, level, line);
      return;
    }
  name = pln_ics_name_find (line->text, length);
  if (name < 0)
    return;
  if (line->length > PLN_ICS_MAX_LINE)
    {
      drop_line (scan, level, name, line, "longer than 256 KiB");
      return;
    }
  if (level->component->n_properties >= PLN_ICS_MAX_PROPERTIES)
    {
      drop_line (scan, level, name, line, "more than 2,000 properties");
      return;
    }
  pln_ics_line_clean (line, scan->ics->file, scan->warnings);
  property = allocate (scan->ics, sizeof *property);
  property->name = (PlnIcsName) name;
  property->line = line->line;
  if (!pln_ics_parameters_read (line->text + length, property))
    {
      garbled (scan, level, line);
      return;
    }
  if (level->last != NULL)
    level->last->next = property;
  else
    level->component->first = property;
  level->last = property;
  level->component->n_properties++;
}

/* -- Components ------------------------------------------------------------------------------------ */

static int
find_kind (const char *name)
{
  for (size_t k = 0; k < G_N_ELEMENTS (kinds); k++)
    if (g_ascii_strcasecmp (kinds[k].name, name) == 0)
      return (int) kinds[k].kind;
  return -1;
}

static bool
may_contain (const PlnIcsComponent *parent, PlnIcsKind kind)
{
  switch (kind)
    {
    case PLN_ICS_VCALENDAR:
      return parent->kind == PLN_ICS_ROOT;
    case PLN_ICS_AVAILABLE:
      return parent->kind == PLN_ICS_VAVAILABILITY;
    case PLN_ICS_STANDARD:
    case PLN_ICS_DAYLIGHT:
      return parent->kind == PLN_ICS_VTIMEZONE;
    default:
      return parent->kind == PLN_ICS_ROOT || parent->kind == PLN_ICS_VCALENDAR;
    }
}

/* The level whose component takes one of @kind: what stands in a wrong place is taken out of it
 * rather than lost, since it may be busy time. */
static Level *
find_parent (Scan *scan, PlnIcsKind kind)
{
  for (int depth = scan->depth; depth >= 0; depth--)
    if (scan->levels[depth].component != NULL && may_contain (scan->levels[depth].component, kind))
      return &scan->levels[depth];
  return NULL;
}

static PlnIcsComponent *
add_component (Scan *scan, PlnIcsKind kind, int line)
{
  Level *parent = find_parent (scan, kind);
  PlnIcsComponent *component;

  if (parent == NULL)
    return NULL;
  if (parent != &scan->levels[scan->depth])
    pln_ics_warn (scan->warnings, scan->ics->file, line, "a component inside one that cannot hold it; read on its own");
  component = allocate (scan->ics, sizeof *component);
  component->kind = kind;
  component->line = line;
  if (parent->last_child != NULL)
    parent->last_child->next = component;
  else
    parent->component->child = component;
  parent->last_child = component;
  return component;
}

static bool
limit_error (Scan *scan, int line, const char *what, GError **error)
{
  g_set_error (error, PLN_ICS_ERROR, PLN_ICS_ERROR_LIMIT, "%s:%d: %s", scan->ics->file, line, what);
  return false;
}

static bool
begin (Scan *scan, char *name, int line, GError **error)
{
  int kind = find_kind (name);
  PlnIcsComponent *component = NULL;

  if (scan->depth == PLN_ICS_MAX_DEPTH)
    return limit_error (scan, line, "components nested deeper than 8", error);
  if (++scan->n_components > PLN_ICS_MAX_COMPONENTS)
    return limit_error (scan, line, "more than 100,000 components", error);
  scan->has_something |= kind >= 0 || g_ascii_strcasecmp (name, "VTODO") == 0;
  if (kind >= 0)
    component = add_component (scan, (PlnIcsKind) kind, line);
  scan->levels[++scan->depth] = (Level){ .name = name, .component = component, .line = line };
  return true;
}

static bool
end (Scan *scan, const char *name, int line, GError **error)
{
  Level *level = &scan->levels[scan->depth];

  if (scan->depth > 0 && g_ascii_strcasecmp (level->name, name) == 0)
    {
      scan->depth--;
      return true;
    }
  if (scan->depth == 0)
    g_set_error (error, PLN_ICS_ERROR, PLN_ICS_ERROR_SYNTAX, "%s:%d: END:%.60s without its BEGIN", scan->ics->file, line,
                 name);
  else
    g_set_error (error, PLN_ICS_ERROR, PLN_ICS_ERROR_SYNTAX, "%s:%d: END:%.60s where END:%.60s (line %d) was expected",
                 scan->ics->file, line, name, level->name, level->line);
  return false;
}

static bool
take (Scan *scan, PlnIcsLine *line, GError **error)
{
  bool is_begin = g_ascii_strncasecmp (line->text, "BEGIN:", 6) == 0;

  if (is_begin || g_ascii_strncasecmp (line->text, "END:", 4) == 0)
    {
      char *name;

      pln_ics_line_clean (line, scan->ics->file, scan->warnings);
      name = g_strstrip (line->text + (is_begin ? 6 : 4));
      return is_begin ? begin (scan, name, line->line, error) : end (scan, name, line->line, error);
    }
  if (line->text[strspn (line->text, " \t")] != '\0')
    take_property (scan, line);
  return true;
}

/* -- Files ----------------------------------------------------------------------------------------- */

static bool
is_unreadable (const char *file, const char *text, size_t length, GError **error)
{
  const char *why = NULL;

  if (length > PLN_ICS_MAX_BYTES)
    {
      g_set_error (error, PLN_ICS_ERROR, PLN_ICS_ERROR_LIMIT, "%s: larger than 16 MiB", file);
      return true;
    }
  if (length >= 2 && (memcmp (text, "\xff\xfe", 2) == 0 || memcmp (text, "\xfe\xff", 2) == 0 || text[1] == '\0'))
    why = "UTF-16 text; calendars are UTF-8";
  else if (length > 0 && text[strspn (text, " \t\r\n")] == '<')
    why = "a web page, not a calendar";
  else if (strspn (text, " \t\r\n") == length)
    why = "an empty file";
  if (why != NULL)
    g_set_error (error, PLN_ICS_ERROR, PLN_ICS_ERROR_SYNTAX, "%s:1: %s", file, why);
  return why != NULL;
}

static bool
scan_all (Scan *scan, GError **error)
{
  PlnIcsLine line;
  Level *open;

  while (pln_ics_lines_next (&scan->lines, &line))
    {
      if (memchr (line.text, '\0', line.length) != NULL)
        pln_ics_line_clean (&line, scan->ics->file, scan->warnings);
      if (!take (scan, &line, error))
        return false;
    }
  open = &scan->levels[scan->depth];
  if (scan->depth > 0)
    g_set_error (error, PLN_ICS_ERROR, PLN_ICS_ERROR_SYNTAX, "%s:%d: the file ends before END:%.60s (line %d); is it cut short?",
                 scan->ics->file, scan->lines.line, open->name, open->line);
  else if (!scan->has_something)
    g_set_error (error, PLN_ICS_ERROR, PLN_ICS_ERROR_SYNTAX, "%s:1: no calendar: there is no BEGIN:VCALENDAR in it",
                 scan->ics->file);
  return scan->depth == 0 && scan->has_something;
}

PlnIcs *
pln_ics_scan (const char *file, GBytes *bytes, PlnIcsWarnings *warnings, GError **error)
{
  g_autoptr (PlnIcs) ics = g_new0 (PlnIcs, 1);
  Scan scan = { .ics = ics, .warnings = warnings };
  size_t length;
  const char *text = g_bytes_get_data (bytes, &length);

  ics->file = g_strdup (file);
  ics->blocks = g_ptr_array_new_with_free_func (g_free);
  if (length <= PLN_ICS_MAX_BYTES)
    {
      ics->text = g_malloc (length + 1);
      if (length > 0)
        memcpy (ics->text, text, length);
      ics->text[length] = '\0';
    }
  if (is_unreadable (file, ics->text, length, error))
    return NULL;
  ics->root = allocate (ics, sizeof *ics->root);
  scan.levels[0] = (Level){ .name = "", .component = ics->root };
  pln_ics_lines_init (&scan.lines, ics->text, length);
  if (!scan_all (&scan, error))
    return NULL;
  return g_steal_pointer (&ics);
}

void
pln_ics_free (PlnIcs *ics)
{
  g_free (ics->file);
  g_free (ics->text);
  g_ptr_array_unref (ics->blocks);
  g_free (ics);
}

const char *
pln_ics_file (const PlnIcs *ics)
{
  return ics->file;
}

const PlnIcsComponent *
pln_ics_root (const PlnIcs *ics)
{
  return ics->root;
}

const PlnIcsProperty *
pln_ics_find (const PlnIcsComponent *component, PlnIcsName name)
{
  for (const PlnIcsProperty *property = component->first; property != NULL; property = property->next)
    if (property->name == name)
      return property;
  return NULL;
}
