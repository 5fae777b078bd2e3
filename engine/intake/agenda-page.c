/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/agenda-page.h"

#include "intake/agenda-item.h"
#include "intake/column.h"
#include "intake/day-name.h"
#include "intake/roster.h"
#include "intake/pattern.h"

#include <stdlib.h>
#include <string.h>

#define DAY_MINUTES 1440

typedef struct
{
  const PlnMeeting *meeting;
  const PlnPage *page;
  PlnDiagnostics *diagnostics;
  PlnSeverity guess; /* what a guess is reported as */
  PlnRoster *roster;
  PlnDraft *draft;
  int day;           /* index, -1 before the first */
  int n_tables;
  int *open_item;    /* [n_rooms]: item whose end is not known yet, or -1 */
  int *holders;      /* [n_roles * n_rooms]: of the block that begins with the next item; -1 */
  bool *has_holders; /* [n_rooms] */
  int *clocks;       /* [n_rooms]: of the row before, in the table under way */
} Reader;

/* One row of an agenda table, resolved. */
typedef struct
{
  int line;
  int clock;     /* minutes of the day */
  int end_clock; /* -1: not said */
  int room;      /* -1: all rooms */
} Slot;

static void
report (Reader *reader, PlnSeverity severity, PlnCode code, int line, const char *help, const char *text)
{
  pln_page_report (reader->diagnostics, reader->page->source, line, severity, code, text, help);
}

/* -- Days ------------------------------------------------------------------------------------------ */

static int
day_of_date (const PlnMeeting *meeting, int year, int month, int day)
{
  for (int d = 0; d < meeting->n_days; d++)
    if (meeting->days[d].date == pln_days_from_civil (year, month, day))
      return d;
  return -1;
}

/* "18 October", "October 18th", or the weekday where only one day of the meeting has it. */
static int
day_of_words (const PlnMeeting *meeting, const char *folded)
{
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  int by_weekday = -1, n_by_weekday = 0;

  for (int d = 0; d < meeting->n_days; d++)
    {
      PlnCivil civil = pln_civil_from_days (meeting->days[d].date);
      bool month = false, day = false, weekday = false;

      for (int k = 0; words[k]; k++)
        {
          month = month || pln_month_from_name (words[k]) == civil.month;
          day = day || (g_ascii_isdigit (words[k][0]) && atoi (words[k]) == civil.day);
          weekday = weekday || pln_weekday_from_name (words[k]) == pln_civil_weekday (civil);
        }
      if (month && day)
        return d;
      by_weekday = weekday ? d : by_weekday;
      n_by_weekday += weekday;
    }
  return n_by_weekday == 1 ? by_weekday : -1;
}

/* The day that a heading names: "2022-10-18", "Day 2, Wednesday", "18 October". */
static int
day_of_heading (const PlnMeeting *meeting, const char *text)
{
  g_autofree char *folded = pln_name_fold (text);
  GRegex *iso = pln_pattern ("\\b([0-9]{4})-([0-9]{2})-([0-9]{2})\\b", true);
  GRegex *counted = pln_pattern ("\\bday ([0-9]+)\\b", true);
  g_autoptr (GMatchInfo) info = NULL;
  int day;

  if (g_regex_match (iso, text, 0, &info))
    {
      g_autofree char *y = g_match_info_fetch (info, 1), *m = g_match_info_fetch (info, 2), *d = g_match_info_fetch (info, 3);

      return day_of_date (meeting, atoi (y), atoi (m), atoi (d));
    }
  day = day_of_words (meeting, folded);
  g_clear_pointer (&info, g_match_info_free);
  if (day < 0 && g_regex_match (counted, folded, 0, &info))
    {
      g_autofree char *n = g_match_info_fetch (info, 1);

      day = atoi (n) <= meeting->n_days ? atoi (n) - 1 : -1;
    }
  return day;
}

/* -- Ends ------------------------------------------------------------------------------------------ */

static int
minute_of (const Reader *reader, int clock)
{
  PlnCivil civil = pln_civil_from_days (reader->meeting->days[reader->day].date);

  civil.hour = clock / 60;
  civil.minute = clock % 60;
  return pln_zone_to_minute (reader->meeting->zone, civil);
}

static void
end_item (Reader *reader, int room, int clock)
{
  int item = reader->open_item[room];

  if (item >= 0)
    reader->draft->items[item].minutes = minute_of (reader, clock) - reader->draft->items[item].start;
  reader->open_item[room] = -1;
}

/* What begins at `clock` in a room, or in all of them (-1), ends what runs there. */
static void
end_items (Reader *reader, int room, int clock)
{
  for (int r = 0; r < reader->meeting->n_rooms; r++)
    if (room < 0 || r == room)
      end_item (reader, r, clock);
}

