/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/lint.h"

#include "model/duration.h"

/* Takes a block away from what is free in it, bit by bit: the stretches left after blocks, cast,
 * windows and rooms, and whether the topic still fits one of them. The first of these that leaves
 * nothing is told. */

typedef enum
{
  FITS_NOWHERE,
  FITS_BLOCK,
  FITS_CAST,
  FITS_WINDOWS,
  FITS_ROOM,
} Stage;

/* From the first start to the last end. */
static PlnInterval
extent (const PlnSpans *stretches)
{
  PlnInterval all = { G_MAXINT, G_MININT };

  for (int k = 0; k < stretches->n; k++)
    {
      all.start = MIN (all.start, stretches->at[k].start);
      all.end = MAX (all.end, stretches->at[k].end);
    }
  return all;
}

/* What is left of @stretches outside @busy, of which only what is near is looked at. */
static void
subtract (PlnSpans *stretches, const PlnSpans *busy)
{
  PlnSpans left = { 0 }, united = { 0 };
  PlnInterval all = extent (stretches);

  for (int k = 0; k < busy->n; k++)
    if (pln_interval_overlaps (busy->at[k], all))
      pln_spans_add (&united, busy->at[k]);
  pln_spans_unite (&united);
  for (int k = 0; k < stretches->n; k++)
    {
      int cursor = stretches->at[k].start, end = stretches->at[k].end;

      for (int b = 0; b < united.n && united.at[b].start < end; b++)
        {
          if (united.at[b].end <= cursor)
            continue;
          if (cursor < united.at[b].start)
            pln_spans_add (&left, (PlnInterval){ cursor, united.at[b].start });
          cursor = united.at[b].end;
        }
      if (cursor < end)
        pln_spans_add (&left, (PlnInterval){ cursor, end });
    }
  pln_spans_clear (&united);
  pln_spans_clear (stretches);
  *stretches = left;
}

/* What of @stretches lies in one of @windows; those may overlap, and are not joined. */
static void
intersect (PlnSpans *stretches, const PlnSpans *windows)
{
  PlnSpans left = { 0 };

  for (int k = 0; k < stretches->n; k++)
    for (int w = 0; w < windows->n; w++)
      {
        PlnInterval cut = { MAX (stretches->at[k].start, windows->at[w].start), MIN (stretches->at[k].end, windows->at[w].end) };

        if (cut.start < cut.end)
          pln_spans_add (&left, cut);
      }
  pln_spans_clear (stretches);
  *stretches = left;
}

static bool
starts_within (const PlnMeeting *meeting, const PlnTopic *topic, const PlnDay *day, PlnInterval stretch)
{
  /* What follows another starts when that ends, whatever the day's list says. */
  for (int r = 0; r < topic->n_relations; r++)
    if (topic->relations[r].kind == PLN_RELATION_FOLLOWS)
      return true;
  for (int k = 0; k < day->n_starts; k++)
    if (day->starts[k] >= stretch.start && day->starts[k] + topic->least <= stretch.end)
      return true;
  return !day->has_starts;
}

static bool
holds (const PlnMeeting *meeting, const PlnTopic *topic, const PlnDay *day, const PlnSpans *stretches)
{
  for (int k = 0; k < stretches->n; k++)
    if (pln_meeting_grid_ceiling (meeting, stretches->at[k].start) + topic->least <= stretches->at[k].end
        && starts_within (meeting, topic, day, stretches->at[k]))
      return true;
  return false;
}

static bool
holds_in_room (const PlnMeeting *meeting, const PlnTopic *topic, const PlnDay *day, const PlnSpans *stretches)
{
  for (int room = 0; room < meeting->n_rooms; room++)
    {
      PlnSpans open = { 0 };
      bool good;

      if (!topic->room_fits[room])
        continue;
      if (meeting->rooms[room].unavailable.n == 0)
        return true;
      pln_spans_add_all (&open, stretches);
      subtract (&open, &meeting->rooms[room].unavailable);
      good = holds (meeting, topic, day, &open);
      pln_spans_clear (&open);
      if (good)
        return true;
    }
  return false;
}

