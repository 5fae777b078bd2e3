/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/column.h"

#include "intake/roster.h"

#include <string.h>

static const char *const names[PLN_N_COLUMNS] = {
  [PLN_COLUMN_OTHER] = "notes",
  [PLN_COLUMN_TOPIC] = "topic",
  [PLN_COLUMN_REQUESTED_BY] = "requested_by",
  [PLN_COLUMN_PRESENTERS] = "presenters",
  [PLN_COLUMN_REQUIRED] = "required",
  [PLN_COLUMN_OPTIONAL] = "optional",
  [PLN_COLUMN_DURATION] = "duration",
  [PLN_COLUMN_PARTS] = "parts",
  [PLN_COLUMN_NOTES] = "notes",
  [PLN_COLUMN_WISHES] = "wishes",
  [PLN_COLUMN_PRIORITY] = "priority",
  [PLN_COLUMN_CLOSED] = "closed",
  [PLN_COLUMN_TAGS] = "tags",
  [PLN_COLUMN_LINKS] = "links",
  [PLN_COLUMN_ROOM] = "room",
  [PLN_COLUMN_SIZE] = "size",
  [PLN_COLUMN_IGNORED] = "ignored",
  [PLN_COLUMN_TASK] = "task",
  [PLN_COLUMN_DUE] = "due",
  [PLN_COLUMN_ASSIGNEE] = "assignee",
  [PLN_COLUMN_FROM] = "from",
  [PLN_COLUMN_TIME] = "time",
};

/* Headers as people write them, folded. A header that begins with one of these words and goes on in
 * brackets or with more words is recognised too; of several the longest wins. */