/* A table that ends without a Close row: what still runs lasts as long as was asked. */
static void
end_table (Reader *reader)
{
  for (int r = 0; r < reader->meeting->n_rooms; r++)
    {
      int item = reader->open_item[r];

      if (item >= 0)
        reader->draft->items[item].minutes = reader->meeting->topics[reader->meeting->items[item].topic].preferred;
      reader->open_item[r] = -1;
      reader->has_holders[r] = false;
    }
}

/* -- Rows ------------------------------------------------------------------------------------------ */

/* "09:30", "9:30-10:00", "1:00 pm", "09:30 (members only)". */
static bool
read_clocks (const char *text, Slot *slot)
{
  static const char pattern[] = "^\\s*([0-9]{1,2})[:.]([0-9]{2}) ?([ap]m)?(?:\\s*[-–—]\\s*([0-9]{1,2})[:.]([0-9]{2}) ?([ap]m)?)?";
  GRegex *regex = pln_pattern (pattern, false);
  g_autoptr (GMatchInfo) info = NULL;
  int clocks[2] = { -1, -1 };

  if (!g_regex_match (regex, text, 0, &info))
    return false;
  for (int k = 0; k < 2; k++)
    {
      g_autofree char *hour = g_match_info_fetch (info, 1 + 3 * k), *minute = g_match_info_fetch (info, 2 + 3 * k);
      g_autofree char *half = g_match_info_fetch (info, 3 + 3 * k);
      int h = hour && hour[0] ? atoi (hour) : -1;

      if (h < 0 || h > 24 || atoi (minute) > 59)
        continue;
      if (half && half[0])
        h = h % 12 + (g_ascii_tolower (half[0]) == 'p' ? 12 : 0);
      clocks[k] = h * 60 + atoi (minute);
    }
  slot->clock = clocks[0];
  slot->end_clock = clocks[1];
  return slot->clock >= 0;
}

/* The clock of the row before, in that room or in any. */
static int
clock_before (const Reader *reader, int room)
{
  int clock = 0;

  for (int r = 0; r < reader->meeting->n_rooms; r++)
    if (room < 0 || r == room)
      clock = MAX (clock, reader->clocks[r]);
  return clock;
}

/* "1:00" after "12:30" is 13:00; beside it in another room it may be anything. */
static void
turn_to_afternoon (Reader *reader, Slot *slot)
{
  int before = clock_before (reader, slot->room);

  if (slot->clock < before && slot->clock + 12 * 60 >= before && slot->clock + 12 * 60 < DAY_MINUTES)
    slot->clock += 12 * 60;
  if (slot->end_clock >= 0 && slot->end_clock < slot->clock && slot->end_clock + 12 * 60 <= DAY_MINUTES)
    slot->end_clock += 12 * 60;
  for (int r = 0; r < reader->meeting->n_rooms; r++)
    if (slot->room < 0 || r == slot->room)
      reader->clocks[r] = slot->clock;
}

static bool
is_marker (const char *text)
{
  static const char pattern[] = "^(?:break|coffee(?: break)?|tea|lunch(?: break)?|dinner|(?:newly )?open(?: time| slot)?|free(?: time)?|close[ds]?|end|adjourn(?:ed)?|pause|\\(?open\\)?|unassigned)\\b[ .]*$";

  return pln_pattern_matches (pattern, text);
}

static bool
names_break (const PlnMeeting *meeting, int day, const char *folded)
{
  for (int b = 0; b < meeting->days[day].n_breaks; b++)
    {
      g_autofree char *title = pln_name_fold (meeting->days[day].break_titles[b]);

      if (strcmp (title, folded) == 0)
        return true;
    }
  return false;
}

static int
find_room (const PlnMeeting *meeting, const char *text)
{
  g_autofree char *folded = pln_name_fold (text);

  for (int room = 0; room < meeting->n_rooms; room++)
    {
      g_autofree char *name = pln_name_fold (meeting->rooms[room].name);

      if (strcmp (meeting->rooms[room].id, text) == 0 || strcmp (name, folded) == 0)
        return room;
    }
  return -1;
}

/* -- Roles ----------------------------------------------------------------------------------------- */

static int
find_role (const PlnMeeting *meeting, const char *text)
{
  g_autofree char *folded = pln_name_fold (text);

  for (int role = 0; role < meeting->n_roles; role++)
    {
      g_autofree char *title = pln_name_fold (meeting->roles[role].title);

      if (strcmp (meeting->roles[role].id, text) == 0 || strcmp (title, folded) == 0)
        return role;
    }
  return -1;
}