/* How far a topic comes in one block. */
static Stage
fit_block (const PlnMeeting *meeting, const PlnTopic *topic, const PlnBlock *block)
{
  const PlnDay *day = &meeting->days[block->day];
  PlnSpans stretches = { 0 };
  Stage stage = FITS_NOWHERE;

  pln_spans_add (&stretches, block->interval);
  if (holds (meeting, topic, day, &stretches))
    {
      stage = FITS_BLOCK;
      for (int k = 0; k < topic->n_cast; k++)
        {
          const PlnPerson *person = &meeting->people[topic->cast[k]];

          subtract (&stretches, &person->busy);
          if (person->has_available)
            intersect (&stretches, &person->available);
        }
      if (holds (meeting, topic, day, &stretches))
        stage = FITS_CAST;
    }
  if (stage == FITS_CAST)
    {
      for (int k = 0; k < topic->n_within; k++)
        intersect (&stretches, &topic->within[k]);
      if (holds (meeting, topic, day, &stretches))
        stage = holds_in_room (meeting, topic, day, &stretches) ? FITS_ROOM : FITS_WINDOWS;
    }
  pln_spans_clear (&stretches);
  return stage;
}

static Stage
fit_anywhere (const PlnMeeting *meeting, const PlnTopic *topic)
{
  Stage best = FITS_NOWHERE;

  for (int k = 0; k < meeting->n_blocks && best < FITS_ROOM; k++)
    best = MAX (best, fit_block (meeting, topic, &meeting->blocks[k]));
  return best;
}

static bool
has_room (const PlnMeeting *meeting, const PlnTopic *topic)
{
  for (int room = 0; room < meeting->n_rooms; room++)
    if (topic->room_fits[room])
      return true;
  return false;
}

static const char *
consequence (const PlnTopic *topic)
{
  return topic->priority == PLN_PRIORITY_MUST ? "it must be placed, so there will be no agenda" : "it will be left out";
}

static void
tell_stage (const PlnMeeting *meeting, PlnDiagnostics *diagnostics, const PlnTopic *topic, Stage stage)
{
  g_autofree char *least = pln_duration_format (topic->least);

  if (stage == FITS_NOWHERE)
    pln_lint_warn (meeting, diagnostics, PLN_CODE_LINT_TOO_LONG, topic->place, "shorten it, give it parts, or move a break",
                   "\"%s\" takes at least %s, for which no block is long enough", topic->id, least);
  else if (stage == FITS_BLOCK)
    pln_lint_warn (meeting, diagnostics, PLN_CODE_LINT_NEVER, topic->place, consequence (topic),
                   "those whom \"%s\" needs are never all free for %s", topic->id, least);
  else if (stage == FITS_CAST)
    pln_lint_warn (meeting, diagnostics, PLN_CODE_LINT_NEVER, topic->place, consequence (topic),
                   "\"%s\" fits nowhere inside its windows", topic->id);
  else if (stage == FITS_WINDOWS)
    pln_lint_warn (meeting, diagnostics, PLN_CODE_LINT_NEVER, topic->place, consequence (topic),
                   "the rooms of \"%s\" are not open when it could be", topic->id);
}

static void
lint_fixed (const PlnMeeting *meeting, PlnDiagnostics *diagnostics, const PlnTopic *topic)
{
  PlnInterval interval = { topic->fixed_start, topic->fixed_start + topic->least };
  g_autofree char *start = pln_zone_format (meeting->zone, topic->fixed_start);

  for (int k = 0; k < meeting->n_blocks; k++)
    if (meeting->blocks[k].interval.start <= interval.start && interval.end <= meeting->blocks[k].interval.end)
      return;
  pln_lint_warn (meeting, diagnostics, PLN_CODE_LINT_OUTSIDE, topic->place, consequence (topic),
                 "\"%s\" is fixed at %.16s, where no block has time for it", topic->id, start);
}

void
pln_lint_fit (const PlnMeeting *meeting, PlnDiagnostics *diagnostics)
{
  for (int k = 0; k < meeting->n_topics; k++)
    {
      const PlnTopic *topic = &meeting->topics[k];

      if (!has_room (meeting, topic))
        pln_lint_warn (meeting, diagnostics, PLN_CODE_LINT_NO_ROOM, topic->place, consequence (topic), "no room fits \"%s\"",
                       topic->id);
      else
        tell_stage (meeting, diagnostics, topic, fit_anywhere (meeting, topic));
      if (topic->has_fixed_start)
        lint_fixed (meeting, diagnostics, topic);
    }
}
