/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/agenda-keys.h"

#include <string.h>

#define AT(Row, member) .offset = offsetof (Row, member)
#define ARRAY(Row, member) .offset = offsetof (Row, member), .count = offsetof (Row, n_##member)
#define FLAG(Row, member) .flag = offsetof (Row, member)
#define TABLE(Row, rows) { sizeof (Row), rows, G_N_ELEMENTS (rows) }

static const PlnAgendaKey attachment_keys[] = {
  { "title", PLN_KEY_TEXT, AT (PlnAttachment, title), .about = "what to call it" },
  { "uri", PLN_KEY_TEXT, AT (PlnAttachment, uri), .required = true, .about = "where it is" },
};
static const PlnAgendaTable attachment_table = TABLE (PlnAttachment, attachment_keys);

static const PlnAgendaKey turn_keys[] = {
  { "person", PLN_KEY_TEXT, AT (PlnTurn, person), .required = true, .about = "who speaks" },
  { "start", PLN_KEY_MOMENT, AT (PlnTurn, start), .required = true, .about = "when they begin" },
};
static const PlnAgendaTable turn_table = TABLE (PlnTurn, turn_keys);

static const PlnAgendaKey item_keys[] = {
  { "id", PLN_KEY_TEXT, AT (PlnAgendaItem, id), .required = true,
    .about = "the topic's id, with #2 and so on for its parts" },
  { "topic", PLN_KEY_TEXT, AT (PlnAgendaItem, topic), .required = true, .about = "the topic's id" },
  { "uid", PLN_KEY_TEXT, AT (PlnAgendaItem, uid), .about = "stable, for calendars" },
  { "title", PLN_KEY_TEXT, AT (PlnAgendaItem, title), .about = "of the topic and part" },
  { "start", PLN_KEY_MOMENT, AT (PlnAgendaItem, start), .required = true, .about = "when it begins" },
  { "end", PLN_KEY_MOMENT, AT (PlnAgendaItem, end), .required = true, .about = "when it ends" },
  { "room", PLN_KEY_TEXT, AT (PlnAgendaItem, room), .required = true, .about = "the room of its block" },
  { "presenters", PLN_KEY_TEXTS, AT (PlnAgendaItem, presenters), .about = "ids of people" },
  { "required", PLN_KEY_TEXTS, AT (PlnAgendaItem, required), .about = "ids of people" },
  { "optional", PLN_KEY_TEXTS, AT (PlnAgendaItem, optional), .about = "ids of people" },
  { "requested_by", PLN_KEY_TEXTS, AT (PlnAgendaItem, requested_by), .about = "ids of people or free text" },
  { "merged", PLN_KEY_TEXTS, AT (PlnAgendaItem, merged), .only_if_any = true,
    .about = "titles of the requests that were merged into this one" },
  { "asked", PLN_KEY_COUNT, AT (PlnAgendaItem, asked), .about = "minutes that were asked for" },
  { "estimate", PLN_KEY_FLAG, AT (PlnAgendaItem, estimate), .about = "the length is a guess" },
  { "closed", PLN_KEY_FLAG, AT (PlnAgendaItem, closed), .about = "not open to guests" },
  { "contingent", PLN_KEY_TEXT, AT (PlnAgendaItem, contingent), .nullable = true, .about = "what it depends on" },
  { "round", PLN_KEY_ROWS, ARRAY (PlnAgendaItem, round), .rows = &turn_table, .about = "who speaks when" },
  { "attachments", PLN_KEY_ROWS, ARRAY (PlnAgendaItem, attachments), .rows = &attachment_table, .about = "links" },
  { "notes", PLN_KEY_TEXT, AT (PlnAgendaItem, notes), .about = "free text" },
  { "tags", PLN_KEY_TEXTS, AT (PlnAgendaItem, tags), .about = "free words" },
};
static const PlnAgendaTable item_table = TABLE (PlnAgendaItem, item_keys);

static const PlnAgendaKey block_keys[] = {
  { "start", PLN_KEY_MOMENT, AT (PlnAgendaBlock, start), .required = true, .about = "of the request's block" },
  { "end", PLN_KEY_MOMENT, AT (PlnAgendaBlock, end), .required = true, .about = "of the request's block" },
  { "room", PLN_KEY_TEXT, AT (PlnAgendaBlock, room), .required = true, .about = "id" },
  { "roles", PLN_KEY_HOLDERS, ARRAY (PlnAgendaBlock, duties), .about = "role to person; null where it is left open" },
  { "items", PLN_KEY_ROWS, ARRAY (PlnAgendaBlock, items), .required = true, .rows = &item_table, .about = "by start" },
};
static const PlnAgendaTable block_table = TABLE (PlnAgendaBlock, block_keys);