static const struct
{
  const char *words;
  PlnColumn column;
} known[] = {
  { "topic", PLN_COLUMN_TOPIC },
  { "topics", PLN_COLUMN_TOPIC },
  { "topic title", PLN_COLUMN_TOPIC },
  { "title", PLN_COLUMN_TOPIC },
  { "session", PLN_COLUMN_TOPIC },
  { "session title", PLN_COLUMN_TOPIC },
  { "subject", PLN_COLUMN_TOPIC },
  { "item", PLN_COLUMN_TOPIC },
  { "agenda item", PLN_COLUMN_TOPIC },
  { "talk", PLN_COLUMN_TOPIC },
  { "talk title", PLN_COLUMN_TOPIC },
  { "proposal", PLN_COLUMN_TOPIC },
  { "discussion", PLN_COLUMN_TOPIC },
  { "thema", PLN_COLUMN_TOPIC },
  { "sujet", PLN_COLUMN_TOPIC },
  { "requested by", PLN_COLUMN_REQUESTED_BY },
  { "requester", PLN_COLUMN_REQUESTED_BY },
  { "requestor", PLN_COLUMN_REQUESTED_BY },
  { "proposed by", PLN_COLUMN_REQUESTED_BY },
  { "proposer", PLN_COLUMN_REQUESTED_BY },
  { "submitted by", PLN_COLUMN_REQUESTED_BY },
  { "submitter", PLN_COLUMN_REQUESTED_BY },
  { "suggested by", PLN_COLUMN_REQUESTED_BY },
  { "raised by", PLN_COLUMN_REQUESTED_BY },
  { "who", PLN_COLUMN_REQUESTED_BY },
  { "name", PLN_COLUMN_REQUESTED_BY },
  { "your name", PLN_COLUMN_REQUESTED_BY },
  { "owner", PLN_COLUMN_REQUESTED_BY },
  { "contact", PLN_COLUMN_REQUESTED_BY },
  { "presenter", PLN_COLUMN_PRESENTERS },
  { "presenters", PLN_COLUMN_PRESENTERS },
  { "presenter s", PLN_COLUMN_PRESENTERS },
  { "presented by", PLN_COLUMN_PRESENTERS },
  { "coordinator", PLN_COLUMN_PRESENTERS },
  { "coordinators", PLN_COLUMN_PRESENTERS },
  { "speaker", PLN_COLUMN_PRESENTERS },
  { "speakers", PLN_COLUMN_PRESENTERS },
  { "speaker s", PLN_COLUMN_PRESENTERS },
  { "champion", PLN_COLUMN_PRESENTERS },
  { "champions", PLN_COLUMN_PRESENTERS },
  { "champion s", PLN_COLUMN_PRESENTERS },
  { "lead", PLN_COLUMN_PRESENTERS },
  { "leads", PLN_COLUMN_PRESENTERS },
  { "leader", PLN_COLUMN_PRESENTERS },
  { "led by", PLN_COLUMN_PRESENTERS },
  { "discussion lead", PLN_COLUMN_PRESENTERS },
  { "facilitator", PLN_COLUMN_PRESENTERS },
  { "host", PLN_COLUMN_PRESENTERS },
  { "author", PLN_COLUMN_PRESENTERS },
  { "authors", PLN_COLUMN_PRESENTERS },
  { "chair", PLN_COLUMN_PRESENTERS },
  { "session chair", PLN_COLUMN_PRESENTERS },
  { "required", PLN_COLUMN_REQUIRED },
  { "required attendees", PLN_COLUMN_REQUIRED },
  { "required people", PLN_COLUMN_REQUIRED },
  { "must attend", PLN_COLUMN_REQUIRED },
  { "who must attend", PLN_COLUMN_REQUIRED },
  { "who must be there", PLN_COLUMN_REQUIRED },
  { "who needs to attend", PLN_COLUMN_REQUIRED },
  { "required participants", PLN_COLUMN_REQUIRED },
  { "needed people", PLN_COLUMN_REQUIRED },
  { "key people", PLN_COLUMN_REQUIRED },
  { "additional chairs", PLN_COLUMN_REQUIRED },
  { "needed", PLN_COLUMN_REQUIRED },
  { "optional", PLN_COLUMN_OPTIONAL },
  { "optional attendees", PLN_COLUMN_OPTIONAL },
  { "nice to have", PLN_COLUMN_OPTIONAL },
  { "duration", PLN_COLUMN_DURATION },
  { "time required", PLN_COLUMN_DURATION },
  { "time needed", PLN_COLUMN_DURATION },
  { "time requested", PLN_COLUMN_DURATION },
  { "time estimate", PLN_COLUMN_DURATION },
  { "estimated time", PLN_COLUMN_DURATION },
  { "estimate", PLN_COLUMN_DURATION },
  { "timebox", PLN_COLUMN_DURATION },
  { "time box", PLN_COLUMN_DURATION },
  { "length", PLN_COLUMN_DURATION },
  { "minutes", PLN_COLUMN_DURATION },
  { "mins", PLN_COLUMN_DURATION },
  { "min", PLN_COLUMN_DURATION },
  { "how long", PLN_COLUMN_DURATION },
  { "time slot length", PLN_COLUMN_DURATION },
  { "dauer", PLN_COLUMN_DURATION },
  { "parts", PLN_COLUMN_PARTS },
  { "number of sessions", PLN_COLUMN_PARTS },
  { "number of parts", PLN_COLUMN_PARTS },
  { "sessions", PLN_COLUMN_PARTS },
  { "notes", PLN_COLUMN_NOTES },
  { "note", PLN_COLUMN_NOTES },
  { "comments", PLN_COLUMN_NOTES },
  { "comment", PLN_COLUMN_NOTES },
  { "description", PLN_COLUMN_NOTES },
  { "session description", PLN_COLUMN_NOTES },
  { "details", PLN_COLUMN_NOTES },
  { "abstract", PLN_COLUMN_NOTES },
  { "remarks", PLN_COLUMN_NOTES },
  { "goal", PLN_COLUMN_NOTES },
  { "session goal", PLN_COLUMN_NOTES },
  { "goals", PLN_COLUMN_NOTES },
  { "additional information", PLN_COLUMN_NOTES },
  { "pre meeting notes", PLN_COLUMN_NOTES },
  { "constraints", PLN_COLUMN_WISHES },
  { "constraint", PLN_COLUMN_WISHES },
  { "schedule constraints", PLN_COLUMN_WISHES },
  { "scheduling constraints", PLN_COLUMN_WISHES },
  { "availability", PLN_COLUMN_WISHES },
  { "unavailability", PLN_COLUMN_WISHES },
  { "preferences", PLN_COLUMN_WISHES },
  { "preference", PLN_COLUMN_WISHES },
  { "preferred slots", PLN_COLUMN_WISHES },
  { "preferred slot", PLN_COLUMN_WISHES },
  { "preferred time", PLN_COLUMN_WISHES },
  { "preferred times", PLN_COLUMN_WISHES },
  { "preferred day", PLN_COLUMN_WISHES },
  { "when", PLN_COLUMN_WISHES },
  { "instructions for planners", PLN_COLUMN_WISHES },
  { "other instructions for meeting planners", PLN_COLUMN_WISHES },
  { "priority", PLN_COLUMN_PRIORITY },
  { "importance", PLN_COLUMN_PRIORITY },
  { "closed", PLN_COLUMN_CLOSED },
  { "closed session", PLN_COLUMN_CLOSED },
  { "visibility", PLN_COLUMN_CLOSED },
  { "tags", PLN_COLUMN_TAGS },
  { "tag", PLN_COLUMN_TAGS },
  { "track", PLN_COLUMN_TAGS },
  { "category", PLN_COLUMN_TAGS },
  { "area", PLN_COLUMN_TAGS },
  { "keywords", PLN_COLUMN_TAGS },
  { "links", PLN_COLUMN_LINKS },
  { "link", PLN_COLUMN_LINKS },
  { "slides", PLN_COLUMN_LINKS },
  { "materials", PLN_COLUMN_LINKS },
  { "supporting materials", PLN_COLUMN_LINKS },
  { "url", PLN_COLUMN_LINKS },
  { "room", PLN_COLUMN_ROOM },
  { "expected attendance", PLN_COLUMN_SIZE },
  { "attendance", PLN_COLUMN_SIZE },
  { "size", PLN_COLUMN_SIZE },
  { "no", PLN_COLUMN_IGNORED },
  { "nr", PLN_COLUMN_IGNORED },
  { "number", PLN_COLUMN_IGNORED },
  { "task", PLN_COLUMN_TASK },
  { "action", PLN_COLUMN_TASK },
  { "action item", PLN_COLUMN_TASK },
  { "due", PLN_COLUMN_DUE },
  { "due date", PLN_COLUMN_DUE },
  { "deadline", PLN_COLUMN_DUE },
  { "assignee", PLN_COLUMN_ASSIGNEE },
  { "assigned to", PLN_COLUMN_ASSIGNEE },
  { "task appears on", PLN_COLUMN_FROM },
  { "appears on", PLN_COLUMN_FROM },
  { "time", PLN_COLUMN_TIME },
  { "start", PLN_COLUMN_TIME },
};