/* "Moderator: Wil O'Mullane". Returns: whether the cell is a duty of the meeting */
static bool
read_duty (Reader *reader, const char *text, int room, int line)
{
  const char *colon = strchr (text, ':');
  g_autofree char *title = colon ? g_strndup (text, (gsize) (colon - text)) : NULL;
  g_autofree char *name = colon ? g_strstrip (g_strdup (colon + 1)) : NULL;
  int role = title ? find_role (reader->meeting, g_strstrip (title)) : -1;
  const char *id;
  int person;

  if (role < 0)
    return false;
  id = pln_roster_find (reader->roster, name);
  person = id ? pln_meeting_find_person (reader->meeting, id) : -1;
  if (person < 0 && name[0] != '\0' && !pln_pattern_matches ("^(?:-|–|—|open|nobody|tbd|none|\\(open\\))$", name))
    {
      g_autofree char *said = g_strdup_printf ("\"%s\" is nobody of the meeting: the role is left open", name);

      report (reader, PLN_SEVERITY_WARNING, PLN_CODE_NAME_GUESSED, line, NULL, said);
    }
  for (int r = 0; r < reader->meeting->n_rooms; r++)
    if (room < 0 || r == room)
      {
        if (!reader->has_holders[r])
          for (int k = 0; k < reader->meeting->n_roles; k++)
            reader->holders[k * reader->meeting->n_rooms + r] = -1;
        reader->has_holders[r] = true;
        reader->holders[role * reader->meeting->n_rooms + r] = person;
      }
  return true;
}

static bool
read_duties (Reader *reader, const PlnTableRow *row, int room)
{
  bool any = false;

  for (guint c = 0; c < row->cells->len; c++)
    any = read_duty (reader, pln_row_cell (row, (int) c)->text, room, row->line) || any;
  return any;
}

/* The holders that were named before a block's first item hold in it. */
static void
settle_holders (Reader *reader, int room, int start)
{
  const PlnMeeting *meeting = reader->meeting;

  for (int block = 0; block < meeting->n_blocks; block++)
    if (reader->has_holders[room] && meeting->blocks[block].interval.start <= start && start < meeting->blocks[block].interval.end)
      {
        for (int role = 0; role < meeting->n_roles; role++)
          reader->draft->holders[pln_draft_holder_index (meeting, role, block, room)] = reader->holders[role * meeting->n_rooms + room];
        reader->has_holders[room] = false;
      }
}

/* -- Items ----------------------------------------------------------------------------------------- */

static int
find_item (Reader *reader, const char *text, const char *coordinator, int line)
{
  bool guessed;
  int item = pln_agenda_item_find (reader->meeting, reader->draft, text, coordinator, &guessed);

  if (item >= 0 && guessed)
    {
      g_autofree char *said = g_strdup_printf ("\"%s\" is read as \"%s\"", text, reader->meeting->items[item].title);

      report (reader, reader->guess, PLN_CODE_NAME_GUESSED, line, NULL, said);
    }
  return item;
}

/* Is the minute inside a block, so that an agenda can hold what begins there? */
static bool
is_in_a_block (const PlnMeeting *meeting, int minute)
{
  for (int block = 0; block < meeting->n_blocks; block++)
    if (meeting->blocks[block].interval.start <= minute && minute < meeting->blocks[block].interval.end)
      return true;
  return false;
}

static void
place_item (Reader *reader, const Slot *slot, const char *title, const char *coordinator)
{
  int room = MAX (slot->room, 0);
  int item = find_item (reader, title, coordinator, slot->line);

  if (item < 0)
    {
      g_autofree char *said = g_strdup_printf ("\"%s\" is no topic of the request, or stands here once more: left out", title);

      report (reader, PLN_SEVERITY_WARNING, PLN_CODE_ROW_LEFT_OUT, slot->line, "give the row the topic's title, or its id in square brackets", said);
      return;
    }
  if (!is_in_a_block (reader->meeting, minute_of (reader, slot->clock)))
    {
      g_autofree char *said = g_strdup_printf ("\"%s\" begins at %02d:%02d, in a break or outside the day: left out", title, slot->clock / 60, slot->clock % 60);

      report (reader, PLN_SEVERITY_WARNING, PLN_CODE_ROW_LEFT_OUT, slot->line, "the days and breaks of the request say when there may be items", said);
      return;
    }
  reader->draft->items[item] = (PlnPlacement){ room, minute_of (reader, slot->clock), 0 };
  if (slot->end_clock >= 0)
    reader->draft->items[item].minutes = minute_of (reader, slot->end_clock) - reader->draft->items[item].start;
  else
    reader->open_item[room] = item;
  settle_holders (reader, room, reader->draft->items[item].start);
}