static const PlnAgendaKey break_keys[] = {
  { "start", PLN_KEY_MOMENT, AT (PlnAgendaBreak, start), .required = true, .about = "when it begins" },
  { "end", PLN_KEY_MOMENT, AT (PlnAgendaBreak, end), .required = true, .about = "when it ends" },
  { "title", PLN_KEY_TEXT, AT (PlnAgendaBreak, title), .fallback = "Break", .about = "what to call it" },
};
static const PlnAgendaTable break_table = TABLE (PlnAgendaBreak, break_keys);

static const PlnAgendaKey day_keys[] = {
  { "date", PLN_KEY_DATE, AT (PlnAgendaDay, date), .required = true, .about = "YYYY-MM-DD" },
  { "start", PLN_KEY_MOMENT, AT (PlnAgendaDay, start), FLAG (PlnAgendaDay, has_times), .about = "when the day begins" },
  { "end", PLN_KEY_MOMENT, AT (PlnAgendaDay, end), FLAG (PlnAgendaDay, has_times), .about = "when the day ends" },
  { "breaks", PLN_KEY_ROWS, ARRAY (PlnAgendaDay, breaks), .rows = &break_table, .about = "in order of time" },
  { "blocks", PLN_KEY_ROWS, ARRAY (PlnAgendaDay, blocks), .required = true, .rows = &block_table,
    .about = "those that are used, by start and room" },
};
static const PlnAgendaTable day_table = TABLE (PlnAgendaDay, day_keys);

static const PlnAgendaKey unplaced_keys[] = {
  { "topic", PLN_KEY_TEXT, AT (PlnUnplaced, topic), .required = true, .about = "id" },
  { "title", PLN_KEY_TEXT, AT (PlnUnplaced, title), .about = "of the topic" },
  { "priority", PLN_KEY_TEXT, AT (PlnUnplaced, priority), .about = "must, high, normal or low" },
  { "asked", PLN_KEY_COUNT, AT (PlnUnplaced, asked), .about = "minutes of all parts" },
  { "requested_by", PLN_KEY_TEXTS, AT (PlnUnplaced, requested_by), .about = "ids of people or free text" },
  { "closed", PLN_KEY_FLAG, AT (PlnUnplaced, closed), .only_if_any = true, .about = "not open to guests" },
  { "why", PLN_KEY_TEXT, AT (PlnUnplaced, why), .about = "why it is not placed" },
};
static const PlnAgendaTable unplaced_table = TABLE (PlnUnplaced, unplaced_keys);

static const PlnAgendaKey warning_keys[] = {
  { "kind", PLN_KEY_TEXT, AT (PlnWarning, kind), .fallback = "", .about = "the term it costs" },
  { "item", PLN_KEY_TEXT, AT (PlnWarning, item), .about = "id" },
  { "person", PLN_KEY_TEXT, AT (PlnWarning, person), .about = "id" },
  { "text", PLN_KEY_TEXT, AT (PlnWarning, text), .fallback = "", .about = "a sentence" },
};
static const PlnAgendaTable warning_table = TABLE (PlnWarning, warning_keys);

static const PlnAgendaKey term_keys[] = {
  { "term", PLN_KEY_TEXT, AT (PlnTermRow, term), .required = true, .about = "its name" },
  { "cost", PLN_KEY_AMOUNT, AT (PlnTermRow, cost), .required = true, .about = "above 0" },
  { "items", PLN_KEY_TEXTS, AT (PlnTermRow, items), .about = "ids" },
  { "people", PLN_KEY_TEXTS, AT (PlnTermRow, people), .about = "ids" },
  { "text", PLN_KEY_TEXT, AT (PlnTermRow, text), .about = "a sentence" },
};
static const PlnAgendaTable term_table = TABLE (PlnTermRow, term_keys);

static const PlnAgendaKey score_keys[] = {
  { "cost", PLN_KEY_AMOUNT, AT (PlnAgenda, cost), .required = true, .about = "the sum of the terms" },
  { "bound", PLN_KEY_AMOUNT, AT (PlnAgenda, bound), .required = true, .about = "no plan costs less" },
  { "terms", PLN_KEY_ROWS, ARRAY (PlnAgenda, terms), FLAG (PlnAgenda, has_terms), .rows = &term_table,
    .about = "what the cost is made of" },
};
static const PlnAgendaTable score_table = TABLE (PlnAgenda, score_keys);

