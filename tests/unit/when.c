/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "intake/when.h"

#include <string.h>

/* Tuesday 18 to Thursday 20 October 2022, 09:00 to 17:00, lunch 12:30 to 13:30, in Los Angeles. */
static PlnCalendarFrame *
three_days (void)
{
  PlnCalendarFrame *frame = g_new0 (PlnCalendarFrame, 1);

  frame->zone = pln_zone_new ("America/Los_Angeles");
  frame->n_days = 3;
  frame->dates = g_new0 (int, 3);
  frame->day_start = g_new0 (int, 3);
  frame->day_end = g_new0 (int, 3);
  frame->n_breaks = 2;
  frame->breaks = g_new0 (PlnInterval, 2);
  frame->breaks[0] = (PlnInterval){ 630, 660 };
  frame->breaks[1] = (PlnInterval){ 750, 810 };
  for (int k = 0; k < 3; k++)
    {
      frame->dates[k] = pln_days_from_civil (2022, 10, 18 + k);
      frame->day_start[k] = 540;
      frame->day_end[k] = 1020;
    }
  return frame;
}

static void
frame_free (PlnCalendarFrame *frame)
{
  pln_zone_unref (frame->zone);
  g_free (frame->dates);
  g_free (frame->day_start);
  g_free (frame->day_end);
  g_free (frame->breaks);
  g_free (frame);
}

static const struct
{
  const char *text;
  const char *want; /* "day from-to, …" of each span, then "|" and the rest; NULL: not understood */
} cases[] = {
  { "after lunch Tuesday", "0 810-1440|" },
  { "on Tuesday after lunch, please", "0 810-1440|, please" },
  { "from 3pm", "0 900-1440, 1 900-1440, 2 900-1440|" },
  { "Wednesday, October 19", "1 0-1440|" },
  { "the 20th", "2 0-1440|" },
  { "Day 2 or Day 3", "1 0-1440, 2 0-1440|" },
  { "October 18th - 19th", "0 0-1440, 1 0-1440|" },
  { "Wed 10am-11am, or Thur 11am-1pm", "1 600-660, 2 660-780|" },
  { "after 13:00 on Tuesday, or before 12:00 on Thursday", "0 780-1440, 2 0-720|" },
  { "between 2pm and 4:30 PM", "0 840-990, 1 840-990, 2 840-990|" },
  { "the first two hours of each day", "0 0-660, 1 0-660, 2 0-660|" },
  { "the last hour on Wednesday", "1 960-1440|" },
  { "mornings", "0 0-750, 1 0-750, 2 0-750|" },
  { "10:00 to 11:00 UTC on the 19th", "1 180-240|" },
  { "after 1PM ET on Tuesday", "0 600-1440|" },
  { "18 October until noon", "0 0-720|" },
  { "on either 19th or 20th", "1 0-1440, 2 0-1440|" },
  { "Monday", NULL },
  { "Tuesday the 19th", NULL },
  { "at 14:00 on Tuesday", "0 840-840|" },
  { "16:00 or later", "0 960-1440, 1 960-1440, 2 960-1440|" },
  { "from 11:30 onwards on Day 1", "0 690-1440|" },
  { "days 1 and 3", "0 0-1440, 2 0-1440|" },
  { "the first and second days", "0 0-1440, 1 0-1440|" },
  { "October 18 or 19", "0 0-1440, 1 0-1440|" },
  { "Wed 19", "1 0-1440|" },
  { "Tuesday 18 October", "0 0-1440|" },
  { "the last 30 minutes of Tuesday", "0 990-1440|" },
  { "the last hour (16:00 - 17:00) of Wednesday", "1 960-1020|" },
  { "the first slot every day: 10:00 to 12:00", "0 600-720, 1 600-720, 2 600-720|" },
  { "the first slot every day", NULL },
  { "Tuesday (all day), Wednesday (after 2pm)", "0 0-1440, 1 840-1440|" },
  { "Tuesday and Wednesday (after 2pm)", NULL },
  { "the 18th (Wednesday)", NULL },
  { "Tuesday (travelling), Thursday", "0 0-1440, 2 0-1440|" },
  { "after noon on the afternoon of 18 October", "0 720-1440|" },
  { "Tuesday 10", NULL },
  { "Tuesday after 14:00 XYZ", "0 840-1440| XYZ" },
  { "somewhen", NULL },
  { "after 13:00 Asia/Tokyo", NULL },
};

static void
test_expressions (void)
{
  PlnCalendarFrame *frame = three_days ();

  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      const char *rest;
      g_autoptr (PlnWhen) when = pln_when_parse (frame, cases[k].text, &rest);
      g_autoptr (GString) got = g_string_new (NULL);

      for (guint s = 0; when && s < when->spans->len; s++)
        {
          const PlnWhenSpan *span = &g_array_index (when->spans, PlnWhenSpan, s);

          g_string_append_printf (got, "%s%d %d-%d", s > 0 ? ", " : "", span->day, span->from, span->to);
        }
      g_test_message ("%s", cases[k].text);
      g_string_append_printf (got, "|%s", when ? rest : "");
      g_assert_cmpstr (when ? got->str : NULL, ==, cases[k].want);
    }
  frame_free (frame);
}

static void
test_complement (void)
{
  PlnCalendarFrame *frame = three_days ();
  const char *rest;
  g_autoptr (PlnWhen) when = pln_when_parse (frame, "Tuesday 10:00-11:00 and Thursday", &rest);
  g_autoptr (PlnWhen) away = pln_when_complement (frame, when, false);
  g_autoptr (GPtrArray) windows = pln_when_to_windows (frame, away);
  g_autoptr (GString) got = g_string_new (NULL);

  for (guint k = 0; k < windows->len; k++)
    {
      g_autofree char *text = json_to_string (g_ptr_array_index (windows, k), FALSE);

      g_string_append (got, text);
    }
  g_assert_cmpstr (got->str, ==, "{\"day\":\"2022-10-18\",\"to\":\"10:00\"}{\"day\":\"2022-10-18\",\"from\":\"11:00\"}{\"day\":\"2022-10-19\"}");
  frame_free (frame);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/when/expressions", test_expressions);
  g_test_add_func ("/when/complement", test_complement);
  return g_test_run ();
}