/* -- Tables ---------------------------------------------------------------------------------------- */

static void
read_row (Reader *reader, const PlnColumn *columns, int n, const PlnTableRow *row)
{
  const char *room_text = pln_row_cell (row, pln_columns_find (columns, n, PLN_COLUMN_ROOM))->text;
  const char *title = pln_row_cell (row, pln_columns_find (columns, n, PLN_COLUMN_TOPIC))->text;
  int presenters = pln_columns_find (columns, n, PLN_COLUMN_PRESENTERS);
  const char *coordinator = pln_row_cell (row, presenters)->text;
  Slot slot = { .line = row->line, .room = room_text[0] != '\0' ? find_room (reader->meeting, room_text) : -1 };
  g_autofree char *folded = pln_name_fold (title);

  bool timed = read_clocks (pln_row_cell (row, pln_columns_find (columns, n, PLN_COLUMN_TIME))->text, &slot);
  /* A topic may be called "Moderator: what to do"; duties stand in a row without a time. */
  bool is_item = timed && pln_agenda_item_has_title (reader->meeting, reader->draft, title);

  if ((!is_item && read_duties (reader, row, slot.room)) || !timed)
    return;
  turn_to_afternoon (reader, &slot);
  end_items (reader, slot.room, slot.clock);
  if (title[0] == '\0' && is_marker (coordinator))
    return;
  if (!is_marker (title) && !names_break (reader->meeting, reader->day, folded) && title[0] != '\0')
    place_item (reader, &slot, title, coordinator);
}

static bool
read_table (Reader *reader, const PlnTable *table)
{
  const PlnTableRow *header = table->rows->len > 0 ? g_ptr_array_index (table->rows, 0) : NULL;
  g_autofree PlnColumn *columns = header ? pln_columns_of (header, NULL, 0) : NULL;
  int n = header ? (int) header->cells->len : 0;

  if (!columns || pln_columns_find (columns, n, PLN_COLUMN_TIME) < 0 || pln_columns_find (columns, n, PLN_COLUMN_TOPIC) < 0)
    return false;
  if (reader->day < 0)
    reader->day = reader->n_tables;
  if (reader->day >= reader->meeting->n_days)
    return false;
  reader->n_tables++;
  memset (reader->clocks, 0, sizeof *reader->clocks * (size_t) reader->meeting->n_rooms);
  for (guint r = 1; r < table->rows->len; r++)
    read_row (reader, columns, n, g_ptr_array_index (table->rows, r));
  end_table (reader);
  return true;
}

static void
read_pieces (Reader *reader)
{
  for (guint p = 0; p < reader->page->pieces->len; p++)
    {
      const PlnPiece *piece = g_ptr_array_index (reader->page->pieces, p);

      if (piece->kind == PLN_PIECE_TABLE)
        {
          if (read_table (reader, piece->table))
            reader->day = -1;
        }
      else if (piece->kind == PLN_PIECE_HEADING && piece->level > 1)
        {
          int day = day_of_heading (reader->meeting, piece->cell.text);

          reader->day = day >= 0 ? day : reader->day;
        }
    }
}

PlnDraft *
pln_agenda_page_read (const PlnPage *page, const PlnMeeting *meeting, bool guesses_are_errors, PlnDiagnostics *diagnostics)
{
  g_autoptr (PlnRoster) roster = pln_roster_new ();
  g_autoptr (PlnDraft) draft = pln_draft_new (meeting);
  g_autofree int *open_item = g_new0 (int, (gsize) meeting->n_rooms);
  g_autofree int *holders = g_new0 (int, (gsize) MAX (1, meeting->n_roles * meeting->n_rooms));
  g_autofree bool *has_holders = g_new0 (bool, (gsize) meeting->n_rooms);
  g_autofree int *clocks = g_new0 (int, (gsize) meeting->n_rooms);
  Reader reader = { meeting, page, diagnostics, guesses_are_errors ? PLN_SEVERITY_ERROR : PLN_SEVERITY_WARNING,
                    roster, draft, -1, 0, open_item, holders, has_holders, clocks };

  for (int room = 0; room < meeting->n_rooms; room++)
    open_item[room] = -1;
  for (int p = 0; p < meeting->n_people; p++)
    pln_roster_add (roster, meeting->people[p].id, meeting->people[p].name, (const char *const *) meeting->people[p].aliases, meeting->people[p].email);
  read_pieces (&reader);
  if (reader.n_tables > 0)
    return g_steal_pointer (&draft);
  report (&reader, PLN_SEVERITY_ERROR, PLN_CODE_NO_TABLE, 1, "a day's table has a Time and a Topic column", "nothing here looks like an agenda");
  return NULL;
}