static const PlnAgendaKey statement_keys[] = {
  { "topic", PLN_KEY_TEXT, AT (PlnStatementRow, topic), .required = true, .about = "id" },
  { "rule", PLN_KEY_TEXT, AT (PlnStatementRow, rule), .required = true, .about = "must, or the name of a hard rule" },
  { "person", PLN_KEY_TEXT, AT (PlnStatementRow, person), .about = "id" },
  { "other", PLN_KEY_TEXT, AT (PlnStatementRow, other), .about = "id of a topic" },
  { "text", PLN_KEY_TEXT, AT (PlnStatementRow, text), .fallback = "", .about = "a sentence" },
};
static const PlnAgendaTable statement_table = TABLE (PlnStatementRow, statement_keys);
static const PlnAgendaKey conflict_keys[] = {
  { "members", PLN_KEY_ROWS, ARRAY (PlnConflict, members), .rows = &statement_table,
    .about = "statements that cannot hold together" },
};
static const PlnAgendaTable conflict_table = TABLE (PlnConflict, conflict_keys);

static const PlnAgendaKey room_keys[] = {
  { "id", PLN_KEY_TEXT, AT (PlnNamed, id), .required = true, .about = "as the blocks name it" },
  { "name", PLN_KEY_TEXT, AT (PlnNamed, name), .about = "as people call it" },
};
static const PlnAgendaTable room_table = TABLE (PlnNamed, room_keys);

static const PlnAgendaKey role_keys[] = {
  { "id", PLN_KEY_TEXT, AT (PlnNamed, id), .required = true, .about = "as the blocks name it" },
  { "title", PLN_KEY_TEXT, AT (PlnNamed, name), .about = "as people call it" },
};
static const PlnAgendaTable role_table = TABLE (PlnNamed, role_keys);

static const PlnAgendaKey action_keys[] = {
  { "id", PLN_KEY_TEXT, AT (PlnAction, id), .fallback = "", .about = "id" },
  { "text", PLN_KEY_TEXT, AT (PlnAction, text), .fallback = "", .about = "what is to be done" },
  { "assignee", PLN_KEY_TEXT, AT (PlnAction, assignee), .about = "id of a person or free text" },
  { "due", PLN_KEY_TEXT, AT (PlnAction, due), .about = "date" },
  { "done", PLN_KEY_FLAG, AT (PlnAction, done), .about = "it is done" },
  { "from", PLN_KEY_TEXT, AT (PlnAction, from), .about = "where it was agreed" },
};
static const PlnAgendaTable action_table = TABLE (PlnAction, action_keys);

static const PlnAgendaKey calendar_keys[] = {
  { "name", PLN_KEY_TEXT, AT (PlnCalendarUse, name), .fallback = "",
    .about = "as the request or the command line names it" },
  { "sha256", PLN_KEY_TEXT, AT (PlnCalendarUse, hash), .fallback = "", .about = "of its content" },
};
static const PlnAgendaTable calendar_table = TABLE (PlnCalendarUse, calendar_keys);

static const PlnAgendaKey person_keys[] = {
  { "name", PLN_KEY_TEXT, AT (PlnAgendaPerson, name), .about = "as people call them" },
  { "email", PLN_KEY_TEXT, AT (PlnAgendaPerson, email), .about = "address" },
  { "timezone", PLN_KEY_TEXT, AT (PlnAgendaPerson, timezone), .about = "IANA name" },
};
static const PlnAgendaTable person_table = TABLE (PlnAgendaPerson, person_keys);

/* A map's name is put where the row begins. */
G_STATIC_ASSERT (offsetof (PlnAgendaPerson, id) == 0);