const char *
pln_column_name (PlnColumn column)
{
  return names[column];
}

static bool
begins_with_words (const char *text, const char *words)
{
  gsize length = strlen (words);

  return strncmp (text, words, length) == 0 && (text[length] == '\0' || text[length] == ' ');
}

PlnColumn
pln_column_from_header (const char *header)
{
  g_autofree char *folded = pln_name_fold (header);
  PlnColumn column = PLN_COLUMN_OTHER;
  gsize longest = 0;

  for (gsize k = 0; k < G_N_ELEMENTS (known); k++)
    if (strlen (known[k].words) > longest && begins_with_words (folded, known[k].words))
      {
        longest = strlen (known[k].words);
        column = known[k].column;
      }
  /* "Time (minutes)" tells a length, "Time (Project)" a clock. */
  if (column == PLN_COLUMN_TIME && (strstr (folded, "min") || strstr (folded, "hour") || strstr (folded, "estimate") || strstr (folded, "need")))
    column = PLN_COLUMN_DURATION;
  return column;
}

bool
pln_column_map_parse (const char *text, PlnColumnMap *map)
{
  const char *equals = strrchr (text, '=');
  g_autofree char *written = equals ? g_strndup (text, (gsize) (equals - text)) : NULL;
  g_autofree char *header = written ? pln_name_fold (written) : NULL;

  if (!header || header[0] == '\0')
    return false;
  for (int column = PLN_COLUMN_TOPIC; column < PLN_N_COLUMNS; column++)
    if (g_ascii_strcasecmp (names[column], equals + 1) == 0)
      {
        map->header = g_steal_pointer (&header);
        map->column = (PlnColumn) column;
        return true;
      }
  return false;
}