static const PlnAgendaKey agenda_keys[] = {
  { "plenary", PLN_KEY_VERSION, .about = "version of the format" },
  { "kind", PLN_KEY_KIND, .about = "what the file is" },
  { "id", PLN_KEY_TEXT, AT (PlnAgenda, id), .about = "of the meeting; in the uid of every item" },
  { "title", PLN_KEY_TEXT, AT (PlnAgenda, title), .about = "of the meeting" },
  { "timezone", PLN_KEY_ZONE, AT (PlnAgenda, zone), .about = "IANA name" },
  { "granularity", PLN_KEY_COUNT, AT (PlnAgenda, granularity), .about = "minutes" },
  { "revision", PLN_KEY_COUNT, AT (PlnAgenda, revision), .about = "how often the agenda changed" },
  { "stamp", PLN_KEY_STAMP, AT (PlnAgenda, stamp), .about = "time of planning" },
  { "status", PLN_KEY_STATUS, AT (PlnAgenda, status), .required = true, .about = "what is proved" },
  { "stopped", PLN_KEY_TEXT, AT (PlnAgenda, stopped), .about = "time or signal: what cut the search short" },
  { "score", PLN_KEY_OBJECT, FLAG (PlnAgenda, has_score), .required = true, .nullable = true, .rows = &score_table,
    .about = "null where there is no plan" },
  { "location", PLN_KEY_TEXT, AT (PlnAgenda, location), .about = "where people meet" },
  { "conference", PLN_KEY_TEXT, AT (PlnAgenda, conference), .about = "URI of the call" },
  { "organizer", PLN_KEY_TEXT, AT (PlnAgenda, organizer), .about = "id of a person" },
  { "notes", PLN_KEY_TEXT, AT (PlnAgenda, notes), .about = "free text" },
  { "days", PLN_KEY_ROWS, ARRAY (PlnAgenda, days), .required = true, .rows = &day_table,
    .about = "every day of the meeting, in order of time" },
  { "unplaced", PLN_KEY_ROWS, ARRAY (PlnAgenda, unplaced), .required = true, .rows = &unplaced_table,
    .about = "topics that are not placed" },
  { "warnings", PLN_KEY_ROWS, ARRAY (PlnAgenda, warnings), .rows = &warning_table, .about = "wishes that were missed" },
  { "conflicts", PLN_KEY_LISTS, ARRAY (PlnAgenda, conflicts), FLAG (PlnAgenda, has_conflicts), .rows = &conflict_table,
    .about = "sets of statements of the request that cannot hold together" },
  { "rooms", PLN_KEY_ROWS, ARRAY (PlnAgenda, rooms), .rows = &room_table, .about = "of the meeting" },
  { "roles", PLN_KEY_ROWS, ARRAY (PlnAgenda, roles), .rows = &role_table, .about = "of the meeting" },
  { "actions", PLN_KEY_ROWS, ARRAY (PlnAgenda, actions), .rows = &action_table, .about = "action items" },
  { "people", PLN_KEY_MAP, ARRAY (PlnAgenda, people), .rows = &person_table, .about = "by id" },
  { "calendars", PLN_KEY_ROWS, ARRAY (PlnAgenda, calendars), FLAG (PlnAgenda, has_calendars), .rows = &calendar_table,
    .about = "that the plan was made with" },
};
const PlnAgendaTable pln_agenda_table = TABLE (PlnAgenda, agenda_keys);

static void
clear_rows (const PlnAgendaKey *key, void *row)
{
  char **rows = pln_agenda_member (key, row);
  int *n = pln_agenda_count (key, row);

  for (int k = 0; k < *n; k++)
    {
      char *element = *rows + (size_t) k * key->rows->size;

      pln_agenda_row_clear (key->rows, element);
      if (key->kind == PLN_KEY_MAP)
        g_clear_pointer ((char **) (void *) element, g_free);
    }
  g_clear_pointer (rows, g_free);
  *n = 0;
}

static void
clear_holders (const PlnAgendaKey *key, void *row)
{
  PlnDuty **duties = pln_agenda_member (key, row);
  int *n = pln_agenda_count (key, row);

  for (int k = 0; k < *n; k++)
    {
      g_free ((*duties)[k].role);
      g_free ((*duties)[k].person);
    }
  g_clear_pointer (duties, g_free);
  *n = 0;
}

void
pln_agenda_row_clear (const PlnAgendaTable *table, void *row)
{
  for (int k = 0; k < table->n_keys; k++)
    {
      const PlnAgendaKey *key = &table->keys[k];
      void *member = pln_agenda_member (key, row);

      switch (key->kind)
        {
        case PLN_KEY_TEXT:
          g_clear_pointer ((char **) member, g_free);
          break;
        case PLN_KEY_TEXTS:
          g_clear_pointer ((char ***) member, g_strfreev);
          break;
        case PLN_KEY_ZONE:
          g_clear_pointer ((PlnZone **) member, pln_zone_unref);
          break;
        case PLN_KEY_OBJECT:
          pln_agenda_row_clear (key->rows, row);
          break;
        case PLN_KEY_ROWS:
        case PLN_KEY_LISTS:
        case PLN_KEY_MAP:
          clear_rows (key, row);
          break;
        case PLN_KEY_HOLDERS:
          clear_holders (key, row);
          break;
        default:
          break;
        }
    }
}