static PlnColumn
column_of (const char *header, const PlnColumnMap *maps, int n_maps)
{
  g_autofree char *folded = pln_name_fold (header);

  for (int k = 0; k < n_maps; k++)
    if (strcmp (maps[k].header, folded) == 0)
      return maps[k].column;
  if (strcmp (header, "#") == 0 || strcmp (header, "№") == 0)
    return PLN_COLUMN_IGNORED;
  return pln_column_from_header (header);
}

static bool
may_repeat (PlnColumn column)
{
  return column == PLN_COLUMN_OTHER || column == PLN_COLUMN_NOTES || column == PLN_COLUMN_WISHES || column == PLN_COLUMN_LINKS
         || column == PLN_COLUMN_TAGS || column == PLN_COLUMN_IGNORED;
}

int
pln_columns_find (const PlnColumn *columns, int n_columns, PlnColumn wanted)
{
  for (int c = 0; c < n_columns; c++)
    if (columns[c] == wanted)
      return c;
  return -1;
}

static bool
has_column (const PlnColumn *columns, int n_columns, PlnColumn wanted)
{
  return pln_columns_find (columns, n_columns, wanted) >= 0;
}

PlnColumn *
pln_columns_of (const PlnTableRow *header, const PlnColumnMap *maps, int n_maps)
{
  int n = (int) header->cells->len;
  PlnColumn *columns = g_new0 (PlnColumn, (gsize) MAX (1, n));

  for (int c = 0; c < n; c++)
    {
      columns[c] = column_of (pln_row_cell (header, c)->text, maps, n_maps);
      if (!may_repeat (columns[c]) && has_column (columns, c, columns[c]))
        columns[c] = PLN_COLUMN_OTHER;
    }
  /* A table of open tasks calls the task its description. */
  if (!has_column (columns, n, PLN_COLUMN_TOPIC) && has_column (columns, n, PLN_COLUMN_DUE) && !has_column (columns, n, PLN_COLUMN_TASK))
    for (int c = 0; c < n; c++)
      if (columns[c] == PLN_COLUMN_NOTES && !has_column (columns, n, PLN_COLUMN_TASK))
        columns[c] = PLN_COLUMN_TASK;
  return columns;
}

bool
pln_columns_are_requests (const PlnColumn *columns, int n_columns)
{
  int n_known = 0;

  for (int c = 0; c < n_columns; c++)
    n_known += columns[c] != PLN_COLUMN_OTHER && columns[c] != PLN_COLUMN_IGNORED && columns[c] != PLN_COLUMN_TOPIC;
  return has_column (columns, n_columns, PLN_COLUMN_TOPIC) && n_known > 0;
}

bool
pln_columns_are_tasks (const PlnColumn *columns, int n_columns)
{
  return !has_column (columns, n_columns, PLN_COLUMN_TOPIC) && has_column (columns, n_columns, PLN_COLUMN_TASK)
         && (has_column (columns, n_columns, PLN_COLUMN_DUE) || has_column (columns, n_columns, PLN_COLUMN_ASSIGNEE));
}
